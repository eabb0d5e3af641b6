/**
 * What a person sees: colours and a line that changes in place on a terminal, plain lines elsewhere. Start at {@link
 * io.breakwater.cli.terminal.Terminal}.
 */
@NullMarked
package io.breakwater.cli.terminal;

import org.jspecify.annotations.NullMarked;
