package io.breakwater.generator.run;

import io.breakwater.events.data.TemplateUse;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.template.Template;
import io.breakwater.generator.token.TokenSlot;
import io.breakwater.generator.widget.MessageCredentials;
import io.breakwater.generator.widget.WidgetExchange;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Asks the systems that widget messages go to what the platform asks when their URL is set: to repeat a text that is signed with
 * the credentials' token. A system with another token refuses, and would refuse every message. Stateless.
 *
 * <p>A path with references is no URL that could be set at the platform, and is left out.
 */
public final class UrlVerification {

    private static final long MILLIS_PER_SECOND = 1_000;

    /** As many digits as the platform's own. */
    private static final long NUMBERS = 9_000_000_000L;

    private static final long FIRST_NUMBER = 1_000_000_000L;

    /** One place that is asked. */
    private record Place(Optional<URI> target, String path, String app) {}

    private UrlVerification() {}

    /** Why the credentials of a scenario's widget messages are none; empty when they are. */
    public static List<String> complaints(Scenario scenario, Function<String, TokenSlot> slots, long nowMillis) {
        List<String> complaints = new ArrayList<>();
        for (String binding : TemplateUse.credentialBindings(scenario)) {
            Map<String, String> fields = slots.apply(binding).fields(nowMillis);
            if (fields != null) {
                MessageCredentials.complaint(binding, fields).ifPresent(complaints::add);
            }
        }
        return complaints;
    }

    /**
     * The sessions to walk through before the load, one for each URL: each has one step, which fails where the URL is not
     * verified.
     *
     * @param slots     where credentials are found
     * @param nowMillis the time that is signed
     */
    public static List<Session> sessions(Scenario scenario, Function<String, TokenSlot> slots, long nowMillis) {
        // Nobody has to guess them: they only have to differ from time to time.
        LongSupplier random = new SplittableRandom(nowMillis)::nextLong;
        List<Session> sessions = new ArrayList<>();
        Set<Place> asked = new HashSet<>();
        Stream.of(scenario.before(), scenario.sessions(), scenario.after())
                .flatMap(List::stream)
                .flatMap(session -> session.steps().stream())
                .forEach(step -> {
                    if (step.request() instanceof Request.WidgetMessage message
                            && message.verifyUrl()
                            && Template.parse(message.path()).isPlain()
                            && asked.add(new Place(message.target(), message.path(), message.app()))) {
                        Map<String, String> fields = slots.apply(message.app()).fields(nowMillis);
                        if (fields != null) {
                            sessions.add(
                                    session(step.name(), message, fields.getOrDefault("token", ""), nowMillis, random));
                        }
                    }
                });
        return sessions;
    }

    private static Session session(
            String step, Request.WidgetMessage message, String token, long nowMillis, LongSupplier random) {
        String timestamp = Long.toString(nowMillis / MILLIS_PER_SECOND);
        String nonce = number(random);
        String echo = number(random);
        String path = message.path() + (message.path().indexOf('?') < 0 ? "?" : "&") + "signature="
                + WidgetExchange.signature(token, timestamp, nonce) + "&echostr=" + echo + "&timestamp=" + timestamp
                + "&nonce=" + nonce;
        Request request = new Request.Http(
                Request.Http.Method.GET,
                message.target(),
                path,
                Map.of(),
                Optional.empty(),
                Optional.of(0),
                message.timeout());
        Check repeated = Check.in(Check.Subject.BODY, "", List.of("\"" + echo + "\""));
        return new Session(
                "verify-url",
                1,
                0,
                Optional.empty(),
                Duration.ZERO,
                List.of(new Flow.Send(Step.of(step, request, List.of(repeated)))));
    }

    private static String number(LongSupplier random) {
        return Long.toString(FIRST_NUMBER + Long.remainderUnsigned(random.getAsLong(), NUMBERS));
    }

    /** What a part is refused for when a URL is not verified. */
    static String reason(String problem) {
        return "verify-url: " + problem
                + " (expected: echostr and nothing else, as the platform does when the URL is set; a step with verify-url:"
                + " false leaves it out)";
    }
}
