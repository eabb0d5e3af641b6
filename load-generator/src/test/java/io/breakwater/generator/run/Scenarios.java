package io.breakwater.generator.run;

import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.HttpLimits;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.scenario.TokenUse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scenarios for tests. */
public final class Scenarios {

    private Scenarios() {}

    public static Step get(String name, Check... checks) {
        return new Step(name, Step.Method.GET, "/" + name, Map.of(), Optional.empty(), List.of(checks));
    }

    public static Step post(String name, String json, Check... checks) {
        return new Step(
                name,
                Step.Method.POST,
                "/" + name,
                Map.of(),
                Optional.of(new Body("application/json", json, Body.Escaping.JSON_STRING)),
                List.of(checks));
    }

    public static Check status(String... expected) {
        return new Check(Check.Subject.STATUS, "", List.of(expected), Optional.empty());
    }

    public static Check json(String path, String... expected) {
        return new Check(Check.Subject.JSON, path, List.of(expected), Optional.empty());
    }

    public static HttpLimits limits(Duration requestTimeout, int connections, int virtualUsers) {
        return new HttpLimits(Duration.ofSeconds(2), requestTimeout, connections, virtualUsers);
    }

    public static LoadPhase hold(double perSecond, Duration lasts) {
        return new LoadPhase(perSecond, perSecond, lasts, false);
    }

    public static Scenario of(URI target, HttpLimits limits, LoadPhase load, Step... steps) {
        return of(target, limits, load, Map.of(), Map.of(), steps);
    }

    public static Scenario of(
            URI target,
            HttpLimits limits,
            LoadPhase load,
            Map<String, TokenUse> tokens,
            Map<String, DataSet> data,
            Step... steps) {
        return new Scenario(
                "test",
                "",
                target,
                tokens,
                data,
                List.of(new Session("s", 1, List.of(steps))),
                List.of(load),
                List.of(),
                limits);
    }
}
