package io.breakwater.events.topic;

import java.util.List;

/**
 * A topic of the product: its name, what its key means, and how it is kept.
 *
 * @param name       the Kafka name
 * @param key        what the record key holds, in words
 * @param partitions how many partitions it is created with; more may be added on a cluster
 * @param compacted  whether Kafka keeps the last record of each key for ever rather than all records for a while
 */
public record Topic(String name, String key, int partitions, boolean compacted) {

    /** Requests of other services to start a run: {@link io.breakwater.events.run.RunRequest}. */
    public static final Topic RUN_REQUESTS = new Topic("run-requests", "organisation", 1, false);

    /** Every change in the life of a run, rejections included: {@link io.breakwater.events.run.RunStatusChanged}. */
    public static final Topic RUN_STATUS = new Topic("run-status", "run", 1, false);

    /** What generators and the analytics job shall do: {@link io.breakwater.events.run.RunCommand}. */
    public static final Topic RUN_COMMANDS = new Topic("run-commands", "run", 1, false);

    /** What generators say of themselves: {@link io.breakwater.events.generator.GeneratorReport}. */
    public static final Topic GENERATOR_HEARTBEATS = new Topic("generator-heartbeats", "generator", 1, false);

    /** Every request, in batches: {@link io.breakwater.events.request.BatchHeader}. Keyed by {@link io.breakwater.events.request.BatchKey}. */
    public static final Topic REQUEST_EVENTS = new Topic("request-events", "run + generator", 4, false);

    /** Exchanges that were kept whole: {@link io.breakwater.events.sample.RequestSample}. */
    public static final Topic REQUEST_SAMPLES = new Topic("request-samples", "run", 1, false);

    /** Encrypted platform tokens: {@link io.breakwater.events.token.PlatformToken}. Written in transactions. */
    public static final Topic PLATFORM_TOKENS = new Topic("platform-tokens", "binding and member", 1, true);

    /**
     * Tokens that were refused: {@link io.breakwater.events.token.TokenRejected}. Its partitions also tell which replica of
     * token-service is the holder of a binding.
     */
    public static final Topic TOKEN_REJECTIONS = new Topic("token-rejections", "binding", 4, false);

    /** Messages of {@link #TOKEN_REJECTIONS} that could not be read, byte for byte, for a person to look at. */
    public static final Topic TOKEN_REJECTIONS_SET_ASIDE =
            new Topic("token-rejections.set-aside", "as received", 1, false);

    /** How often platforms were asked: {@link io.breakwater.events.token.PlatformAsks}. Written in transactions. */
    public static final Topic PLATFORM_ASKS = new Topic("platform-asks", "binding", 1, true);

    /** Seconds of steps, counted: {@link io.breakwater.events.window.WindowSummary}. */
    public static final Topic WINDOW_SUMMARIES = new Topic("window-summaries", "run", 4, false);

    /** What came of runs, provisional and final: {@link io.breakwater.events.verdict.RunVerdict}. */
    public static final Topic RUN_VERDICTS = new Topic("run-verdicts", "run", 1, false);

    /** Messages of {@link #RUN_REQUESTS} that could not be read, byte for byte, for a person to look at. */
    public static final Topic RUN_REQUESTS_SET_ASIDE = new Topic("run-requests.set-aside", "as received", 1, false);

    /** All topics, in the order in which data flows. */
    public static final List<Topic> ALL = List.of(
            RUN_REQUESTS,
            RUN_REQUESTS_SET_ASIDE,
            RUN_STATUS,
            RUN_COMMANDS,
            GENERATOR_HEARTBEATS,
            PLATFORM_TOKENS,
            TOKEN_REJECTIONS,
            TOKEN_REJECTIONS_SET_ASIDE,
            PLATFORM_ASKS,
            REQUEST_EVENTS,
            REQUEST_SAMPLES,
            WINDOW_SUMMARIES,
            RUN_VERDICTS);
}
