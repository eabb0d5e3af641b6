/** Tests of settings. */
@NullMarked
package io.breakwater.target.settings;

import org.jspecify.annotations.NullMarked;
