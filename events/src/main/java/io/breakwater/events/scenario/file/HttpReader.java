package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.HttpSettings.Protocol;
import io.breakwater.events.scenario.HttpSettings.Tls;
import io.breakwater.events.template.Expression;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code http}. */
final class HttpReader {

    /** Each step looks at each of them. */
    private static final int MOST_HEADERS = 50;

    /**
     * A header of all steps whose references depend on the step.
     *
     * @param name        its name in lower case
     * @param node        where its value stands
     * @param expressions its references
     */
    record SharedHeader(String name, Node node, List<Expression> expressions) {}

    private final FileUses files;
    private final References references;
    private final Problems problems;
    private final List<SharedHeader> sharedHeaders = new ArrayList<>();
    private final Set<URI> targets = new LinkedHashSet<>();
    private Optional<Fields> fields = Optional.empty();
    private HttpSettings settings = HttpSettings.DEFAULT;

    HttpReader(FileUses files, References references, Problems problems) {
        this.files = files;
        this.references = references;
        this.problems = problems;
    }

    /** Reads the section; what it says depends on the load only in the number of connections. */
    void read(Fields scenario, int mostUsers) {
        fields = scenario.find("http").flatMap(node -> Fields.of(node, "http", HttpKeys.HTTP, problems));
        HttpSettings usual = HttpSettings.DEFAULT;
        settings = fields.map(http -> settings(http, usual, Math.max(usual.connections(), mostUsers)))
                .orElse(HttpSettings.limits(
                        usual.connectTimeout(),
                        usual.requestTimeout(),
                        Math.max(usual.connections(), mostUsers),
                        usual.virtualUsers()));
    }

    HttpSettings settings() {
        return settings;
    }

    List<SharedHeader> sharedHeaders() {
        return sharedHeaders;
    }

    /** Notes that requests go to a system. */
    void aimsAt(URI target) {
        targets.add(target);
    }

    /** Compares what is said with all the systems that requests go to. */
    void finish() {
        fields.ifPresent(http -> {
            boolean secure = targets.stream().anyMatch(HttpReader::isSecure);
            boolean plain = targets.stream().anyMatch(target -> !isSecure(target));
            if (settings.protocol() == Protocol.HTTP_2 && plain) {
                problems.at(
                        http.find("protocol").orElse(http.at()),
                        "protocol: http/2 with a target without TLS (expected: https, or http/2-prior-knowledge)");
            }
            if (settings.protocol() == Protocol.HTTP_2_PRIOR_KNOWLEDGE && secure) {
                problems.at(
                        http.find("protocol").orElse(http.at()),
                        "protocol: http/2-prior-knowledge with an https target (expected: http/2)");
            }
            if (http.has("tls") && !secure) {
                problems.at(http.keyNode("tls"), "tls: no target with TLS (expected: only with https or wss)");
            }
        });
    }

    private HttpSettings settings(Fields http, HttpSettings usual, int connections) {
        Map<String, String> headers = HeaderReader.read(http, (node, value) -> {}, problems);
        if (headers.size() > MOST_HEADERS) {
            problems.at(
                    http.keyNode("headers"),
                    "headers: " + headers.size() + " (expected: at most " + MOST_HEADERS + ")");
        }
        http.ownNames("headers", HttpForms.HEADER_NAME)
                .ifPresent(entries ->
                        headers.keySet().stream().limit(MOST_HEADERS).forEach(name -> share(name, entries, headers)));
        return new HttpSettings(
                http.word("protocol", HttpKeys.HTTP.words("protocol"))
                        .map(word ->
                                Protocol.valueOf(word.toUpperCase(Locale.ROOT).replaceAll("[/.-]", "_")))
                        .orElse(usual.protocol()),
                http.read("connect-timeout", Forms.TIMEOUT).orElse(usual.connectTimeout()),
                http.read("request-timeout", Forms.TIMEOUT).orElse(usual.requestTimeout()),
                HttpKeys.HTTP.whole(http, "connections").orElse(connections),
                HttpKeys.HTTP.whole(http, "virtual-users").orElse(usual.virtualUsers()),
                headers,
                HttpKeys.HTTP.whole(http, "redirects").orElse(usual.redirects()),
                http.yesNo("cookies").orElse(usual.cookies()),
                http.yesNo("compression").orElse(usual.compression()),
                http.yesNo("encode-url").orElse(usual.encodeUrl()),
                http.oneOrMore("extra-success").stream()
                        .flatMap(node -> Fields.whole(node, "extra-success", 100, 599, problems).stream())
                        .distinct()
                        .toList(),
                hosts(http),
                http.find("tls")
                        .flatMap(node -> Fields.of(node, "tls", HttpKeys.TLS, problems))
                        .map(this::tls)
                        .orElse(usual.tls()));
    }

    private void share(String name, Fields entries, Map<String, String> headers) {
        Node node = entries.values().getOrDefault(name, entries.at());
        List<Expression> named = references.checkShared(node, headers.getOrDefault(name, ""));
        if (!named.isEmpty()) {
            sharedHeaders.add(new SharedHeader(name.toLowerCase(Locale.ROOT), node, named));
        }
    }

    private Map<String, List<String>> hosts(Fields http) {
        Map<String, List<String>> hosts = new LinkedHashMap<>();
        http.ownNames("hosts", HttpForms.HOST)
                .ifPresent(entries -> entries.values()
                        .keySet()
                        .forEach(host -> hosts.put(
                                host.toLowerCase(Locale.ROOT),
                                entries.oneOrMore(host).stream()
                                        .flatMap(node ->
                                                Fields.read(node, "address", HttpForms.ADDRESS, problems).stream())
                                        .toList())));
        return hosts;
    }

    private Tls tls(Fields tls) {
        Optional<String> trust = tls.scalar("trust");
        Optional<String> authorities = trust.isPresent()
                        && !trust.get().equals("system")
                        && !trust.get().equals("any")
                ? files.use(tls, "trust", "system, any, or a file name such as own.pem")
                : Optional.empty();
        Tls.Trust whom = authorities.isPresent()
                ? Tls.Trust.FILE
                : trust.equals(Optional.of("any")) ? Tls.Trust.ANY : Tls.Trust.SYSTEM;
        if (tls.has("trust") && trust.isEmpty()) {
            tls.read("trust", Forms.FILE);
        }
        return new Tls(
                tls.read("server-name", HttpForms.HOST),
                whom,
                authorities,
                tls.read("client-certificate", Forms.BINDING),
                tls.yesNo("resumption").orElse(Tls.DEFAULT.resumption()));
    }

    private static boolean isSecure(URI target) {
        return "https".equals(target.getScheme());
    }
}
