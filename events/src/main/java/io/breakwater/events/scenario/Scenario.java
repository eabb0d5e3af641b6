package io.breakwater.events.scenario;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What to send, how often, and what is good enough: the whole of a scenario file, checked and immutable.
 *
 * @param name       the name it is stored under: lower-case letters, digits and hyphens
 * @param title      a line for people; empty when the file has none
 * @param target     the system under load: scheme {@code http}, host and port; paths come from the steps
 * @param tokens     platform tokens by the name used in {@code ${token.NAME}}
 * @param dataSets   rows to draw values from, by the name used in {@code ${NAME}} and {@code ${NAME.column}}
 * @param sessions   ordered lists of steps; at least one
 * @param load       open-model phases, one after the other; at least one
 * @param objectives what is good enough; empty means that every verdict is INCONCLUSIVE
 * @param http       limits of the HTTP client
 */
public record Scenario(
        String name,
        String title,
        URI target,
        Map<String, TokenUse> tokens,
        Map<String, DataSet> dataSets,
        List<Session> sessions,
        List<LoadPhase> load,
        List<Objective> objectives,
        HttpLimits http) {

    public Scenario {
        tokens = Map.copyOf(tokens);
        dataSets = Map.copyOf(dataSets);
        sessions = List.copyOf(sessions);
        load = List.copyOf(load);
        objectives = List.copyOf(objectives);
    }

    /** The steps of all sessions in file order: the index into this list is a step's index in request events. */
    public List<Step> steps() {
        return sessions.stream().flatMap(session -> session.steps().stream()).toList();
    }
}
