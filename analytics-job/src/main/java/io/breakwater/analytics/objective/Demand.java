package io.breakwater.analytics.objective;

import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.scenario.ObjectiveTerms;
import io.breakwater.events.scenario.ObjectiveTerms.Span.Kind;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Step;
import io.breakwater.measurement.objective.CountedRequests;
import io.breakwater.measurement.objective.CountedRequests.LimitCount;
import io.breakwater.measurement.objective.CountedRequests.Times;
import io.breakwater.measurement.objective.Objective;
import io.breakwater.measurement.objective.Objective.BusinessFailuresAtMost;
import io.breakwater.measurement.objective.Objective.ErrorsAtMost;
import io.breakwater.measurement.objective.Objective.MeanAtMost;
import io.breakwater.measurement.objective.Objective.OverAtMost;
import io.breakwater.measurement.objective.Objective.PercentileAtMost;
import io.breakwater.measurement.objective.Objective.ThroughputAtLeast;
import io.breakwater.measurement.objective.Objective.TokenRefusalsAtMost;
import io.breakwater.measurement.objective.Objective.WithinAtLeast;
import io.breakwater.measurement.objective.ObjectiveWatch;
import io.breakwater.measurement.objective.Span;
import io.breakwater.measurement.objective.TimeMeasure;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An objective of a scenario, and the same as measurement understands it.
 *
 * @param stated   as the scenario says it
 * @param measured as it is evaluated
 * @param steps    names of the steps that it is about; empty for all, those counted together under one name included
 */
record Demand(io.breakwater.events.scenario.Objective stated, Objective measured, Set<String> steps) {

    private static final long MICROS_PER_SECOND = 1_000_000;

    static Demand of(io.breakwater.events.scenario.Objective stated, Scenario scenario) {
        TimeMeasure measure = switch (stated.measure()) {
            case RESPONSE_TIME -> TimeMeasure.RESPONSE_TIME;
            case SERVICE_TIME -> TimeMeasure.SERVICE_TIME;
        };
        Objective measured = switch (stated.kind()) {
            case WITHIN_AT_LEAST -> new WithinAtLeast(measure, stated.limitMicros(), stated.shareRatio());
            case OVER_AT_MOST -> new OverAtMost(measure, stated.limitMicros(), stated.shareRatio());
            case PERCENTILE_AT_MOST -> new PercentileAtMost(measure, stated.percentile(), stated.limitMicros());
            case MEAN_AT_MOST -> new MeanAtMost(measure, stated.limitMicros());
            case ERRORS_AT_MOST -> new ErrorsAtMost(stated.shareRatio());
            case BUSINESS_FAILURES_AT_MOST -> new BusinessFailuresAtMost(stated.shareRatio());
            case TOKEN_REFUSALS_AT_MOST -> new TokenRefusalsAtMost(stated.shareRatio());
            case THROUGHPUT_AT_LEAST -> new ThroughputAtLeast(stated.shareRatio());
        };
        return new Demand(stated, measured, steps(stated, scenario));
    }

    private static Set<String> steps(io.breakwater.events.scenario.Objective stated, Scenario scenario) {
        if (stated.step().isEmpty() && stated.terms().session().isEmpty()) {
            return Set.of();
        }
        return stated.step()
                .map(Set::of)
                .orElseGet(() -> scenario.sessions().stream()
                        .filter(session -> stated.terms().session().stream().allMatch(session.name()::equals))
                        .flatMap(session -> session.steps().stream())
                        .map(Step::name)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether it is about requests of a step, whatever their region and rung. */
    boolean isAbout(String step) {
        return steps.isEmpty() || steps.contains(step);
    }

    /** Whether every request of a step after warm-up is among those that it is about. */
    boolean isAboutAllOf(String step) {
        ObjectiveTerms terms = stated.terms();
        return isAbout(step) && terms.rung().isEmpty() && terms.region().isEmpty() && terms.graceSeconds() == 0;
    }

    /** Whether a second of a step's requests is among those that it is about. */
    boolean isAbout(String step, String region, Set<Integer> rungs) {
        ObjectiveTerms terms = stated.terms();
        return isAbout(step)
                && terms.region().stream().allMatch(region::equals)
                && rungs.containsAll(terms.rung().stream().toList());
    }

    /** The first whole second that may decide it. */
    long firstSecond(long warmUpMicros) {
        return Math.max(
                -Math.floorDiv(-warmUpMicros, MICROS_PER_SECOND), stated.terms().graceSeconds());
    }

    /** Whether the figures of its steps over the whole run, after warm-up, are what it is about. */
    boolean isPlain() {
        ObjectiveTerms terms = stated.terms();
        return terms.span().kind() == Kind.WHOLE
                && terms.graceSeconds() == 0
                && terms.rung().isEmpty()
                && terms.region().isEmpty();
    }

    /** Whether events were compared with its limit. */
    boolean isComparable(List<Long> limitsMicros) {
        return !needsLimit() || limitsMicros.contains(stated.limitMicros());
    }

    private boolean needsLimit() {
        return switch (stated.kind()) {
            case WITHIN_AT_LEAST, OVER_AT_MOST, PERCENTILE_AT_MOST -> true;
            case MEAN_AT_MOST, ERRORS_AT_MOST, BUSINESS_FAILURES_AT_MOST, TOKEN_REFUSALS_AT_MOST, THROUGHPUT_AT_LEAST ->
                false;
        };
    }

    ObjectiveWatch watch() {
        ObjectiveTerms terms = stated.terms();
        ObjectiveTerms.Span parts = terms.span();
        Span span = switch (parts.kind()) {
            case WHOLE -> new Span.Whole(terms.stopRun());
            case IN_EVERY -> new Span.InEvery(parts.seconds());
            case OVER_LAST -> new Span.OverLast(parts.seconds());
            case FOR -> new Span.For(parts.seconds());
            case SECONDS_HELD -> new Span.SecondsHeld(parts.shareRatio(), terms.stopRun());
        };
        return new ObjectiveWatch(measured, span, terms.minimumRequests(), none());
    }

    CountedRequests none() {
        return CountedRequests.none(needsLimit() ? List.of(stated.limitMicros()) : List.of());
    }

    /**
     * What it needs to know of requests.
     *
     * @param limitsMicros the time limits that these were compared with, its own among them
     * @param histograms   whether a figure shall be read from their times
     */
    CountedRequests counted(RequestCounts counts, List<Long> limitsMicros, boolean histograms) {
        int limit = limitsMicros.indexOf(stated.limitMicros());
        long stopped = counts.notSent(NotSentReason.STOPPED);
        return new CountedRequests(
                counts.completed(),
                counts.failed(),
                counts.businessFailures(),
                counts.tokenRefusals(),
                counts.notSentTotal() - stopped,
                stopped,
                needsLimit()
                        ? List.of(new LimitCount(
                                stated.limitMicros(),
                                counts.responseTimeWithin().get(limit),
                                counts.serviceTimeWithin().get(limit)))
                        : List.of(),
                times(TimeMeasure.RESPONSE_TIME, counts.responseTimeSumMicros(), counts.responseTimes(), histograms),
                times(TimeMeasure.SERVICE_TIME, counts.serviceTimeSumMicros(), counts.serviceTimes(), histograms));
    }

    private Times times(TimeMeasure measure, long sumMicros, byte[] histogram, boolean histograms) {
        boolean read =
                histograms && measured.readsTimes().filter(measure::equals).isPresent();
        return new Times(sumMicros, read ? histogram : Times.NONE.encoded());
    }

    /** Which requests it is about, before the sentence on them. */
    String about() {
        ObjectiveTerms terms = stated.terms();
        StringBuilder about = new StringBuilder();
        stated.step().ifPresent(step -> about.append(step).append(' '));
        terms.session()
                .ifPresent(session -> about.append("session ").append(session).append(' '));
        terms.rung().ifPresent(rung -> about.append("rung ").append(rung).append(' '));
        terms.region()
                .ifPresent(region -> about.append("region ").append(region).append(' '));
        return about.toString();
    }
}
