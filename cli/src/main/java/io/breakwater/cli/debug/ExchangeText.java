package io.breakwater.cli.debug;

import io.breakwater.cli.terminal.Amounts;
import io.breakwater.cli.terminal.Terminal;
import io.breakwater.cli.terminal.Terminal.Style;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.sample.CheckWords;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.sample.RequestSample.Received;
import io.breakwater.events.sample.RequestSample.Waterfall;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Exchanges as a person reads them: one below the other, in the order in which they happened. For one thread. */
final class ExchangeText {

    private static final int BAR_COLUMNS = 44;
    private static final int LABEL_COLUMNS = 12;

    private final Scenario scenario;
    private final Terminal terminal;
    private final int columns;
    private String session = "";
    private int shown;
    private final List<String> failed = new ArrayList<>();

    ExchangeText(Scenario scenario, Terminal terminal) {
        this.scenario = scenario;
        this.terminal = terminal;
        this.columns = Math.max(60, terminal.columns());
    }

    /** Shows an exchange. */
    void show(RequestSample sample) {
        if (!sample.session().equals(session)) {
            session = sample.session();
            terminal.line("");
            terminal.line(terminal.styled(Style.BOLD, stage(sample) + "session " + session));
        }
        shown++;
        boolean wrong = isWrong(sample);
        if (wrong) {
            failed.add(sample.step());
        }
        terminal.line(terminal.styled(Style.DIM, "\u2500".repeat(columns)));
        title(sample, wrong);
        request(sample);
        sample.received().ifPresent(this::answer);
        times(sample.waterfall());
        values("used", sample.used());
        values("extracted", sample.extracted());
        checks(sample);
    }

    /** Shows what came of all of them. */
    void showEnd() {
        terminal.line("");
        String count = shown + (shown == 1 ? " request" : " requests");
        terminal.line(
                failed.isEmpty()
                        ? terminal.styled(Style.GREEN, count + ", all as expected")
                        : terminal.styled(
                                Style.RED, count + ", " + failed.size() + " failed: " + String.join(", ", failed)));
    }

    private static boolean isWrong(RequestSample sample) {
        return sample.outcome() != RequestOutcome.SUCCEEDED
                || sample.business().isFailure()
                || !sample.failures().isEmpty();
    }

    private static String stage(RequestSample sample) {
        return switch (sample.stage()) {
            case BEFORE -> "before the load: ";
            case AFTER -> "after the load: ";
            case LOAD, DEBUG -> "";
        };
    }

    private void title(RequestSample sample, boolean wrong) {
        Waterfall waterfall = sample.waterfall();
        long micros = waterfall.sendMicros() + waterfall.firstByteMicros() + waterfall.downloadMicros();
        String status = sample.received()
                .map(received -> received.status() == 0 ? "message" : Integer.toString(received.status()))
                .orElse("no answer");
        String right = status + "   " + Amounts.time(micros) + "   " + (wrong ? "FAILED" : "ok");
        String gap = " ".repeat(Math.max(1, columns - TextLines.width(sample.step()) - TextLines.width(right)));
        terminal.line(terminal.styled(Style.BOLD, sample.step())
                + gap
                + terminal.styled(wrong ? Style.RED : Style.GREEN, right));
    }

    private void request(RequestSample sample) {
        RequestSample.Sent sent = sample.sent();
        if (sent.method().isEmpty()) {
            indented(2, sent.url() + "  (never written)", false);
            return;
        }
        indented(2, sent.method() + " " + sent.url(), false);
        sent.headers().forEach(header -> indented(4, header, true));
        body(sent.body(), sent.cut());
        plain("before it was encrypted", sent.plain());
        sample.redirects().forEach(redirect -> indented(2, "redirected by " + redirect, false));
    }

    private void answer(Received received) {
        terminal.line("");
        indented(2, received.status() == 0 ? "message" : "answer " + received.status(), false);
        received.headers().forEach(header -> indented(4, header, true));
        body(received.body(), received.cut());
        plain("decrypted", received.plain());
    }

    private void plain(String label, String text) {
        if (!text.isEmpty()) {
            terminal.line("");
            indented(2, label, false);
            body(text, false);
        }
    }

    private void body(String body, boolean cut) {
        if (body.isEmpty()) {
            return;
        }
        terminal.line("");
        for (String line : TextLines.readable(body, columns - 4)) {
            indented(4, line, false);
        }
        if (cut) {
            indented(4, "(cut off here)", true);
        }
    }

    private void times(Waterfall waterfall) {
        Map<String, Long> phases = new LinkedHashMap<>();
        phases.put("look-up", waterfall.lookUpMicros());
        phases.put("connect", waterfall.connectMicros());
        phases.put("TLS", waterfall.tlsMicros());
        phases.put("send", waterfall.sendMicros());
        phases.put("first byte", waterfall.firstByteMicros());
        phases.put("download", waterfall.downloadMicros());
        long whole = phases.values().stream().mapToLong(Long::longValue).sum();
        if (whole == 0) {
            return;
        }
        terminal.line("");
        long begun = 0;
        for (Map.Entry<String, Long> phase : phases.entrySet()) {
            long micros = phase.getValue();
            if (micros > 0) {
                int from = (int) (begun * BAR_COLUMNS / whole);
                int to = (int) Math.max(from + 1, (begun + micros) * BAR_COLUMNS / whole);
                terminal.line(String.format(
                        Locale.ROOT,
                        "  %-" + LABEL_COLUMNS + "s%9s  %s",
                        phase.getKey(),
                        Amounts.time(micros),
                        " ".repeat(Math.min(from, BAR_COLUMNS - 1)) + "\u2588".repeat(to - from)));
            }
            begun += micros;
        }
    }

    private void values(String label, Map<String, String> values) {
        if (values.isEmpty()) {
            return;
        }
        terminal.line("");
        String first = label;
        for (Map.Entry<String, String> value : new TreeMap<>(values).entrySet()) {
            labelled(first, value.getKey() + " = " + value.getValue().replace("\n", "\\n"), Style.DIM, "");
            first = "";
        }
    }

    private void checks(RequestSample sample) {
        List<String> failures = new ArrayList<>(sample.failures());
        List<Check> checks = step(sample).map(Step::checks).findFirst().orElse(List.of());
        if (checks.isEmpty() && failures.isEmpty()) {
            return;
        }
        terminal.line("");
        String label = "checks";
        for (Check check : checks) {
            String words = CheckWords.of(check);
            boolean wrong = failures.remove(words);
            boolean known = sample.received().isPresent();
            String mark = wrong ? "FAILED  " : known ? "ok      " : "-       ";
            labelled(label, words, wrong ? Style.RED : Style.GREEN, mark);
            label = "";
        }
        for (String failure : failures) {
            labelled(label, failure, Style.RED, "FAILED  ");
            label = "";
        }
    }

    private Stream<Step> step(RequestSample sample) {
        return Stream.of(scenario.before(), scenario.sessions(), scenario.after())
                .flatMap(List::stream)
                .filter(candidate -> candidate.name().equals(sample.session()))
                .flatMap((Session candidate) -> candidate.steps().stream())
                .filter(candidate -> candidate.name().equals(sample.step()));
    }

    private void labelled(String label, String text, Style style, String mark) {
        int indent = 2 + LABEL_COLUMNS;
        List<String> lines = TextLines.wrapped(text, columns - indent - mark.length());
        String head = String.format(Locale.ROOT, "  %-" + LABEL_COLUMNS + "s", label);
        terminal.line(head + terminal.styled(style, mark) + lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            terminal.line(" ".repeat(indent + mark.length()) + line);
        }
    }

    private void indented(int indent, String text, boolean dim) {
        for (String line : TextLines.wrapped(text, columns - indent)) {
            terminal.line(" ".repeat(indent) + (dim ? terminal.styled(Style.DIM, line) : line));
        }
    }
}
