package io.breakwater.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * The keyboard of the terminal that this process was started in. From its opening on, keys come at once and unseen; Ctrl-C
 * interrupts as ever. Closing it, or the end of the process, also by Ctrl-C, gives the terminal back as it was. Not
 * thread-safe.
 */
public final class Keyboard implements KeyPresses {

    private final org.jline.terminal.Terminal jline;
    private final Attributes before;
    private final NonBlockingReader reader;

    Keyboard(org.jline.terminal.Terminal jline) {
        this.jline = jline;
        this.before = jline.enterRawMode();
        Attributes raw = jline.getAttributes();
        raw.setLocalFlag(LocalFlag.ISIG, true);
        jline.setAttributes(raw);
        this.reader = jline.reader();
    }

    /**
     * The keyboard of this process, or none: without a person before the terminal, without a terminal as standard input, which
     * the script tells in the system property {@code breakwater.keyboard}, and where the terminal cannot be set.
     */
    public static KeyPresses ofProcess(Terminal terminal) {
        if (!terminal.interactive() || !Boolean.getBoolean("breakwater.keyboard")) {
            return KeyPresses.none();
        }
        try {
            // Signals stay with the JVM, whose hooks stop the run; stty sets the terminal, which needs no native
            // library.
            return new Keyboard(TerminalBuilder.builder()
                    .system(true)
                    .dumb(false)
                    .provider("exec")
                    .nativeSignals(false)
                    // It would ask the terminal, whose answer would come as keys.
                    .graphemeCluster(false)
                    .build());
        } catch (IOException | IllegalStateException e) {
            terminal.line("keyboard: " + e.getMessage() + " (expected: a terminal that stty can set; keys do nothing)");
            return KeyPresses.none();
        }
    }

    @Override
    public Optional<Character> next(Duration within) throws IOException {
        int read = reader.read(within.toMillis());
        if (read == NonBlockingReader.EOF) {
            throw new IOException("keyboard: gone (expected: a key)");
        }
        return read < 0 ? Optional.empty() : Optional.of((char) read);
    }

    @Override
    public void close() {
        jline.setAttributes(before);
        try {
            jline.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
