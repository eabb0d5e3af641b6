package io.breakwater.system.client;

import static org.awaitility.Awaitility.await;

import io.breakwater.events.verdict.RunVerdict;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of runs, by REST. */
public final class Reports {

    private static final Duration INDEXED_WITHIN = Duration.ofSeconds(30);
    private static final int PAGE = 7;

    private final Rest rest;

    /** The reporting API at this address. */
    public Reports(URI address) {
        this.rest = new Rest(address);
    }

    /**
     * A report, as far as these tests look at it.
     *
     * @param provisional whether the figures may still change
     * @param verdict     the newest verdict
     */
    private record Report(boolean provisional, Optional<RunVerdict> verdict) {}

    /**
     * One second of one step, as Elasticsearch has it.
     *
     * @param step      the step
     * @param second    since the run's start
     * @param complete  whether nothing more can come
     * @param completed requests that ended
     * @param failed    those of them that failed
     * @param notSent   arrivals that were never started, by reason
     * @param outcomes  requests by outcome
     */
    public record Window(
            String step,
            long second,
            boolean complete,
            long completed,
            long failed,
            Map<String, Long> notSent,
            Map<String, Long> outcomes) {

        public Window {
            notSent = Map.copyOf(notSent);
            outcomes = Map.copyOf(outcomes);
        }

        /** Arrivals that were never started. */
        public long notSentTotal() {
            return notSent.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private record WindowPage(List<Window> windows, Optional<String> next) {}

    /**
     * Percentiles over a run, merged from its windows.
     *
     * @param windows      how many were merged
     * @param completed    requests that ended
     * @param responseTime of all completed requests
     * @param serviceTime  of all completed requests
     */
    public record Merged(long windows, long completed, Times responseTime, Times serviceTime) {

        /**
         * Percentiles of one kind of time.
         *
         * @param percentilesMicros by name, such as p95
         */
        public record Times(Map<String, Long> percentilesMicros) {
            public Times {
                percentilesMicros = Map.copyOf(percentilesMicros);
            }
        }
    }

    /**
     * An exchange that was kept whole, in short.
     *
     * @param sampleId its id
     * @param step     the step
     * @param stage    before, under or after the load
     * @param why      why it was kept
     * @param failures what failed, in words
     */
    public record Sample(String sampleId, String step, String stage, String why, List<String> failures) {

        public Sample {
            failures = List.copyOf(failures);
        }
    }

    private record SamplePage(List<Sample> samples) {}

    /** Waits until so many exchanges of a run are found by this query; in order. */
    public List<Sample> awaitSamples(String runId, String query, int count) {
        return await("samples of " + runId + " with " + query)
                .atMost(INDEXED_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> rest.get("/api/reports/" + runId + "/samples?size=500&" + query)
                                .as(SamplePage.class)
                                .samples(),
                        samples -> samples.size() >= count);
    }

    /** All that was kept of an exchange, as JSON. */
    public String sample(String runId, String sampleId) {
        return rest.get("/api/reports/" + runId + "/samples/" + sampleId).text();
    }

    /** Waits for the final verdict of a run that is over. */
    public RunVerdict awaitFinalVerdict(String runId) {
        return await("the final verdict of " + runId + " in its report")
                .atMost(INDEXED_WITHIN)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> verdict(runId),
                        verdict -> verdict.map(RunVerdict::last).orElse(false))
                .orElseThrow();
    }

    private Optional<RunVerdict> verdict(String runId) {
        Rest.Answer answer = rest.get("/api/reports/" + runId);
        return answer.status() == 404
                ? Optional.empty()
                : answer.as(Report.class).verdict();
    }

    /** Waits until all windows of a run are there that its verdict counted; page by page, in order. */
    public List<Window> awaitWindows(RunVerdict verdict) {
        long events = verdict.run().completed()
                + verdict.run().notSent().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
        return await("windows of " + verdict.runId() + " with " + events + " requests")
                .atMost(INDEXED_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> windows(verdict.runId()),
                        windows -> windows.stream().allMatch(Window::complete)
                                && windows.stream()
                                                .mapToLong(window -> window.completed() + window.notSentTotal())
                                                .sum()
                                        >= events);
    }

    /** The windows of a run as they are now. */
    public List<Window> windows(String runId) {
        List<Window> all = new ArrayList<>();
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            String from = after.get().isEmpty() ? "" : "&after=" + after.get();
            WindowPage page = rest.accepted(
                            "GET",
                            "/api/reports/" + runId + "/windows?size=" + PAGE + from,
                            "application/json",
                            new byte[0])
                    .as(WindowPage.class);
            all.addAll(page.windows());
            after = page.next();
        }
        return all;
    }

    /** Percentiles over a whole run, merged from its windows. */
    public Merged merged(String runId) {
        return rest.accepted(
                        "GET", "/api/reports/" + runId + "/percentiles?p=50,95,99", "application/json", new byte[0])
                .as(Merged.class);
    }

    /** The acceptance table in a language, as Markdown. */
    public String acceptanceTable(String runId, String language) {
        return rest.accepted(
                        "GET",
                        "/api/reports/" + runId + "/acceptance?format=markdown&language=" + language,
                        "application/json",
                        new byte[0])
                .text();
    }
}
