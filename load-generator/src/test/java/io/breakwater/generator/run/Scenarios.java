package io.breakwater.generator.run;

import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Request;
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
        return Step.of(
                name,
                Request.Http.of(Request.Http.Method.GET, "/" + name, Map.of(), Optional.empty()),
                List.of(checks));
    }

    public static Step post(String name, String json, Check... checks) {
        return Step.of(
                name,
                Request.Http.of(
                        Request.Http.Method.POST,
                        "/" + name,
                        Map.of(),
                        Optional.of(new Body.Text("application/json", json, Body.Escaping.JSON_STRING))),
                List.of(checks));
    }

    public static Check status(String... expected) {
        return Check.in(Check.Subject.STATUS, "", List.of(expected));
    }

    public static Check json(String path, String... expected) {
        return Check.in(Check.Subject.JSON, path, List.of(expected));
    }

    public static HttpSettings limits(Duration requestTimeout, int connections, int virtualUsers) {
        return HttpSettings.limits(Duration.ofSeconds(2), requestTimeout, connections, virtualUsers);
    }

    public static LoadPhase hold(double perSecond, Duration lasts) {
        return LoadPhase.of(perSecond, perSecond, lasts, false);
    }

    public static Scenario of(URI target, HttpSettings limits, LoadPhase load, Step... steps) {
        return of(target, limits, load, Map.of(), Map.of(), steps);
    }

    public static Scenario of(
            URI target,
            HttpSettings limits,
            LoadPhase load,
            Map<String, TokenUse> tokens,
            Map<String, DataSet> data,
            Step... steps) {
        return Scenario.of(
                "test",
                "",
                target,
                tokens,
                data,
                List.of(Session.of("s", 1, List.of(steps))),
                Load.Open.of(List.of(load)),
                List.of(),
                limits);
    }
}
