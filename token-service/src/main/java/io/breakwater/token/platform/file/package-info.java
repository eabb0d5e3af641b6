/**
 * Tokens and codes that lie in files. Start at {@link io.breakwater.token.platform.file.TokenFilePlatform}; {@link
 * io.breakwater.token.platform.file.CodesFile} serves the platforms that exchange codes for users' tokens.
 */
@NullMarked
package io.breakwater.token.platform.file;

import org.jspecify.annotations.NullMarked;
