/** Tests of what self-test cases may say. */
@NullMarked
package io.breakwater.events.cases;

import org.jspecify.annotations.NullMarked;
