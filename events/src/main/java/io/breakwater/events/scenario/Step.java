package io.breakwater.events.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request of a session. Texts called templates may hold {@code ${token.NAME}}, {@code ${DATA}} and
 * {@code ${DATA.column}}.
 *
 * @param name    unique in the scenario; the name under which its figures are reported
 * @param method  GET or POST
 * @param path    template of path and query, beginning with a slash
 * @param headers templates by header name, in no particular order
 * @param body    what a POST sends
 * @param checks  what the answer must satisfy, all of them; when there is none, any 2xx status will do
 */
public record Step(
        String name, Method method, String path, Map<String, String> headers, Optional<Body> body, List<Check> checks) {

    /** An HTTP method that a step can use. */
    public enum Method {
        GET,
        POST
    }

    public Step {
        headers = Map.copyOf(headers);
        checks = List.copyOf(checks);
    }

    /** All its texts that may hold references: path, header values and body. */
    public List<String> templates() {
        List<String> templates = new ArrayList<>();
        templates.add(path);
        templates.addAll(headers.values());
        body.ifPresent(sent -> templates.add(sent.template()));
        return List.copyOf(templates);
    }
}
