/** Tests of message. */
@NullMarked
package io.breakwater.target.message;

import org.jspecify.annotations.NullMarked;
