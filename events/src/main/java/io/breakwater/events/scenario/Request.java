package io.breakwater.events.scenario;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a step sends. Texts called templates may hold references, which {@link io.breakwater.events.template.Template}
 * defines.
 */
public sealed interface Request {

    /** All its templates. */
    List<String> templates();

    /**
     * An HTTP request, answered by a response.
     *
     * @param method    the method
     * @param target    another system than the scenario's target, when the step names one: http or https, host and port
     * @param path      template of path and query, beginning with a slash
     * @param headers   templates by header name, in no particular order; before the scenario's
     * @param body      what it carries
     * @param redirects how many redirects are followed; empty when the scenario's number holds
     * @param timeout   how long the answer may take; empty when the scenario's limit holds
     */
    record Http(
            Method method,
            Optional<URI> target,
            String path,
            Map<String, String> headers,
            Optional<Body> body,
            Optional<Integer> redirects,
            Optional<Duration> timeout)
            implements Request {

        /** An HTTP method that a step can use. */
        public enum Method {
            GET,
            POST,
            PUT,
            PATCH,
            DELETE,
            HEAD,
            OPTIONS
        }

        public Http {
            headers = Map.copyOf(headers);
        }

        /** A request to the scenario's target, with the scenario's limits. */
        public static Http of(Method method, String path, Map<String, String> headers, Optional<Body> body) {
            return new Http(method, Optional.empty(), path, headers, body, Optional.empty(), Optional.empty());
        }

        @Override
        public List<String> templates() {
            List<String> templates = new ArrayList<>();
            templates.add(path);
            templates.addAll(headers.values());
            body.ifPresent(sent -> templates.addAll(sent.templates()));
            return List.copyOf(templates);
        }
    }

    /**
     * Opens the virtual user's WebSocket, over a connection of its own; it stays open over the steps that follow and closes
     * with the iteration. Ends when the target has agreed, or refused.
     *
     * @param target  another system than the scenario's target, when the step names one: {@code http} where the file says
     *                {@code ws}, {@code https} where it says {@code wss}, host and port
     * @param path    template of path and query, beginning with a slash
     * @param headers templates by header name
     * @param timeout how long the handshake may take; empty when the scenario's limit holds
     */
    record WebSocketOpen(Optional<URI> target, String path, Map<String, String> headers, Optional<Duration> timeout)
            implements Request {

        public WebSocketOpen {
            headers = Map.copyOf(headers);
        }

        @Override
        public List<String> templates() {
            List<String> templates = new ArrayList<>();
            templates.add(path);
            templates.addAll(headers.values());
            return List.copyOf(templates);
        }
    }

    /**
     * Sends a message over the virtual user's WebSocket, awaits one, or both. Ends when the awaited message has come, or when
     * the message is written where none is awaited.
     *
     * @param text    template of the text message to send; empty when it only awaits
     * @param escaping how a value is written in place of its reference in that text
     * @param await   which message ends it: the first that satisfies all these checks, of subject {@code BODY} or
     *                {@code JSON}; messages before it are passed over; empty when the first one will do
     * @param awaits  whether it awaits a message at all
     * @param timeout how long that may take; empty when the scenario's limit holds
     */
    record WebSocketMessage(
            Optional<String> text,
            Body.Escaping escaping,
            List<Check> await,
            boolean awaits,
            Optional<Duration> timeout)
            implements Request {

        public WebSocketMessage {
            await = List.copyOf(await);
        }

        /** A message whose values are written as they are. */
        public WebSocketMessage(Optional<String> text, List<Check> await, boolean awaits, Optional<Duration> timeout) {
            this(text, Body.Escaping.NONE, await, awaits, timeout);
        }

        @Override
        public List<String> templates() {
            List<String> templates = new ArrayList<>(text.stream().toList());
            await.forEach(check -> templates.addAll(check.templates()));
            return List.copyOf(templates);
        }
    }

    /**
     * A message of WeChat's search widget as the platform sends it in secure mode: encrypted, signed and posted, its answer
     * verified and decrypted. No redirect is followed. What it is encrypted and signed with comes from token-service.
     *
     * @param app       the binding of token-service that holds the message credentials
     * @param target    another system than the scenario's target, when the step names one
     * @param path      template of path and query, beginning with a slash; the signature's parameters are added to it
     * @param headers   templates by header name, in no particular order; before the scenario's
     * @param to        whom the message is for: the mini program's original id, such as {@code gh_demo}
     * @param from      template of the user's open id
     * @param query     template of the user's query, a JSON object as text
     * @param escaping  how a value is written in place of its reference in that text
     * @param format    how the message is written; the answer must be written the same way
     * @param scene     where the user searched; 1 at the platform
     * @param verifyUrl whether the system is asked before a run to repeat a signed text, as the platform does
     * @param timeout   how long the answer may take; empty when the scenario's limit holds
     */
    record WidgetMessage(
            String app,
            Optional<URI> target,
            String path,
            Map<String, String> headers,
            String to,
            String from,
            String query,
            Body.Escaping escaping,
            Format format,
            int scene,
            boolean verifyUrl,
            Optional<Duration> timeout)
            implements Request {

        /** How a message is written. */
        public enum Format {
            JSON,
            XML
        }

        public WidgetMessage {
            headers = Map.copyOf(headers);
        }

        @Override
        public List<String> templates() {
            List<String> templates = new ArrayList<>(List.of(path, from, query));
            templates.addAll(headers.values());
            return List.copyOf(templates);
        }
    }

    /** Closes the virtual user's WebSocket with status 1000. Ends when the target has closed too. */
    record WebSocketClose() implements Request {
        @Override
        public List<String> templates() {
            return List.of();
        }
    }
}
