/** Tests of cases. */
@NullMarked
package io.breakwater.target.cases;

import org.jspecify.annotations.NullMarked;
