/** Tests of the life of a run. */
@NullMarked
package io.breakwater.events.run;

import org.jspecify.annotations.NullMarked;
