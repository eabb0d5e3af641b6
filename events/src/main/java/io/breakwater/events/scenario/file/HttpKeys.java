package io.breakwater.events.scenario.file;

import static io.breakwater.events.scenario.file.KeyTable.Key.optional;

import java.util.List;
import java.util.stream.Stream;

/** Every key of how requests travel. */
final class HttpKeys {

    static final KeyTable TLS = KeyTable.of(
            "What holds for https and wss",
            optional("server-name", HttpForms.HOST, "The name that is sent and verified instead of the host's"),
            optional(
                    "trust",
                    Forms.FILE,
                    "Whom to believe: system (the default), any, or a PEM file of authorities: its name under files,"
                            + " or its file name"),
            optional(
                    "client-certificate",
                    Forms.BINDING,
                    "A certificate and key by the name that the generator's settings give it"),
            optional(
                    "resumption",
                    new Shape.YesNo(),
                    "Whether further connections resume the first one's session; true by default"));

    static final KeyTable HTTP = KeyTable.of(
            "How requests travel; bounds are over all generators",
            optional(
                    "protocol",
                    new Shape.Words(List.of("http/1.1", "http/2", "http/2-prior-knowledge")),
                    "http/1.1 by default; http/2 needs https, http/2-prior-knowledge needs http"),
            optional("connect-timeout", Forms.TIMEOUT, "How long a connection may take to open; 5s by default"),
            optional("request-timeout", Forms.TIMEOUT, "How long an answer may take; 5s by default"),
            optional(
                    "connections",
                    new Shape.Whole(1, 1_000_000),
                    "How many connections the run may hold open; an arrival waits for a free one; 1000 by default,"
                            + " and in a closed load at least one for each virtual user"),
            optional(
                    "virtual-users",
                    new Shape.Whole(1, 1_000_000),
                    "How many iterations of an open load may be under way; beyond it an arrival is not sent; 10000 by"
                            + " default"),
            optional(
                    "headers",
                    new Shape.MapOf(HttpForms.HEADER_NAME, HttpForms.HEADER_VALUE),
                    "Headers of every request whose step does not name the same one; values may hold references"),
            optional("redirects", new Shape.Whole(0, 20), "How many redirects a step follows; 0 by default"),
            optional(
                    "cookies",
                    new Shape.YesNo(),
                    "Whether a virtual user keeps the cookies it is given for its iteration; false by default"),
            optional(
                    "compression",
                    new Shape.YesNo(),
                    "Whether compressed answers are asked for, and unpacked; false by default"),
            optional(
                    "encode-url",
                    new Shape.YesNo(),
                    "Whether characters that no URL may hold are percent-encoded; true by default"),
            optional(
                    "extra-success",
                    new Shape.AnyOf(List.of(new Shape.Whole(100, 599), new Shape.ListOf(new Shape.Whole(100, 599)))),
                    "Statuses other than 2xx that are a success"),
            optional(
                    "hosts",
                    new Shape.MapOf(
                            HttpForms.HOST,
                            new Shape.AnyOf(List.of(HttpForms.ADDRESS, new Shape.ListOf(HttpForms.ADDRESS)))),
                    "Addresses of a host, used in turn instead of looking its name up"),
            optional("tls", new Shape.Table(TLS), "What holds for https and wss"));

    static Stream<KeyTable> all() {
        return Stream.of(HTTP, TLS);
    }

    private HttpKeys() {}
}
