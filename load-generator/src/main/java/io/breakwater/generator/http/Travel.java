package io.breakwater.generator.http;

import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the request of one step travels: what its {@link Call} says of itself. Immutable.
 *
 * @param target       which of the run's targets it goes to
 * @param isHead       whether it asks with HEAD
 * @param timeoutNanos how long its answer may take
 * @param redirects    how many redirects it follows
 */
public record Travel(int target, boolean isHead, long timeoutNanos, int redirects) {

    /**
     * How a step's request travels: as it says itself, otherwise as the scenario does.
     *
     * @throws IllegalArgumentException when it goes to none of these targets
     */
    public static Travel of(Request request, List<Target> targets, HttpSettings settings) {
        long limitNanos = settings.requestTimeout().toNanos();
        if (request instanceof Request.Http http) {
            return new Travel(
                    RunTargets.index(targets, request),
                    http.method() == Request.Http.Method.HEAD,
                    http.timeout().map(Duration::toNanos).orElse(limitNanos),
                    http.redirects().orElse(settings.redirects()));
        }
        return new Travel(
                RunTargets.index(targets, request),
                false,
                timeout(request).map(Duration::toNanos).orElse(limitNanos),
                0);
    }

    private static Optional<Duration> timeout(Request request) {
        if (request instanceof Request.WebSocketOpen open) {
            return open.timeout();
        }
        if (request instanceof Request.WidgetMessage message) {
            return message.timeout();
        }
        return request instanceof Request.WebSocketMessage message ? message.timeout() : Optional.empty();
    }
}
