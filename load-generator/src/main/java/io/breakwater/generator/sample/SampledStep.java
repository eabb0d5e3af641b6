package io.breakwater.generator.sample;

import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.sample.CheckWords;
import io.breakwater.events.sample.RequestSample.Stage;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import io.breakwater.generator.check.ResponseChecks;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.token.HeldToken;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.Source;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.widget.AnswerFault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What samples of one step have in common. Immutable; used by event loops, each with a filling of its own. */
public final class SampledStep {

    final Stage stage;
    final String session;
    final String name;
    final String base;

    /** What a WebSocket's request is called in place of a method; empty for what is rendered as HTTP. */
    final String word;

    /** Whether its requests and answers are encrypted messages. */
    final boolean isSealed;

    private final List<NamedCheck> checks;
    private final Map<String, Source> used;
    private final Map<String, Source> extracted;

    /** One check, compiled alone, so that it can be told which one failed. */
    private record NamedCheck(String words, ResponseChecks check) {}

    private SampledStep(
            Stage stage,
            String session,
            String name,
            String base,
            String word,
            boolean isSealed,
            List<NamedCheck> checks,
            Map<String, Source> used,
            Map<String, Source> extracted) {
        this.stage = stage;
        this.session = session;
        this.name = name;
        this.base = base;
        this.word = word;
        this.isSealed = isSealed;
        this.checks = checks;
        this.used = used;
        this.extracted = extracted;
    }

    /**
     * A step.
     *
     * @param stage   when in the run it happens
     * @param session the session's name
     * @param step    the step
     * @param base    scheme, host and port that it goes to
     * @param sources where its references lead
     * @param behind  templates that the request is made of besides its own: the scenario's headers, values and assignments
     */
    public static SampledStep of(
            Stage stage, String session, Step step, String base, Sources sources, Collection<String> behind) {
        List<NamedCheck> checks = new ArrayList<>();
        for (Check check : step.checks()) {
            checks.add(new NamedCheck(CheckWords.of(check), ResponseChecks.of(List.of(check), List.of(), sources)));
        }
        Map<String, Source> used = new LinkedHashMap<>();
        // What is not known to be in a request is not hidden in it.
        for (String template :
                Stream.concat(step.templates().stream(), behind.stream()).toList()) {
            Template.parse(template).expressions().forEach(expression -> use(expression, sources, used));
        }
        Map<String, Source> extracted = new LinkedHashMap<>();
        for (String name : step.extractions().keySet()) {
            extracted.put(name, sources.source(new Expression.Named(name), ValueEncoding.PLAIN));
        }
        return new SampledStep(
                stage,
                session,
                step.name(),
                base,
                word(step.request()),
                step.request() instanceof Request.WidgetMessage,
                List.copyOf(checks),
                used,
                extracted);
    }

    private static String word(Request request) {
        if (request instanceof Request.WebSocketMessage message) {
            return message.text().isPresent() ? "MESSAGE" : "AWAIT";
        }
        return request instanceof Request.WebSocketClose ? "CLOSE" : "";
    }

    /** Values and rows only: to ask a function a second time would change what it says, and what it says next. */
    private static void use(Expression expression, Sources sources, Map<String, Source> used) {
        if (expression instanceof Expression.Named named) {
            used.put(named.name(), sources.source(named, ValueEncoding.PLAIN));
        } else if (expression instanceof Expression.Column column) {
            used.put(column.dataSet() + "." + column.column(), sources.source(column, ValueEncoding.PLAIN));
        } else if (expression instanceof Expression.Token token) {
            String name = "token." + token.name();
            boolean isItself = token.field().equals(Expression.Token.ITSELF);
            used.put(isItself ? name : name + "." + token.field(), new Sent(sources, token));
        }
    }

    /** A token as it was sent, whatever has come in its place since; before it was, the one in force. */
    private record Sent(int number, String field, Source inForce) implements Source {

        Sent(Sources sources, Expression.Token token) {
            this(sources.tokenNumber(token.name()), token.field(), sources.source(token, ValueEncoding.PLAIN));
        }

        @Override
        public boolean append(Filling filling, ByteText out) {
            HeldToken sent = filling.values().sent(number);
            byte[] bytes = sent == null ? null : sent.bytes(field);
            if (bytes == null) {
                return inForce.append(filling, out);
            }
            out.append(bytes);
            return true;
        }
    }

    /** The values that the request refers to. */
    Map<String, String> used(Filling filling) {
        return values(used, filling);
    }

    /** The same values with the tokens that the request carried, for another may have come since they were noted. */
    Map<String, String> withTokensSent(Map<String, String> noted, Filling filling) {
        Map<String, String> values = new LinkedHashMap<>(noted);
        ByteText text = new ByteText(0);
        used.forEach((name, source) -> {
            text.reset();
            if (source instanceof Sent && source.append(filling, text)) {
                values.put(name, text.toString());
            }
        });
        return values;
    }

    /** The values that were taken from the answer. */
    Map<String, String> extracted(Filling filling) {
        return values(extracted, filling);
    }

    private static Map<String, String> values(Map<String, Source> sources, Filling filling) {
        Map<String, String> values = new LinkedHashMap<>();
        ByteText text = new ByteText(0);
        sources.forEach((name, source) -> {
            text.reset();
            if (source.append(filling, text)) {
                values.put(name, text.toString());
            }
        });
        return values;
    }

    /** The words of all checks that an answer failed. */
    List<String> failures(Response response, Filling filling) {
        List<String> failures = new ArrayList<>();
        AnswerFault fault = isSealed ? filling.widget().fault() : null;
        if (fault != null) {
            failures.add(fault.words());
        }
        for (NamedCheck named : checks) {
            if (named.check().firstFailed(response, filling) != ResponseChecks.ALL_HOLD) {
                failures.add(named.words());
            }
        }
        return failures;
    }

    /** The words of everything that should have been taken from an answer and was not there. */
    List<String> notFound(Map<String, String> found) {
        return extracted.keySet().stream()
                .filter(name -> !found.containsKey(name))
                .map(name -> "extract " + name + ": nothing found")
                .toList();
    }

    /** The words for what became of a request without an answer, or with a status that is none of success. */
    static String words(RequestOutcome outcome, int status) {
        String words = "request " + outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return status == 0 ? words : words + ": " + status;
    }
}
