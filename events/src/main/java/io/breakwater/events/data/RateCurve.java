package io.breakwater.events.data;

import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.file.Problem;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recorded curve of arrival rates: a CSV file whose lines are seconds since its beginning and iterations per second, with or
 * without a line of names before them. Between two lines the rate moves linearly.
 *
 * @param phases   what it stands for; empty when something is wrong
 * @param problems what is wrong, with lines and columns
 */
public record RateCurve(List<LoadPhase> phases, List<Problem> problems) {

    /** The plan of a run, which holds the phases, has to fit a Kafka record. */
    private static final int MOST_LINES = 3_000;

    private static final int MOST_BYTES = 64 * MOST_LINES;

    private static final double MOST_SECONDS = 366 * 24 * 3_600.0;
    private static final double HIGHEST_RATE = 1e9;

    public RateCurve {
        phases = List.copyOf(phases);
        problems = List.copyOf(problems);
    }

    /** Reads a curve; {@code bytes} from 0 to its limit. */
    public static RateCurve read(ByteBuffer bytes, double scale, boolean warmUp) {
        if (bytes.limit() > MOST_BYTES) {
            return wrong(1, bytes.limit() + " bytes (expected: at most " + MOST_BYTES + ")");
        }
        List<LoadPhase> phases = new ArrayList<>();
        RecordCursor cursor = new RecordCursor(bytes, true);
        double seconds = 0;
        double rate = 0;
        int lines = 0;
        boolean isFirst = true;
        while (cursor.advance()) {
            List<String> values = cursor.values();
            Optional<Double> at = number(values, 0, MOST_SECONDS);
            Optional<Double> level = number(values, 1, HIGHEST_RATE);
            boolean isHeader = isFirst && at.isEmpty() && level.isEmpty();
            isFirst = false;
            if (isHeader) {
                continue;
            }
            if (values.size() != 2 || at.isEmpty() || level.isEmpty()) {
                return wrong(
                        cursor.line(),
                        String.join(",", values)
                                + " (expected: seconds since the beginning, a comma, iterations per second)");
            }
            if (lines == 0 ? at.get() != 0 : at.get() <= seconds) {
                return wrong(
                        cursor.line(),
                        at.get() + " s (expected: " + (lines == 0 ? "0 s in the first line" : "> " + seconds + " s")
                                + ")");
            }
            if (lines > 0) {
                Duration lasts = Duration.ofNanos(Math.round(at.get() * 1e9) - Math.round(seconds * 1e9));
                phases.add(LoadPhase.of(rate * scale, level.get() * scale, lasts, warmUp));
            }
            seconds = at.get();
            rate = level.get();
            lines++;
            if (lines > MOST_LINES) {
                return wrong(cursor.line(), "line " + lines + " (expected: at most " + MOST_LINES + " lines)");
            }
        }
        return lines < 2
                ? wrong(1, lines + " lines with a rate (expected: at least 2)")
                : new RateCurve(phases, List.of());
    }

    private static RateCurve wrong(int line, String what) {
        return new RateCurve(List.of(), List.of(new Problem(line, 1, "curve: " + what)));
    }

    private static Optional<Double> number(List<String> values, int index, double highest) {
        if (index >= values.size()) {
            return Optional.empty();
        }
        try {
            double number = Double.parseDouble(values.get(index).strip());
            return number >= 0 && number <= highest ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The names under {@code files} of all curves of a scenario. */
    public static List<String> files(Scenario scenario) {
        return scenario.loads().stream()
                .flatMap(load -> load.phases().stream())
                .flatMap(phase -> phase.replay().stream())
                .map(LoadPhase.Replay::file)
                .distinct()
                .toList();
    }

    /**
     * The scenario with its curves in their places.
     *
     * @param contents the content of each file by its name under {@code files}; a curve that is missing stays where it is
     */
    public static Scenario inPlace(Scenario scenario, Map<String, ByteBuffer> contents) {
        if (files(scenario).isEmpty()) {
            return scenario;
        }
        List<Session> sessions = scenario.sessions().stream()
                .map(session -> new Session(
                        session.name(),
                        session.weight(),
                        session.startShare(),
                        session.load().map(load -> inPlace(load, contents)),
                        session.startAfter(),
                        session.flow()))
                .toList();
        return new Scenario(
                scenario.name(),
                scenario.title(),
                scenario.target(),
                scenario.tokens(),
                scenario.dataSets(),
                scenario.files(),
                scenario.values(),
                scenario.before(),
                sessions,
                scenario.after(),
                inPlace(scenario.load(), contents),
                scenario.objectives(),
                scenario.http(),
                scenario.sampling());
    }

    private static Load inPlace(Load load, Map<String, ByteBuffer> contents) {
        if (!(load instanceof Load.Open open)) {
            return load;
        }
        List<LoadPhase> phases = new ArrayList<>();
        for (LoadPhase phase : open.phases()) {
            List<LoadPhase> curve = phase.replay()
                    .flatMap(replay -> Optional.ofNullable(contents.get(replay.file()))
                            .map(bytes -> read(bytes, replay.scale(), phase.warmUp())))
                    .map(RateCurve::phases)
                    .orElse(List.of());
            phases.addAll(curve.isEmpty() ? List.of(phase) : curve);
        }
        return new Load.Open(phases, open.spacing(), open.seed(), open.skipAfter());
    }
}
