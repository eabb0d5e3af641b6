package io.breakwater.events.scenario.curve;

import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.LoadPhase.Replay;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts the phases of recorded curves where a scenario says that they are replayed. */
public final class RecordedLoads {

    private RecordedLoads() {}

    /** The curves that a scenario replays, by their names among its files. */
    public static Set<String> curves(Scenario scenario) {
        Set<String> names = new TreeSet<>();
        scenario.loads().stream()
                .flatMap(load -> load.phases().stream())
                .flatMap(phase -> phase.replay().stream())
                .map(Replay::file)
                .forEach(names::add);
        return names;
    }

    /**
     * The scenario with phases in the place of every curve.
     *
     * @param curves the curves by their names among the scenario's files
     * @throws IllegalArgumentException when one is missing
     */
    public static Scenario expanded(Scenario scenario, Map<String, RateCurve> curves) {
        if (curves(scenario).isEmpty()) {
            return scenario;
        }
        List<Session> sessions = scenario.sessions().stream()
                .map(session -> new Session(
                        session.name(),
                        session.weight(),
                        session.startShare(),
                        session.load().map(load -> expanded(load, curves)),
                        session.startAfter(),
                        session.flow()))
                .toList();
        boolean allOwn = sessions.stream().allMatch(session -> session.load().isPresent());
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
                allOwn ? Load.Open.none(sessions) : expanded(scenario.load(), curves),
                scenario.objectives(),
                scenario.http(),
                scenario.sampling());
    }

    private static Load expanded(Load load, Map<String, RateCurve> curves) {
        if (!(load instanceof Load.Open open)) {
            return load;
        }
        return new Load.Open(
                open.phases().stream()
                        .flatMap(phase -> phases(phase, curves).stream())
                        .toList(),
                open.spacing(),
                open.seed(),
                open.skipAfter());
    }

    private static Collection<LoadPhase> phases(LoadPhase phase, Map<String, RateCurve> curves) {
        List<LoadPhase> phases = new ArrayList<>();
        phase.replay()
                .ifPresentOrElse(
                        replay -> {
                            RateCurve curve = curves.get(replay.file());
                            if (curve == null) {
                                throw new IllegalArgumentException("replay: " + replay.file() + " (expected: one of "
                                        + String.join(", ", new TreeSet<>(curves.keySet())) + ")");
                            }
                            phases.addAll(curve.phases(replay.scale(), phase.warmUp()));
                        },
                        () -> phases.add(phase));
        return phases;
    }
}
