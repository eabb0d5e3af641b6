package io.breakwater.system.client;

import static org.awaitility.Awaitility.await;

import io.breakwater.events.codec.EventCodec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The sample backend that runs aim at, through its control port. */
public final class SampleBackend {

    private static final Map<String, String> WELL_BEHAVED =
            Map.of("service-time", "1ms", "error-share", "0%", "reset-share", "0%", "stall", "none", "refuse", "false");

    private final URI address;
    private final URI controlAddress;
    private final Rest control;

    /**
     * A backend.
     *
     * @param address where it answers
     * @param control where it is told how
     */
    public SampleBackend(URI address, URI control) {
        this.address = address;
        this.controlAddress = control;
        this.control = new Rest(control);
    }

    /** Where it answers. */
    public URI address() {
        return address;
    }

    /** Where it is told how, and where the platforms answer. */
    public URI controlAddress() {
        return controlAddress;
    }

    /**
     * Fetches a token of WeChat's, as somebody else would.
     *
     * @param application the parameters {@code appid} and {@code secret}
     */
    public String fetchToken(String application) {
        Map<?, ?> answer = control.accepted(
                        "GET",
                        "/cgi-bin/token?grant_type=client_credential&" + application,
                        "application/json",
                        new byte[0])
                .as(Map.class);
        return String.valueOf(answer.get("access_token"));
    }

    /**
     * What reached it since its counts were forgotten.
     *
     * @param received          requests that came
     * @param answered          those that were answered
     * @param reset             those whose connection was reset instead
     * @param abandoned         those whose caller had gone before the answer
     * @param waiting           those that wait for their answer
     * @param receivedByPath    the same by path
     * @param answeredByStatus  answers by status code
     * @param answeredByBusinessCode the same by the code in their bodies
     * @param arrivalsPerSecond      requests in each second since the first one
     */
    public record Counts(
            long received,
            long answered,
            long reset,
            long abandoned,
            long waiting,
            Map<String, Long> receivedByPath,
            Map<String, Long> answeredByStatus,
            Map<String, Long> answeredByBusinessCode,
            List<Long> arrivalsPerSecond) {

        public Counts {
            receivedByPath = Map.copyOf(receivedByPath);
            answeredByStatus = Map.copyOf(answeredByStatus);
            answeredByBusinessCode = Map.copyOf(answeredByBusinessCode);
            arrivalsPerSecond = List.copyOf(arrivalsPerSecond);
        }
    }

    private record State(Counts backend) {}

    /** What reached it so far. */
    public Counts counts() {
        return control.accepted("GET", "/control", "application/json", new byte[0])
                .as(State.class)
                .backend();
    }

    /** Changes how it behaves from now on, by the names of its control port. */
    public void behave(Map<String, String> changes) {
        control.accepted("PUT", "/control", "application/json", EventCodec.encode(changes));
    }

    /** Makes it answer everything at once, and forget what it has counted. */
    public void behaveAgain() {
        behave(WELL_BEHAVED);
        control.accepted("POST", "/control/reset", "application/json", new byte[0]);
    }

    /** Waits until it has received so many requests: how a test waits for a moment of its run. */
    public void awaitReceived(long requests) {
        await("the backend has received " + requests + " requests")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> counts().received() >= requests);
    }

    /** Waits until so many requests wait for their answers. */
    public void awaitWaiting(long requests) {
        await("the backend lets " + requests + " requests wait")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> counts().waiting() >= requests);
    }

    /** Waits until requests have been coming for so many seconds. */
    public void awaitSecondsOfLoad(int seconds) {
        await("the backend has received requests for " + seconds + " seconds")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> counts().arrivalsPerSecond().size() >= seconds);
    }
}
