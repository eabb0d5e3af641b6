/**
 * What can be configured. Start at {@link io.breakwater.token.settings.TokenServiceSettings}; {@link
 * io.breakwater.token.settings.SettingsReader} reads it and {@link io.breakwater.token.settings.Problems} collects all
 * that is wrong with it.
 */
@NullMarked
package io.breakwater.token.settings;

import org.jspecify.annotations.NullMarked;
