package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code load} and {@code http}. */
final class LoadReader {

    private final Problems problems;

    LoadReader(Problems problems) {
        this.problems = problems;
    }

    Load load(Fields scenario) {
        return Load.Open.of(phases(scenario));
    }

    private List<LoadPhase> phases(Fields scenario) {
        Optional<Fields> load =
                scenario.find("load").flatMap(node -> Fields.of(node, "load", ScenarioKeys.LOAD, problems));
        if (load.isEmpty()) {
            return List.of();
        }
        int before = problems.count();
        List<LoadPhase> phases = new ArrayList<>();
        boolean measuring = false;
        for (Fields fields : load.get().tables("open", ScenarioKeys.PHASE)) {
            LoadPhase phase = phase(fields);
            if (phase.warmUp() && measuring) {
                problems.at(fields.keyNode("warm-up"), "warm-up: after a phase without (expected: before all others)");
            }
            measuring = measuring || !phase.warmUp();
            phases.add(phase);
        }
        if (problems.count() == before && load.get().has("open")) {
            checkWhole(load.get(), phases);
        }
        return phases;
    }

    HttpSettings http(Fields scenario) {
        HttpSettings usual = HttpSettings.DEFAULT;
        return scenario.find("http")
                .flatMap(node -> Fields.of(node, "http", ScenarioKeys.HTTP, problems))
                .map(fields -> HttpSettings.limits(
                        fields.read("connect-timeout", Forms.TIMEOUT).orElse(usual.connectTimeout()),
                        fields.read("request-timeout", Forms.TIMEOUT).orElse(usual.requestTimeout()),
                        ScenarioKeys.HTTP.whole(fields, "connections").orElse(usual.connections()),
                        ScenarioKeys.HTTP.whole(fields, "virtual-users").orElse(usual.virtualUsers())))
                .orElse(usual);
    }

    private static LoadPhase phase(Fields fields) {
        Optional<Forms.Ramp> ramp = fields.has("ramp")
                ? fields.read("ramp", Forms.RAMP)
                : fields.read("hold", Forms.RATE_PER_SECOND).map(rate -> new Forms.Ramp(rate, rate));
        Duration lasts = fields.read("for", Forms.DURATION).orElse(Duration.ZERO);
        return LoadPhase.of(
                ramp.map(Forms.Ramp::fromPerSecond).orElse(0.0),
                ramp.map(Forms.Ramp::toPerSecond).orElse(0.0),
                lasts,
                fields.yesNo("warm-up").orElse(false));
    }

    private void checkWhole(Fields load, List<LoadPhase> phases) {
        if (phases.stream().allMatch(LoadPhase::warmUp)) {
            problems.at(load.keyNode("open"), "open: only warm-up (expected: a phase that objectives look at)");
        } else if (phases.stream().filter(phase -> !phase.warmUp()).allMatch(LoadReader::isSilent)) {
            problems.at(load.keyNode("open"), "open: no arrivals (expected: an arrival rate above 0)");
        }
    }

    private static boolean isSilent(LoadPhase phase) {
        return phase.from() == 0 && phase.to() == 0;
    }
}
