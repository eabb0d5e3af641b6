package io.breakwater.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.terminal.Terminal.Style;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void hasNoColoursAndFewerLiveLinesWhereNobodyLooksOn() {
        CapturedTerminal log = new CapturedTerminal(false);
        for (int second = 0; second < 10; second++) {
            log.terminal().live("second " + second);
        }
        log.terminal().line(log.terminal().styled(Style.GREEN, "done"));

        assertThat(log.out().lines()).containsExactly("second 0", "second 5", "done");
    }

    @Test
    void changesTheLiveLineInPlaceWhereAPersonLooksOn() {
        CapturedTerminal person = new CapturedTerminal(true);
        person.terminal().live("one");
        person.terminal().live("two");
        person.terminal().line("done");

        assertThat(person.out().lines()).last().isEqualTo("done");
        assertThat(person.out()).contains("\r\u001B[Kone\r\u001B[Ktwo" + System.lineSeparator());
    }

    @Test
    void cutsTheLiveLineWhereItWouldWrap() {
        CapturedTerminal person = new CapturedTerminal(true);
        person.terminal().live("x".repeat(CapturedTerminal.COLUMNS + 20));

        assertThat(person.out()).hasSize("\r\u001B[K".length() + CapturedTerminal.COLUMNS - 1);
    }
}
