package io.breakwater.scenario.run;

import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How long an iteration may take at most: each answer just before its timeout, each pause and repetition at its longest. No
 * more than {@link #LONGEST}, which is also what a session is taken for that jumps back: nothing says how often.
 */
final class IterationTime {

    /** Beyond it a part that does not close is given up, however long its sessions may be. */
    static final Duration LONGEST = Duration.ofHours(1);

    /** One pause in a thousand million is longer than its mean and six times its standard deviation. */
    private static final int DEVIATIONS = 6;

    private final HttpSettings http;
    /** Steps that were passed on the way, to tell a jump back from one ahead. */
    private final Set<String> passed = new HashSet<>();

    private IterationTime(HttpSettings http) {
        this.http = http;
    }

    /** The longest iteration of all sessions under load. */
    static Duration longest(Scenario scenario) {
        return scenario.sessions().stream()
                .map(session -> longest(session, scenario.http()))
                .max(Comparator.naturalOrder())
                .orElse(LONGEST);
    }

    /** All of these sessions, one after the other. */
    static Duration all(List<Session> sessions, HttpSettings http) {
        return sessions.stream().map(session -> longest(session, http)).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration longest(Session session, HttpSettings http) {
        return new IterationTime(http).through(session.flow());
    }

    private Duration through(List<Flow> flow) {
        Duration sum = Duration.ZERO;
        for (Flow element : flow) {
            sum = atMost(sum.plus(of(element)));
        }
        return sum;
    }

    private Duration of(Flow element) {
        if (element instanceof Flow.Send send) {
            passed.add(send.step().name());
            return of(send.step());
        }
        if (element instanceof Flow.Pause pause) {
            int times = pause.spread() == Flow.Pause.Spread.NORMAL ? DEVIATIONS : 1;
            return pause.time().plus(pause.variation().multipliedBy(times));
        }
        if (element instanceof Flow.Choose choose) {
            Duration then = through(choose.then());
            Duration otherwise = through(choose.otherwise());
            return then.compareTo(otherwise) > 0 ? then : otherwise;
        }
        if (element instanceof Flow.Repeat repeat) {
            return through(repeat.body()).multipliedBy(repeat.times());
        }
        if (element instanceof Flow.Rendezvous rendezvous) {
            return rendezvous.within();
        }
        return element instanceof Flow.Jump jump && passed.contains(jump.step()) ? LONGEST : Duration.ZERO;
    }

    private Duration of(Step step) {
        Request request = step.request();
        if (request instanceof Request.Http sent) {
            int redirects = sent.redirects().orElse(http.redirects());
            return sent.timeout().orElse(http.requestTimeout()).multipliedBy(1L + redirects);
        }
        if (request instanceof Request.WebSocketOpen open) {
            return open.timeout().orElse(http.requestTimeout());
        }
        if (request instanceof Request.WebSocketMessage message) {
            return message.timeout().orElse(http.requestTimeout());
        }
        if (request instanceof Request.WidgetMessage message) {
            return message.timeout().orElse(http.requestTimeout());
        }
        return http.requestTimeout();
    }

    private static Duration atMost(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }
}
