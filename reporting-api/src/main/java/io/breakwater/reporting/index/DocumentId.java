package io.breakwater.reporting.index;

import io.breakwater.events.run.RunStatus;
import java.util.regex.Pattern;

/** Ids of documents, made of what a record is about, so that a replay overwrites and never doubles. */
public final class DocumentId {

    /** No slash: ids are run/step/second/region, and neither a run nor a step holds one. */
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** What a run id looks like, in words. */
    public static final String RUN_ID_FORM = "1 to 64 letters, digits, '.', '_', '-'";

    private static final Pattern SAMPLE_ID = Pattern.compile("[0-9a-f]{32}");

    /** What the id of a sample looks like, in words. */
    public static final String SAMPLE_ID_FORM = "32 hexadecimal digits, as in the list of samples";

    private DocumentId() {}

    /** Whether a sample may be called so. */
    public static boolean isSampleId(String sampleId) {
        return SAMPLE_ID.matcher(sampleId).matches();
    }

    /** Whether a run may be called so. */
    public static boolean isRunId(String runId) {
        return RUN_ID.matcher(runId).matches();
    }

    /** One second of one step of a run, in one region. */
    public static String ofWindow(String runId, String step, long second, String region) {
        return runId + "/" + step + "/" + second + "/" + region;
    }

    /** A run's newest verdict. */
    public static String ofVerdict(String runId) {
        return runId;
    }

    /** A status that a run had. */
    public static String ofStatus(String runId, RunStatus status) {
        return runId + "/" + status;
    }

    /** An exchange of a run that was kept whole. */
    public static String ofSample(String runId, String sampleId) {
        return runId + "/" + sampleId;
    }

    /** A request that was refused before there was a run; told by its content, since it has no other name. */
    static String ofRefusal(String sha256) {
        return "refused/" + sha256;
    }

    /** A record by where it was read. */
    static String ofRecord(String topic, int partition, long offset) {
        return topic + "/" + partition + "/" + offset;
    }
}
