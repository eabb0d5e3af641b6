package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Request.WidgetMessage.Format;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code widget-message}. */
final class WidgetReader {

    /** Each message is another user's: a backend that limits or caches by user is not met by a single one. */
    private static final String RANDOM_OPEN_ID = "o${randomString(27)}";

    private static final int USUAL_SCENE = 1;

    private final URI ownTarget;
    private final BodyReader bodies;
    private final References references;
    private final Problems problems;

    WidgetReader(URI ownTarget, BodyReader bodies, References references, Problems problems) {
        this.ownTarget = ownTarget;
        this.bodies = bodies;
        this.references = references;
        this.problems = problems;
    }

    /** The message of a step; with stand-ins for what is wrong and reported. */
    Request.WidgetMessage read(
            Fields step, Map<String, String> headers, Optional<Duration> timeout, SessionNames names) {
        return step.find("widget-message")
                .flatMap(node -> Fields.of(node, "widget-message", StepKeys.WIDGET, problems))
                .map(message -> message(message, headers, timeout, names))
                .orElseGet(() -> new Request.WidgetMessage(
                        "",
                        Optional.empty(),
                        "/",
                        headers,
                        "",
                        "",
                        "",
                        Body.Escaping.NONE,
                        Format.JSON,
                        USUAL_SCENE,
                        true,
                        timeout));
    }

    private Request.WidgetMessage message(
            Fields message, Map<String, String> headers, Optional<Duration> timeout, SessionNames names) {
        message.find("query")
                .filter(SequenceNode.class::isInstance)
                .ifPresent(list -> problems.at(list, "query: a list (expected: a mapping, or a text)"));
        Optional<Body.Text> query = bodies.textOrJson(message, "query", names);
        // A step that spells out the scenario's own target shares its connections.
        Optional<URI> target = message.read("target", HttpForms.TARGET).filter(named -> !named.equals(ownTarget));
        return new Request.WidgetMessage(
                message.read("app", Forms.BINDING).orElse(""),
                target,
                template(message, "path", HttpForms.PATH, names).orElse("/"),
                headers,
                message.read("to", WidgetForms.ORIGINAL_ID).orElse(""),
                template(message, "from", WidgetForms.OPEN_ID, names).orElse(RANDOM_OPEN_ID),
                query.map(Body.Text::template).orElse(""),
                query.map(Body.Text::escaping).orElse(Body.Escaping.NONE),
                message.word("format", StepKeys.WIDGET.words("format"))
                        .map(word -> Format.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(Format.JSON),
                StepKeys.WIDGET.whole(message, "scene").orElse(USUAL_SCENE),
                message.yesNo("verify-url").orElse(true),
                timeout);
    }

    private Optional<String> template(Fields message, String key, Form<String> form, SessionNames names) {
        Optional<String> text = message.read(key, form);
        text.ifPresent(template -> references.check(message.find(key).orElse(message.at()), template, names));
        return text;
    }

    /** Tells of the key of checks and extractions that only such a step may have, where another has it. */
    static void refuseElsewhere(Fields fields, Problems problems) {
        if (fields.has("widget-data")) {
            problems.at(
                    fields.keyNode("widget-data"),
                    "widget-data: in a step without widget-message (expected: only with one)");
        }
    }
}
