package io.breakwater.generator.run;

import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.Flow;
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

    public static Flow send(String name) {
        return new Flow.Send(get(name));
    }

    /** A step that only this share of the iterations that come to it takes. */
    public static Flow send(String name, double share) {
        Step step = get(name);
        return new Flow.Send(new Step(name, step.request(), Map.of(), List.of(), share, false));
    }

    /** A step after which the iteration goes on, whatever came of it. */
    public static Flow sendAnyhow(String name) {
        Step step = get(name);
        return new Flow.Send(new Step(name, step.request(), Map.of(), List.of(), 1, true));
    }

    public static Flow pause(Duration time) {
        return new Flow.Pause(Flow.Pause.Spread.FIXED, time, Duration.ZERO);
    }

    public static Flow repeat(int times, Flow... body) {
        return new Flow.Repeat(times, Optional.empty(), List.of(body));
    }

    public static Session session(String name, Flow... flow) {
        return new Session(name, 1, 0, Optional.empty(), Duration.ZERO, List.of(flow));
    }

    public static Load open(LoadPhase... phases) {
        return Load.Open.of(List.of(phases));
    }

    public static Load closed(LoadPhase... phases) {
        return new Load.Closed(List.of(phases), Optional.empty(), Optional.empty());
    }

    public static Scenario of(URI target, HttpSettings limits, Load load, Session... sessions) {
        return Scenario.of("test", "", target, Map.of(), Map.of(), List.of(sessions), load, List.of(), limits);
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
