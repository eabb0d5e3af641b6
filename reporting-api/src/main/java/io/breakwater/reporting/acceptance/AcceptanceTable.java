package io.breakwater.reporting.acceptance;

import io.breakwater.events.scenario.AcceptanceProfile;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.verdict.ObjectiveResult;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a platform asks to be filled in: one row for each limit of its profile, with the measured share. Form and words of
 * the WeChat search widget's backend performance test.
 *
 * @param profile     the profile's word in a scenario file
 * @param language    what it is written in
 * @param provisional whether the run goes on, so that the shares may change
 * @param outcome     the run's verdict; with {@link Outcome#INCONCLUSIVE} the shares do not count
 * @param columns     the three headings
 * @param rows        one for each limit, in the platform's order
 * @param remarks     what a reader must know before using the shares; empty for a final PASS or FAIL of
 *                    which no token was refused
 */
public record AcceptanceTable(
        String profile,
        Language language,
        boolean provisional,
        Outcome outcome,
        List<String> columns,
        List<Row> rows,
        List<String> remarks) {

    /**
     * One limit beside what was measured.
     *
     * @param checkPoint    the limit in words
     * @param measuredShare the share in percent, cut away from the limit
     * @param expected      what is demanded
     * @param held          whether the demand was met
     */
    public record Row(String checkPoint, String measuredShare, String expected, boolean held) {}

    private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1_000);

    public AcceptanceTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        remarks = List.copyOf(remarks);
    }

    /** The table of a run; empty when its objectives hold no profile in full. */
    public static Optional<AcceptanceTable> of(RunVerdict verdict, Language language) {
        for (AcceptanceProfile profile : AcceptanceProfile.values()) {
            List<Row> rows = new ArrayList<>();
            for (Objective demanded : profile.objectives()) {
                verdict.objectives().stream()
                        .filter(result -> result.objective().equals(demanded))
                        .findFirst()
                        .ifPresent(result -> rows.add(row(result, language)));
            }
            if (rows.size() == profile.objectives().size()) {
                return Optional.of(new AcceptanceTable(
                        profile.fileWord(),
                        language,
                        !verdict.last(),
                        verdict.outcome(),
                        List.of(language.checkPoint(), language.measuredShare(), language.expected()),
                        rows,
                        remarks(verdict, language)));
            }
        }
        return Optional.empty();
    }

    private static Row row(ObjectiveResult result, Language language) {
        Objective objective = result.objective();
        String millis = BigDecimal.valueOf(objective.limitMicros())
                .divide(MICROS_PER_MILLI)
                .toPlainString();
        boolean atLeast = objective.kind() == Objective.Kind.WITHIN_AT_LEAST;
        double limitRatio = objective.shareRatio();
        String share = atLeast
                ? ShownShare.atLeast(result.measured(), limitRatio)
                : ShownShare.atMost(result.measured(), limitRatio);
        return new Row(
                atLeast ? language.withinMillis(millis) : language.overMillis(millis),
                result.requests() == 0 ? language.notMeasured() : share,
                (atLeast ? ">= " : "<= ") + ShownShare.limit(limitRatio),
                result.held());
    }

    private static List<String> remarks(RunVerdict verdict, Language language) {
        if (!verdict.last()) {
            return List.of(language.provisional());
        }
        List<String> remarks = new ArrayList<>();
        if (verdict.outcome() == Outcome.INCONCLUSIVE) {
            remarks.add(language.inconclusive(String.join("; ", verdict.reasons())));
        }
        long refused = verdict.run().tokenRefusals();
        if (refused > 0) {
            remarks.add(language.tokenRefusals(refused, verdict.run().completed()));
        }
        return remarks;
    }

    /** The table as Markdown, its remarks above it. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        for (String remark : remarks) {
            text.append(remark).append("\n\n");
        }
        text.append("| ").append(String.join(" | ", columns)).append(" |\n");
        text.append("| --- | :---: | ---: |\n");
        for (Row row : rows) {
            text.append("| ")
                    .append(String.join(" | ", row.checkPoint(), row.measuredShare(), row.expected()))
                    .append(" |\n");
        }
        return text.toString();
    }
}
