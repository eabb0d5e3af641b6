package io.breakwater.cli.cases;

import io.breakwater.cli.terminal.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a file of self-test cases holds, and what is wrong with it.
 *
 * @param file       the file
 * @param cases      how many lines with cases it has
 * @param distinct   how many of them differ
 * @param abnormal   how many say what the description does not allow; empty without a description
 * @param oddities   how many cases say which of that, in words
 * @param planned    how often they are sent; empty where no rate and duration are known
 * @param warnings   what weakens the test
 * @param errors     why the platform or a run would not take the file, with the line
 */
public record CaseReport(
        String file,
        int cases,
        int distinct,
        Optional<Integer> abnormal,
        Map<String, Integer> oddities,
        Optional<Planned> planned,
        List<String> warnings,
        List<String> errors) {

    /**
     * How often cases are sent, one after the other and then from the beginning again.
     *
     * @param requests      how many requests the plan has
     * @param timesAtLeast  how often each distinct case is sent at least
     * @param timesAtMost   how often one of them is sent at most, duplicates in the file reckoned with
     */
    public record Planned(long requests, long timesAtLeast, long timesAtMost) {}

    public CaseReport {
        oddities = new TreeMap<>(oddities);
        warnings = List.copyOf(warnings);
        errors = List.copyOf(errors);
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(file + ": " + count(cases) + " cases, " + count(distinct) + " distinct"
                + abnormal.map(odd -> ", " + count(odd) + " abnormal").orElse(""));
        oddities.forEach((what, howMany) -> lines.add("  " + count(howMany) + " with " + what));
        planned.ifPresent(plan -> lines.add("  " + count(plan.requests()) + " requests: each case is sent "
                + (plan.timesAtLeast() == plan.timesAtMost()
                        ? times(plan.timesAtLeast())
                        : count(plan.timesAtLeast()) + " to " + times(plan.timesAtMost()))));
        warnings.forEach(warning -> lines.add("warning: " + warning));
        return lines;
    }

    private static String times(long count) {
        return count == 1 ? "once" : count(count) + " times";
    }

    private static String count(long value) {
        return Amounts.count(value);
    }
}
