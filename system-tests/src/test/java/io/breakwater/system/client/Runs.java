package io.breakwater.system.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.run.RunRequest;
import io.breakwater.events.run.RunStatus;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;

/** Scenarios and runs, by REST. */
public final class Runs {

    /** Whose runs these are. */
    public static final String ORGANISATION = "system-tests";

    /** Longer than the longest thing that a run of these tests waits for: a part that vanished, and its verdict. */
    private static final Duration END_WITHIN = Duration.ofSeconds(90);

    private final Rest rest;
    private final URI target;

    /**
     * The scenario service.
     *
     * @param service its address
     * @param target  what scenarios aim at
     */
    public Runs(URI service, URI target) {
        this.rest = new Rest(service);
        this.target = target;
    }

    /** Stores a scenario, in which {@code TARGET} stands for the sample backend. */
    public void store(String scenario) {
        store(scenario, Map.of());
    }

    /** Stores a scenario with its data files by name. */
    public void store(String scenario, Map<String, String> dataFiles) {
        StringBuilder query = new StringBuilder();
        dataFiles.forEach((name, content) -> {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            String sha256 = sha256(bytes);
            rest.accepted("PUT", "/api/data-files/" + sha256, "application/octet-stream", bytes);
            query.append(query.isEmpty() ? '?' : '&')
                    .append("dataFile=")
                    .append(URLEncoder.encode(name + ":" + sha256, StandardCharsets.UTF_8));
        });
        rest.accepted("POST", "/api/scenarios" + query, "application/yaml", text(scenario));
    }

    /** What is wrong with a scenario, in the words of the service; none when it took it. */
    public List<String> problemsOf(String scenario) {
        Rest.Answer answer = rest.send("POST", "/api/scenarios", "application/yaml", text(scenario));
        return answer.status() < 300 ? List.of() : problems(answer);
    }

    private byte[] text(String scenario) {
        return scenario.replace("TARGET", target.toString()).getBytes(StandardCharsets.UTF_8);
    }

    /** Starts a run of a stored scenario; returns its id. */
    public String start(String scenario) {
        return rest.accepted("POST", "/api/runs", "application/json", EventCodec.encode(request(scenario, true)))
                .as(RunView.class)
                .runId();
    }

    /** The reasons for which a run without consent is refused. */
    public List<String> refusalOfUnpermitted(String scenario) {
        return refusal(request(scenario, false));
    }

    /** The reasons for which a run is refused. */
    public List<String> refusal(String scenario) {
        return refusal(request(scenario, true));
    }

    private List<String> refusal(RunRequest request) {
        Rest.Answer answer = rest.send("POST", "/api/runs", "application/json", EventCodec.encode(request));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        return problems(answer);
    }

    /** A request as another service would write it, with a key of its own. */
    public static RunRequest request(String scenario, boolean permitted) {
        return new RunRequest(UUID.randomUUID().toString(), ORGANISATION, "system-tests", permitted, scenario);
    }

    /** Asks a run to stop. */
    public void stop(String runId, String by, String reason) {
        rest.accepted(
                "POST",
                "/api/runs/" + runId + "/stop",
                "application/json",
                EventCodec.encode(Map.of("by", by, "reason", reason)));
    }

    /** Asks a run to end at once, with requests in flight. */
    public void stopAtOnce(String runId, String by, String reason) {
        rest.accepted(
                "POST",
                "/api/runs/" + runId + "/stop?at-once=true",
                "application/json",
                EventCodec.encode(Map.of("by", by, "reason", reason)));
    }

    /** Changes the load of a run; returns the change. */
    public RunView.Adjustment adjust(String runId, Map<String, Object> change) {
        List<RunView.Adjustment> changes = rest.accepted(
                        "POST", "/api/runs/" + runId + "/adjustments", "application/json", EventCodec.encode(change))
                .as(RunView.class)
                .adjustments();
        return changes.get(changes.size() - 1);
    }

    /** Where a run stands. */
    public RunView view(String runId) {
        return rest.accepted("GET", "/api/runs/" + runId, "application/json", new byte[0])
                .as(RunView.class);
    }

    /** Waits until a run has come to a status, or beyond it. */
    public void awaitStatus(String runId, RunStatus status) {
        awaitRun(runId, "has become " + status, view -> view.statuses().contains(status));
    }

    /** Waits for the last status of a run, however long it cannot be asked meanwhile. */
    public RunView awaitEnd(String runId) {
        return awaitRun(runId, "is over", view -> view.status().isLast());
    }

    /** Waits until the sessions after the load of a run are through, or given up. */
    public RunView.After awaitAfter(String runId) {
        return Objects.requireNonNull(awaitRun(
                        runId,
                        "is through with its sessions after the load",
                        view -> view.after() != null && !view.after().pending())
                .after());
    }

    private RunView awaitRun(String runId, String what, Predicate<RunView> condition) {
        return await("run " + runId + " " + what)
                .atMost(END_WITHIN)
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(UncheckedIOException.class)
                .until(() -> view(runId), condition);
    }

    private static List<String> problems(Rest.Answer answer) {
        return answer.as(Refusal.class).problems().stream()
                .map(Refusal.Reason::message)
                .toList();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }

    private record Refusal(List<Reason> problems) {
        private record Reason(String message) {}
    }
}
