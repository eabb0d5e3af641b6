package io.breakwater.events.data;

import io.breakwater.events.run.PlannedArrivals;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.DataSet.Per;
import io.breakwater.events.scenario.DataSet.Pick;
import io.breakwater.events.scenario.DataSet.WhenUsedUp;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares the rows of data sets that do not begin again with the iterations that a load is going to begin.
 *
 * <p>Too few where running out fails the run is an error: the run could only fail. Too few where it stops the sessions is a
 * warning, for that may be meant. What cannot be known beforehand, such as how often closed-model users walk within a time, is
 * counted with the least that it can be.
 */
final class PlannedRows {

    private final Scenario scenario;

    private PlannedRows(Scenario scenario) {
        this.scenario = scenario;
    }

    /**
     * Compares.
     *
     * @param rows     how many rows each data set has, by name
     * @param errors   told what must fail
     * @param warnings told what ends early
     */
    static void compare(Scenario scenario, Map<String, Integer> rows, List<String> errors, List<String> warnings) {
        PlannedRows planned = new PlannedRows(scenario);
        Optional<Integer> base = scenario.dataSets().entrySet().stream()
                .filter(entry -> entry.getValue().base())
                .flatMap(entry -> Optional.ofNullable(rows.get(entry.getKey())).stream())
                .findFirst();
        new TreeMap<>(rows).forEach((name, count) -> {
            DataSet dataSet = scenario.dataSets().get(name);
            if (dataSet == null || dataSet.pick() == Pick.RANDOM || dataSet.whenUsedUp() == WhenUsedUp.REPEAT) {
                return;
            }
            long needed = planned.draws(name, dataSet);
            int there = base.orElse(count);
            if (there < needed) {
                boolean fails = dataSet.whenUsedUp() == WhenUsedUp.FAIL;
                (fails ? errors : warnings)
                        .add("data." + name + ": " + there + " rows in " + dataSet.file() + " (expected: at least "
                                + needed + " for the load, for "
                                + dataSet.pick().name().toLowerCase(Locale.ROOT)
                                + " rows are used up then, and the " + (fails ? "run fails" : "sessions stop") + ")");
            }
        });
    }

    /** How many rows are drawn at least. */
    private long draws(String name, DataSet dataSet) {
        List<Session> users = scenario.sessions().stream()
                .filter(session -> uses(session, name))
                .toList();
        double sum = 0;
        double longest = 0;
        for (Session session : users) {
            Load load = session.load().orElse(scenario.load());
            double share = session.load().isPresent() ? 1 : weightShare(session);
            double whole = dataSet.per() == Per.ITERATION ? iterations(load) : virtualUsers(load);
            sum += whole * share;
            longest = Math.max(longest, whole);
        }
        // Rows in turn go by the index of all arrivals of a load, whichever session each walks through.
        return (long) Math.floor(dataSet.pick() == Pick.ONCE ? sum : longest);
    }

    private boolean uses(Session session, String name) {
        return TemplateUse.uses(scenario, session, name);
    }

    private double weightShare(Session session) {
        return session.weight()
                / scenario.sessions().stream()
                        .filter(other -> other.load().isEmpty())
                        .mapToDouble(Session::weight)
                        .sum();
    }

    private static double iterations(Load load) {
        if (load instanceof Load.Closed closed) {
            double perUser = closed.iterationsPerUser().orElse(1);
            return closed.sharedIterations().map(Long::doubleValue).orElse(virtualUsers(load) * perUser);
        }
        return PlannedArrivals.of((Load.Open) load);
    }

    /** In the open model nobody knows. */
    private static double virtualUsers(Load load) {
        return load instanceof Load.Closed
                ? load.phases().stream()
                        .mapToDouble(phase -> Math.max(phase.from(), phase.to()))
                        .max()
                        .orElse(0)
                : 0;
    }
}
