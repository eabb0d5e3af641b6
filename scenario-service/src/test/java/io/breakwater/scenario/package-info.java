/** The service as a whole, on real parts. */
@NullMarked
package io.breakwater.scenario;

import org.jspecify.annotations.NullMarked;
