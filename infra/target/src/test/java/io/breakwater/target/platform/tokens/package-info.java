/** Tests of tokens. */
@NullMarked
package io.breakwater.target.platform.tokens;

import org.jspecify.annotations.NullMarked;
