package io.breakwater.token.platform.call;

import io.breakwater.token.platform.Place;
import io.breakwater.token.secret.SecretTemplate;
import io.breakwater.token.secret.SecretTemplate.Escaping;
import io.breakwater.token.secret.Secrets;
import io.breakwater.token.settings.HttpCallSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The call of one binding, checked at the start; its secrets are put in for each call anew. */
final class HttpCallTemplate {

    private static final String CONTENT_TYPE = "Content-Type";

    private final String method;
    private final SecretTemplate url;
    private final SecretTemplate body;
    private final Map<String, SecretTemplate> headers;

    private HttpCallTemplate(
            String method, SecretTemplate url, SecretTemplate body, Map<String, SecretTemplate> headers) {
        this.method = method;
        this.url = url;
        this.body = body;
        this.headers = headers;
    }

    static HttpCallTemplate parse(HttpCallSettings settings, Secrets secrets, Set<String> allowedHosts, Place place) {
        HttpCallTemplate call = new HttpCallTemplate(
                settings.method().toUpperCase(Locale.ROOT),
                template("url", settings.url(), secrets, place),
                template("body", settings.body(), secrets, place),
                headers(settings, secrets, place));
        if (!Set.of("GET", "POST").contains(call.method)) {
            place.problem("method", settings.method(), "GET or POST");
        } else if (call.method.equals("GET") && !settings.body().isEmpty()) {
            place.problem("body", settings.body().length() + " characters with GET", "method POST, or no body");
        }
        call.checkUrl(allowedHosts, place);
        call.checkHeaders(place);
        return call;
    }

    private static Map<String, SecretTemplate> headers(HttpCallSettings settings, Secrets secrets, Place place) {
        Map<String, SecretTemplate> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        settings.headers()
                .forEach((name, value) -> headers.put(name, template("headers." + name, value, secrets, place)));
        if (!settings.body().isEmpty() && !headers.containsKey(CONTENT_TYPE)) {
            headers.put(CONTENT_TYPE, template(CONTENT_TYPE, "application/json", secrets, place));
        }
        return headers;
    }

    private static SecretTemplate template(String key, String text, Secrets secrets, Place place) {
        return SecretTemplate.parse(text, secrets, (value, expected) -> place.problem(key, value, expected));
    }

    private void checkUrl(Set<String> allowedHosts, Place place) {
        String setting = withoutQuery(url.toString());
        try {
            URI sample = new URI(url.sample());
            boolean isHttp =
                    "http".equalsIgnoreCase(sample.getScheme()) || "https".equalsIgnoreCase(sample.getScheme());
            if (!isHttp || sample.getHost() == null || sample.getUserInfo() != null) {
                place.problem("url", setting, "http://host/… or https://host/…, without user and password");
            } else if (!allowedHosts.contains(sample.getHost().toLowerCase(Locale.ROOT))) {
                place.problem(
                        "url",
                        setting,
                        "a host of breakwater.token.allowed-hosts: " + String.join(", ", new TreeSet<>(allowedHosts)));
            } else if (!url.reveal(Escaping.URL).startsWith(authority(setting))) {
                place.problem("url", setting, "secrets only behind the host");
            }
        } catch (URISyntaxException e) {
            place.problem("url", setting, "a URL, " + e.getReason());
        }
    }

    /** Somebody may have written a secret there in the clear. */
    private static String withoutQuery(String setting) {
        int query = setting.indexOf('?');
        return query < 0 ? setting : setting.substring(0, query) + "?…";
    }

    /** Scheme and host as they are written: a secret there would be a host that nobody allowed. */
    private static String authority(String setting) {
        int path = setting.indexOf('/', setting.indexOf("://") + "://".length());
        return path < 0 ? setting : setting.substring(0, path);
    }

    private void checkHeaders(Place place) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        headers.forEach((name, value) -> {
            try {
                request.setHeader(name, value.reveal(Escaping.NONE));
            } catch (IllegalArgumentException e) {
                // Its message quotes the value, which may be a secret.
                place.problem("headers." + name, "not usable", "a header that may be set, of printable characters");
            }
        });
    }

    HttpRequest request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.reveal(Escaping.URL)));
        headers.forEach((name, value) -> request.setHeader(name, value.reveal(Escaping.NONE)));
        return method.equals("POST")
                ? request.POST(BodyPublishers.ofString(body.reveal(bodyEscaping())))
                        .build()
                : request.GET().build();
    }

    private Escaping bodyEscaping() {
        SecretTemplate type = headers.get(CONTENT_TYPE);
        String contentType = type == null ? "" : type.toString().toLowerCase(Locale.ROOT);
        if (contentType.contains("json")) {
            return Escaping.JSON;
        }
        return contentType.contains("form-urlencoded") ? Escaping.URL : Escaping.NONE;
    }
}
