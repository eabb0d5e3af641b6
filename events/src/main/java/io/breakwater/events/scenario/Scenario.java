package io.breakwater.events.scenario;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What to send, how often, and what is good enough: the whole of a scenario file, checked and immutable.
 *
 * @param name       the name it is stored under: lower-case letters, digits and hyphens
 * @param title      a line for people; empty when the file has none
 * @param target     the system under load: http or https, host and port; paths come from the steps
 * @param tokens     platform tokens by the name used in {@code ${token.NAME}}
 * @param dataSets   rows to draw values from, by the name used in {@code ${NAME}} and {@code ${NAME.column}}
 * @param files      files that are sent or trusted as they are, by the name that refers to them: relative file names
 * @param values     templates by the name used in {@code ${NAME}}, filled in once for each iteration
 * @param before     sessions that are walked through once, one after the other, before the load begins
 * @param sessions   ordered lists of steps under load; at least one
 * @param after      sessions that are walked through once, one after the other, when the load has ended, whatever its end
 * @param load       how often iterations start, for all sessions without a load of their own
 * @param objectives what is good enough; empty means that every verdict is INCONCLUSIVE
 * @param http       how requests travel
 * @param sampling   which exchanges are kept whole
 */
public record Scenario(
        String name,
        String title,
        URI target,
        Map<String, TokenUse> tokens,
        Map<String, DataSet> dataSets,
        Map<String, String> files,
        Map<String, String> values,
        List<Session> before,
        List<Session> sessions,
        List<Session> after,
        Load load,
        List<Objective> objectives,
        HttpSettings http,
        Sampling sampling) {

    public Scenario {
        tokens = Map.copyOf(tokens);
        dataSets = Map.copyOf(dataSets);
        files = Map.copyOf(files);
        values = Map.copyOf(values);
        before = List.copyOf(before);
        sessions = List.copyOf(sessions);
        after = List.copyOf(after);
        objectives = List.copyOf(objectives);
    }

    /** A scenario that says nothing of files, values, sampling and sessions before or after. */
    public static Scenario of(
            String name,
            String title,
            URI target,
            Map<String, TokenUse> tokens,
            Map<String, DataSet> dataSets,
            List<Session> sessions,
            Load load,
            List<Objective> objectives,
            HttpSettings http) {
        return new Scenario(
                name,
                title,
                target,
                tokens,
                dataSets,
                Map.of(),
                Map.of(),
                List.of(),
                sessions,
                List.of(),
                load,
                objectives,
                http,
                Sampling.DEFAULT);
    }

    /**
     * The steps of all sessions under load in file order: the index into this list is a step's index in request events. What
     * goes before and after is no load: it leaves samples, but no events.
     */
    public List<Step> steps() {
        return sessions.stream().flatMap(session -> session.steps().stream()).toList();
    }

    /** All loads: the common one first, then those that sessions have of their own. */
    public List<Load> loads() {
        return Stream.concat(Stream.of(load), sessions.stream().flatMap(session -> session.load().stream()))
                .toList();
    }

    /** How long it takes as planned, from the run's start to the end of the last load. */
    public Duration lasts() {
        return sessions.stream()
                .flatMap(session ->
                        session.load().map(own -> session.startAfter().plus(own.lasts())).stream())
                .reduce(load.lasts(), (a, b) -> a.compareTo(b) > 0 ? a : b);
    }
}
