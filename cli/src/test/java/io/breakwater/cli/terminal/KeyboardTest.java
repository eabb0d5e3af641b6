package io.breakwater.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;

class KeyboardTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void givesEachKeyAtOnceAndTheTerminalBackAsItWas() throws Exception {
        AtomicReference<Attributes> lastSet = new AtomicReference<>(new Attributes());
        LineDisciplineTerminal jline =
                new LineDisciplineTerminal("test", "ansi", new ByteArrayOutputStream(), StandardCharsets.UTF_8) {
                    @Override
                    public void setAttributes(Attributes attributes) {
                        super.setAttributes(attributes);
                        lastSet.set(new Attributes(attributes));
                    }
                };
        Attributes before = jline.getAttributes();
        Keyboard keyboard = new Keyboard(jline);
        assertThat(jline.getAttributes().getLocalFlag(LocalFlag.ICANON)).isFalse();
        assertThat(jline.getAttributes().getLocalFlag(LocalFlag.ECHO)).isFalse();
        assertThat(jline.getAttributes().getLocalFlag(LocalFlag.ISIG)).isTrue();

        jline.processInputByte('+');
        jline.processInputByte('p');
        assertThat(keyboard.next(SOON)).contains('+');
        assertThat(keyboard.next(SOON)).contains('p');
        assertThat(keyboard.next(Duration.ofMillis(1))).isEmpty();

        keyboard.close();
        assertThat(lastSet.get()).hasToString(before.toString());
    }

    @Test
    void isNoneWithoutAPersonBeforeTheTerminal() throws Exception {
        CapturedTerminal pipe = new CapturedTerminal(false);
        try (KeyPresses keys = Keyboard.ofProcess(pipe.terminal())) {
            assertThat(keys).isNotInstanceOf(Keyboard.class);
            assertThat(keys.next(Duration.ofMillis(1))).isEmpty();
        }
    }
}
