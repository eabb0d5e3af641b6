package io.breakwater.events.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One request of a session, by its name in the scenario.
 *
 * @param name          unique in the scenario; the name under which its figures are reported
 * @param request       what is sent
 * @param extractions   values taken from the answer, by the name used in {@code ${NAME}}
 * @param checks        what the answer must satisfy, all of them; when there is none, any successful status will do
 * @param share         this share of the iterations that come to the step go on with it; the others end there; 0 to 1
 * @param goOnIfFailed  whether the iteration goes on when the request, a check or an extraction failed
 */
public record Step(
        String name,
        Request request,
        Map<String, Extraction> extractions,
        List<Check> checks,
        double share,
        boolean goOnIfFailed) {

    public Step {
        extractions = Map.copyOf(extractions);
        checks = List.copyOf(checks);
    }

    /** A step that every iteration takes, that extracts nothing, and that ends the iteration when it fails. */
    public static Step of(String name, Request request, List<Check> checks) {
        return new Step(name, request, Map.of(), checks, 1, false);
    }

    /** All its texts that may hold references: those of the request and the expected values of its checks. */
    public List<String> templates() {
        List<String> templates = new ArrayList<>(request.templates());
        for (Check check : checks) {
            templates.addAll(check.templates());
        }
        return List.copyOf(templates);
    }
}
