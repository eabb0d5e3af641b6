/** Rules of runs, without parts. */
@NullMarked
package io.breakwater.scenario.run;

import org.jspecify.annotations.NullMarked;
