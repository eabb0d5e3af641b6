package io.breakwater.cli.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;

/** The control port of the sample mini-program backend. */
public final class SampleBackendControl {

    private final RestClient rest;

    /** The control port on loopback. */
    public SampleBackendControl(int port) {
        this.rest = new RestClient(URI.create("http://127.0.0.1:" + port));
    }

    /**
     * Sets how the backend behaves from now on.
     *
     * @param serviceTime its distribution, such as {@code lognormal:25ms,110ms} (median, 99th percentile)
     * @param stall       how long it freezes and how often, such as {@code 2s/20s}, or {@code none}
     */
    public void behave(String serviceTime, String stall) throws IOException, InterruptedException {
        String change = "{\"service-time\": \"" + serviceTime + "\", \"stall\": \"" + stall + "\"}";
        rest.send("PUT", "/control", "application/json", BodyPublishers.ofString(change));
    }
}
