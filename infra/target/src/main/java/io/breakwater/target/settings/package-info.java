/**
 * What can be set on the sample backend and the platform simulator: values, their texts and their limits.
 *
 * <p>Start at {@link io.breakwater.target.settings.TargetSettings}. Every setting has one name, on the command line
 * ({@code --service-time}) and on the control port ({@code "service-time"}). All types are immutable.
 */
@NullMarked
package io.breakwater.target.settings;

import org.jspecify.annotations.NullMarked;
