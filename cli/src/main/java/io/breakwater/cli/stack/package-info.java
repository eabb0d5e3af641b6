/**
 * The local stack as a service in the background, or for as long as one command lasts. Start at {@link
 * io.breakwater.cli.stack.UpCommand}; {@link io.breakwater.cli.stack.StackDaemon} is what stays behind.
 */
@NullMarked
package io.breakwater.cli.stack;

import org.jspecify.annotations.NullMarked;
