package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code sessions}, {@code before} and {@code after}. What is said of the load comes first, for {@code http} depends on
 * it, and the steps on {@code http}.
 */
final class SessionReader {

    /** A session before its steps are read. */
    private record Head(
            Fields fields, String name, int weight, double startShare, Optional<Load> load, Duration startAfter) {}

    private final Fields scenario;
    private final LoadReader loads;
    private final References references;
    private final Problems problems;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<Head> heads = new ArrayList<>();

    SessionReader(Fields scenario, LoadReader loads, References references, Problems problems) {
        this.scenario = scenario;
        this.loads = loads;
        this.references = references;
        this.problems = problems;
    }

    /** Reads what the sessions under load say of it; gives the common load. */
    Load readLoads() {
        Optional<Load> common = loads.read(scenario, Duration.ZERO);
        for (Fields fields : scenario.tables("sessions", ScenarioKeys.SESSION)) {
            heads.add(head(fields, common));
        }
        boolean allOwn = !heads.isEmpty()
                && heads.stream().allMatch(head -> head.fields().has("load"));
        if (allOwn && scenario.has("load")) {
            problems.at(
                    scenario.keyNode("load"),
                    "load: every session has its own (expected: a session without, or none here)");
        } else if (!allOwn && !scenario.has("load")) {
            problems.at(scenario.at(), "load: missing (expected: how often iterations start)");
        }
        return common.orElseGet(() -> Load.Open.none(heads.stream()
                .map(head -> new Session(
                        head.name(), head.weight(), head.startShare(), head.load(), head.startAfter(), List.of()))
                .toList()));
    }

    /** The sessions under load. */
    List<Session> read(StepReader steps, Load common) {
        int weights = heads.stream()
                .filter(head -> !head.fields().has("load"))
                .mapToInt(Head::weight)
                .sum();
        List<Session> sessions = new ArrayList<>();
        for (Head head : heads) {
            double part = head.fields().has("load") ? 1 : (double) head.weight() / Math.max(1, weights);
            List<Flow> flow = flow(
                    head.fields(),
                    head.name(),
                    SessionNames.Stage.LOAD,
                    steps,
                    highest(head.load().orElse(common), part));
            sessions.add(
                    new Session(head.name(), head.weight(), head.startShare(), head.load(), head.startAfter(), flow));
        }
        return sessions;
    }

    /** The sessions under {@code before} or {@code after}. */
    List<Session> readSingle(String key, SessionNames.Stage stage, StepReader steps) {
        List<Session> sessions = new ArrayList<>();
        for (Fields fields : scenario.tables(key, ScenarioKeys.SINGLE_SESSION)) {
            String name = name(fields);
            sessions.add(new Session(
                    name, 1, 0, Optional.empty(), Duration.ZERO, flow(fields, name, stage, steps, Optional.empty())));
        }
        return sessions;
    }

    private Head head(Fields fields, Optional<Load> common) {
        String name = name(fields);
        int weight = ScenarioKeys.SESSION.whole(fields, "weight").orElse(1);
        Duration startAfter = fields.read("start-after", Forms.DURATION).orElse(Duration.ZERO);
        if (fields.has("start-after") && !fields.has("load")) {
            problems.at(
                    fields.keyNode("start-after"),
                    "start-after: without a load of its own (expected: only beside load)");
        }
        Optional<Load> own = loads.read(fields, startAfter);
        if (fields.has("start-share")
                && own.or(() -> common).filter(Load.Open.class::isInstance).isPresent()) {
            problems.at(
                    fields.keyNode("start-share"), "start-share: with an open load (expected: only with a closed one)");
        }
        return new Head(
                fields,
                name,
                weight,
                fields.read("start-share", Forms.SHARE_RATIO).orElse(0.0),
                own,
                startAfter);
    }

    private String name(Fields fields) {
        Optional<String> name = fields.read("session", Forms.STEP_NAME);
        if (name.isPresent() && !names.add(name.get())) {
            problems.at(
                    fields.find("session").orElse(fields.at()),
                    "session: " + name.get() + " twice (expected: another name)");
        }
        return name.orElse("");
    }

    private List<Flow> flow(
            Fields fields, String session, SessionNames.Stage stage, StepReader steps, Optional<Double> highest) {
        int before = problems.count();
        StepRates rates = new StepRates(problems);
        FlowReader reader = new FlowReader(steps, references, references.session(stage, session), rates, problems);
        List<Flow> flow = reader.read(fields);
        if (problems.count() == before
                && fields.has("steps")
                && Flow.steps(flow).isEmpty()) {
            problems.at(fields.keyNode("steps"), "steps: no step (expected: a request at least)");
        }
        return rates.applied(flow, highest);
    }

    private static Optional<Double> highest(Load load, double part) {
        boolean known = load instanceof Load.Open
                && load.phases().stream().noneMatch(phase -> phase.replay().isPresent());
        return known ? Optional.of(LoadReader.highest(load.phases()) * part) : Optional.empty();
    }
}
