package io.breakwater.scenario.run;

import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that a scenario sends to.
 *
 * @param place   where the scenario says so
 * @param address scheme, host and port
 */
record AimedAt(String place, URI address) {

    /** All: the scenario's target, those that steps name, and the addresses that stand for the names of hosts. */
    static List<AimedAt> all(Scenario scenario) {
        List<AimedAt> named = new ArrayList<>();
        named.add(new AimedAt("target", scenario.target()));
        Stream.of(scenario.before(), scenario.sessions(), scenario.after())
                .flatMap(List::stream)
                .forEach(session -> session.steps()
                        .forEach(step -> target(step).ifPresent(target -> named.add(of(session, step, target)))));
        List<AimedAt> all = new ArrayList<>(named);
        named.forEach(one -> all.addAll(bound(one.address(), scenario.http().hosts())));
        return all.stream().distinct().toList();
    }

    private static AimedAt of(Session session, Step step, URI target) {
        return new AimedAt("session " + session.name() + ", step " + step.name(), target);
    }

    private static Optional<URI> target(Step step) {
        if (step.request() instanceof Request.Http http) {
            return http.target();
        }
        if (step.request() instanceof Request.WidgetMessage message) {
            return message.target();
        }
        return step.request() instanceof Request.WebSocketOpen open ? open.target() : Optional.empty();
    }

    /** Where requests to a host really go when the scenario binds its name. */
    private static List<AimedAt> bound(URI named, Map<String, List<String>> hosts) {
        String port = named.getPort() < 0 ? "" : ":" + named.getPort();
        return hosts.entrySet().stream()
                .filter(host -> host.getKey().equalsIgnoreCase(named.getHost()))
                .flatMap(host -> host.getValue().stream())
                .map(address -> address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address)
                .map(address -> URI.create(named.getScheme() + "://" + address + port))
                .map(address -> new AimedAt("hosts " + named.getHost(), address))
                .toList();
    }
}
