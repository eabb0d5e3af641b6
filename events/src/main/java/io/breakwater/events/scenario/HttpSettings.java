package io.breakwater.events.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How requests travel.
 *
 * @param protocol          the version of HTTP
 * @param connectTimeout    how long a connection may take to open, TLS included
 * @param requestTimeout    how long an answer may take, from the actual start to its last byte
 * @param connections       how many connections one run may hold open, over all generators; an arrival waits for a free one
 * @param virtualUsers      open model: how many iterations may be under way at once, over all generators; beyond it an arrival
 *                          is not sent
 * @param headers           templates by name, sent with every request whose step does not name the same header
 * @param redirects         how many redirects a step follows
 * @param cookies           whether a virtual user keeps the cookies it is given, for its iteration
 * @param compression       whether compressed answers are asked for, and unpacked
 * @param encodeUrl         whether characters that no URL may hold are percent-encoded; a sequence that is encoded already
 *                          stays
 * @param extraSuccess      statuses other than 2xx that are a success
 * @param hosts             addresses to use instead of looking a host's name up, in turn
 * @param tls               what holds for {@code https} and {@code wss}
 */
public record HttpSettings(
        Protocol protocol,
        Duration connectTimeout,
        Duration requestTimeout,
        int connections,
        int virtualUsers,
        Map<String, String> headers,
        int redirects,
        boolean cookies,
        boolean compression,
        boolean encodeUrl,
        List<Integer> extraSuccess,
        Map<String, List<String>> hosts,
        Tls tls) {

    /** A version of HTTP. */
    public enum Protocol {
        /** HTTP/1.1. */
        HTTP_1_1,
        /** HTTP/2 where the target agrees to it in the TLS handshake, otherwise HTTP/1.1; only with {@code https}. */
        HTTP_2,
        /** HTTP/2 from the first byte, without TLS: prior knowledge; only with {@code http}. */
        HTTP_2_PRIOR_KNOWLEDGE
    }

    /**
     * What holds for TLS.
     *
     * @param serverName        the name that is sent and verified instead of the host's
     * @param trust             whom the client believes
     * @param authorities       the name among the scenario's files of a PEM file, with {@link Trust#FILE}
     * @param clientCertificate the name of a certificate and its key, which the generator's own settings know; keys stand in no
     *                          scenario
     * @param resumption        whether connections after the first one resume its session
     */
    public record Tls(
            Optional<String> serverName,
            Trust trust,
            Optional<String> authorities,
            Optional<String> clientCertificate,
            boolean resumption) {

        /** Whom the client believes. */
        public enum Trust {
            /** The authorities that the generator's Java runtime knows. */
            SYSTEM,
            /** The authorities in a file. */
            FILE,
            /** Anyone: for test systems with certificates of their own making. */
            ANY
        }

        /** What holds where a file says nothing. */
        public static final Tls DEFAULT =
                new Tls(Optional.empty(), Trust.SYSTEM, Optional.empty(), Optional.empty(), true);
    }

    /** What holds where a file says nothing; the timeouts are those of PTS. */
    public static final HttpSettings DEFAULT = limits(Duration.ofSeconds(5), Duration.ofSeconds(5), 1_000, 10_000);

    public HttpSettings {
        headers = Map.copyOf(headers);
        extraSuccess = List.copyOf(extraSuccess);
        hosts = Map.copyOf(hosts);
    }

    /** Plain HTTP/1.1 with these bounds. */
    public static HttpSettings limits(
            Duration connectTimeout, Duration requestTimeout, int connections, int virtualUsers) {
        return new HttpSettings(
                Protocol.HTTP_1_1,
                connectTimeout,
                requestTimeout,
                connections,
                virtualUsers,
                Map.of(),
                0,
                false,
                false,
                true,
                List.of(),
                Map.of(),
                Tls.DEFAULT);
    }
}
