/** Tests of platform. */
@NullMarked
package io.breakwater.target.platform;

import org.jspecify.annotations.NullMarked;
