package io.breakwater.events.scenario.file;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of targets, paths, hosts and headers. */
final class HttpForms {

    private static final Pattern URL = Pattern.compile("(https?|wss?)://([^/?#\\s$\\\\]+)([/?].*)?", Pattern.DOTALL);
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?:\\.(?!$)|$)){4}");
    private static final String PATH_CHARACTERS = "[^\\p{Cntrl}]{0,7999}";

    /**
     * Where a request goes.
     *
     * @param target the system, with {@code http} or {@code https} and its port; empty for the scenario's own
     * @param path   template of path and query, beginning with a slash
     */
    record Place(Optional<URI> target, String path) {}

    static final Form<URI> TARGET = Form.of(
            "http://HOST or https://HOST, with :PORT where it is not the usual one, and no path; paths stand in the steps",
            "https?://[^/?#@\\s]+/?",
            List.of("http://127.0.0.1:8090", "https://shop.example.com"),
            text -> authority(text.endsWith("/") ? text.substring(0, text.length() - 1) : text));

    static final Form<Place> PLACE = new Form<>(
            "a path that begins with a slash, or a URL with http or https",
            "/" + PATH_CHARACTERS + "|https?://[^/?#\\s$\\\\]+([/?]" + PATH_CHARACTERS + ")?",
            List.of("/widget", "https://pay.example.com/pay"),
            text -> place(text, false));

    static final Form<String> PATH =
            Form.text("a path that begins with a slash, without control characters", "/" + PATH_CHARACTERS, "/message");

    static final Form<Place> WEB_SOCKET_PLACE = new Form<>(
            "a path that begins with a slash, or a URL with ws or wss",
            "/" + PATH_CHARACTERS + "|(https?|wss?)://[^/?#\\s$\\\\]+([/?]" + PATH_CHARACTERS + ")?",
            List.of("/socket", "wss://chat.example.com/socket"),
            text -> place(text, true));

    static final Form<String> HOST = Form.matching(
            "a host name such as shop.example.com",
            "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62}\\.?){1,20}",
            "shop.example.com");

    static final Form<String> ADDRESS = Form.of(
            "an IPv4 or IPv6 address", "[0-9a-fA-F.:]{2,45}", List.of("10.0.0.7", "2001:db8::7"), HttpForms::address);

    static final Form<String> HEADER_NAME =
            Form.matching("a header name", "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}", "Authorization");

    static final Form<String> HEADER_VALUE =
            Form.text("one line of text", "[^\\p{Cntrl}]{0,8000}", "Bearer ${token.wechat}");

    static final Form<String> CONTENT_TYPE = Form.matching(
            "a media type such as image/png", "[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+(;[ -~]{1,200})?", "image/png");

    private HttpForms() {}

    private static Optional<Place> place(String text, boolean webSocket) {
        if (text.length() > 8_000 || text.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
            return Optional.empty();
        }
        if (text.startsWith("/")) {
            return Optional.of(new Place(Optional.empty(), text));
        }
        Matcher matcher = URL.matcher(text);
        if (!matcher.matches() || (matcher.group(1).startsWith("ws") && !webSocket)) {
            return Optional.empty();
        }
        String path = matcher.group(3) == null ? "/" : matcher.group(3);
        String scheme = matcher.group(1).replace("wss", "https").replace("ws", "http");
        return authority(scheme + "://" + matcher.group(2))
                .map(target -> new Place(Optional.of(target), path.startsWith("?") ? "/" + path : path));
    }

    /** Scheme, host and port; the usual port where the text names none. */
    private static Optional<URI> authority(String text) {
        try {
            URI uri = URI.create(text);
            boolean secure = "https".equals(uri.getScheme());
            boolean whole = (secure || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getPort() != 0
                    && uri.getPort() <= 65_535
                    && uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && !uri.getRawAuthority().endsWith(":");
            if (!whole) {
                return Optional.empty();
            }
            return Optional.of(uri.getPort() > 0 ? uri : URI.create(text + (secure ? ":443" : ":80")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> address(String text) {
        if (IPV4.matcher(text).matches()) {
            return Optional.of(text);
        }
        try {
            // The parser of URIs knows IPv6 and looks nothing up.
            return text.contains(":") && URI.create("http://[" + text + "]").getHost() != null
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
