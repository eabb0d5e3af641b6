package io.breakwater.events.data;

import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.file.Problem;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recorded curve of arrival rates, as phases of a load.
 *
 * @param phases   what it stands for; empty when something is wrong
 * @param problems what is wrong, with lines and columns
 */
public record RateCurve(List<LoadPhase> phases, List<Problem> problems) {

    /** It is read into memory; a day in seconds fits. */
    private static final int MOST_BYTES = 1024 * 1024;

    public RateCurve {
        phases = List.copyOf(phases);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a CSV file of two columns: a time (seconds, {@code HH:mm:ss}, or a date with its time) and a rate (per second, or
     * with {@code /s} or {@code /min}). A first line of names is passed over. Between two lines the rate moves evenly; more
     * than {@value RecordedCurve#MOST_PHASES} stretches are drawn with so many of the same arrivals. Never throws, whatever
     * the bytes.
     *
     * @param bytes  the content, from 0 to its limit
     * @param scale  its rates are multiplied by this
     * @param warmUp whether the phases are warm-up
     */
    public static RateCurve read(ByteBuffer bytes, double scale, boolean warmUp) {
        if (bytes.limit() > MOST_BYTES) {
            return new RateCurve(
                    List.of(),
                    List.of(new Problem(
                            1, 1, "curve: " + bytes.limit() + " B (expected: at most " + MOST_BYTES + " B)")));
        }
        byte[] content = new byte[bytes.limit()];
        bytes.get(0, content);
        RecordedCurve.Reading reading = RecordedCurve.read(content);
        return new RateCurve(
                reading.curve().map(curve -> curve.phases(scale, warmUp)).orElse(List.of()), reading.problems());
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
                sessions.stream().allMatch(session -> session.load().isPresent())
                        ? Load.Open.none(sessions)
                        : inPlace(scenario.load(), contents),
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
