/** Tests of the target over real connections. */
@NullMarked
package io.breakwater.target;

import org.jspecify.annotations.NullMarked;
