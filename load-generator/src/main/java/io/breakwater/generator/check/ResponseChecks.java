package io.breakwater.generator.check;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.scenario.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The checks of one step, compiled. Immutable, so that all event loops share it. */
public final class ResponseChecks {

    private final List<int[]> statusChecks;
    private final List<JsonCheck> jsonChecks;

    private record JsonCheck(JsonPath path, List<JsonScalar> expected, Optional<JsonScalar> absentIs) {

        boolean holds(byte[] body, int length) {
            try {
                Optional<JsonScalar> found = path.find(body, length).or(() -> absentIs);
                return found.isPresent() && expected.stream().anyMatch(found.get()::sameAs);
            } catch (MalformedJsonException e) {
                // Not JSON: what was expected is not there. The event says so; a log line for each would say no more.
                return false;
            }
        }
    }

    private ResponseChecks(List<int[]> statusChecks, List<JsonCheck> jsonChecks) {
        this.statusChecks = List.copyOf(statusChecks);
        this.jsonChecks = List.copyOf(jsonChecks);
    }

    /**
     * The checks of a step.
     *
     * @throws IllegalArgumentException when a path or an expected value cannot be read
     */
    public static ResponseChecks of(List<Check> checks) {
        List<int[]> statusChecks = new ArrayList<>();
        List<JsonCheck> jsonChecks = new ArrayList<>();
        for (Check check : checks) {
            switch (check.subject()) {
                case STATUS ->
                    statusChecks.add(check.expected().stream()
                            .map(Check.Expected::value)
                            .mapToInt(ResponseChecks::status)
                            .toArray());
                case JSON ->
                    jsonChecks.add(new JsonCheck(
                            JsonPath.parse(check.expression()),
                            check.expected().stream()
                                    .map(Check.Expected::value)
                                    .map(ResponseChecks::scalar)
                                    .toList(),
                            check.absentIs().map(ResponseChecks::scalar)));
                default ->
                    throw new IllegalArgumentException("check: " + check.subject() + " (expected: STATUS or JSON)");
            }
        }
        return new ResponseChecks(statusChecks, jsonChecks);
    }

    /** Whether the body has to be kept for {@link #businessOutcome}. */
    public boolean needBody() {
        return !jsonChecks.isEmpty();
    }

    /** What a whole response with this status says of the request: 2xx, or a status that a check names, is success. */
    public RequestOutcome requestOutcome(int status) {
        boolean named = !statusChecks.isEmpty() && statusChecks.stream().allMatch(any -> contains(any, status));
        return named || isSuccess(status) ? RequestOutcome.SUCCEEDED : RequestOutcome.STATUS_FAILED;
    }

    /**
     * Whether all checks hold; without any check, whether the status is 2xx.
     *
     * @param body   the body, when {@link #needBody()}
     * @param length how many of its bytes count
     */
    public BusinessOutcome businessOutcome(int status, byte[] body, int length) {
        for (int[] any : statusChecks) {
            if (!contains(any, status)) {
                return BusinessOutcome.FAILED;
            }
        }
        for (JsonCheck check : jsonChecks) {
            if (!check.holds(body, length)) {
                return BusinessOutcome.FAILED;
            }
        }
        boolean unchecked = statusChecks.isEmpty() && jsonChecks.isEmpty();
        return unchecked && !isSuccess(status) ? BusinessOutcome.FAILED : BusinessOutcome.SUCCEEDED;
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private static boolean contains(int[] values, int value) {
        for (int candidate : values) {
            if (candidate == value) {
                return true;
            }
        }
        return false;
    }

    private static int status(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("status: " + text + " (expected: a number from 100 to 599)", e);
        }
    }

    private static JsonScalar scalar(String json) {
        try {
            return JsonScalar.parse(json);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("expected value: " + json + " (expected: a JSON scalar)", e);
        }
    }
}
