package io.breakwater.generator.template;

import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Request.Http.Method;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.value.FilledText;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.Source;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.widget.MessageCredentials;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A step's request, compiled: what never changes is bytes already. Immutable, so that all event loops share it. */
public final class RequestTemplate {

    /** The client frames the message itself; a second opinion in a header is how requests are smuggled. */
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

    /** RFC 9110, section 5.1. */
    private static final String HEADER_NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private static final byte[] LENGTH = "Content-Length: ".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] LINE_END = {'\r', '\n'};

    /** Nothing for a message, which is all body. */
    private final @Nullable FilledText head;

    private final FilledText body;
    private final boolean saysLength;

    private RequestTemplate(@Nullable FilledText head, FilledText body, boolean saysLength) {
        this.head = head;
        this.body = body;
        this.saysLength = saysLength;
    }

    /**
     * Compiles a request.
     *
     * @param step      the step's name
     * @param request   the request
     * @param settings  the scenario's
     * @param authority host and port of the target
     * @param sources   where references lead
     * @param files     the names of the scenario's files, by what they are called in it
     * @throws IllegalArgumentException when a reference leads nowhere, or a header cannot be
     */
    public static RequestTemplate compile(
            String step,
            Request.Http request,
            HttpSettings settings,
            String authority,
            Sources sources,
            Map<String, String> files) {
        Optional<BodyTemplate> body = request.body().map(sent -> BodyTemplate.of(sent, sources, files));
        Map<String, String> headers = headers(step, settings, request.headers());
        headers.putIfAbsent("Host", authority);
        headers.putIfAbsent("User-Agent", "breakwater");
        if (settings.compression()) {
            // What the client can unpack; no library of Java alone does brotli and zstandard.
            headers.putIfAbsent("Accept-Encoding", "gzip, deflate");
        }
        body.ifPresent(sent -> headers.putIfAbsent("Content-Type", sent.contentType()));
        boolean saysLength = body.isPresent()
                || request.method() == Method.POST
                || request.method() == Method.PUT
                || request.method() == Method.PATCH;
        return new RequestTemplate(
                head(request.method().name(), path(request.path(), settings, sources), headers, sources),
                body.map(BodyTemplate::text).orElseGet(() -> new FilledText.Builder().build()),
                saysLength);
    }

    /**
     * Compiles a widget message.
     *
     * @param step        the step's name
     * @param request     the message
     * @param settings    the scenario's
     * @param authority   host and port of the target
     * @param sources     where references lead
     * @param credentials what it is sealed with
     * @throws IllegalArgumentException when a reference leads nowhere, or a header cannot be
     */
    public static RequestTemplate compile(
            String step,
            Request.WidgetMessage request,
            HttpSettings settings,
            String authority,
            Sources sources,
            MessageCredentials credentials) {
        Map<String, String> headers = headers(step, settings, request.headers());
        headers.putIfAbsent("Host", authority);
        headers.putIfAbsent("User-Agent", "breakwater");
        headers.putIfAbsent(
                "Content-Type",
                request.format() == Request.WidgetMessage.Format.JSON ? "application/json" : "text/xml");
        Source parameters = (filling, out) -> {
            filling.widget().appendParameters(out);
            return true;
        };
        FilledText path = new FilledText.Builder()
                .source(path(request.path(), settings, sources))
                .text(request.path().indexOf('?') < 0 ? "?" : "&")
                .source(parameters)
                .build();
        return new RequestTemplate(
                head("POST", path, headers, sources),
                new FilledText.Builder()
                        .source(WidgetBody.of(request, credentials, sources))
                        .build(),
                true);
    }

    /**
     * Compiles a WebSocket's opening handshake (RFC 6455, section 4.1), without the {@code Sec-WebSocket-Key}, which goes into
     * {@link Filling#headers()}.
     *
     * @param step      the step's name
     * @param request   the request
     * @param settings  the scenario's
     * @param authority host and port of the target
     * @param sources   where references lead
     * @throws IllegalArgumentException when a reference leads nowhere, or a header cannot be
     */
    public static RequestTemplate compile(
            String step, Request.WebSocketOpen request, HttpSettings settings, String authority, Sources sources) {
        Map<String, String> headers = headers(step, settings, request.headers());
        headers.putIfAbsent("Host", authority);
        headers.putIfAbsent("User-Agent", "breakwater");
        headers.put("Connection", "Upgrade");
        headers.put("Upgrade", "websocket");
        headers.put("Sec-WebSocket-Version", "13");
        return new RequestTemplate(
                head("GET", path(request.path(), settings, sources), headers, sources),
                new FilledText.Builder().build(),
                false);
    }

    /**
     * Compiles what a step sends over a WebSocket that is open.
     *
     * @param request the message; one without a text is never rendered
     * @param sources where references lead
     * @throws IllegalArgumentException when a reference leads nowhere
     */
    public static RequestTemplate compile(Request.WebSocketMessage request, Sources sources) {
        Body text = new Body.Text("text/plain", request.text().orElse(""), request.escaping());
        return new RequestTemplate(
                null, BodyTemplate.of(text, sources, Map.of()).text(), false);
    }

    /**
     * The request's bytes; whoever gets them releases them.
     *
     * @param allocator of the connection
     * @param filling   turned to the virtual user
     * @return nothing when something is missing; {@link Filling#missing()} says what
     */
    public @Nullable ByteBuf render(ByteBufAllocator allocator, Filling filling) {
        ByteText out = filling.out();
        // The body first, as the head tells its length; both from the same values.
        if (!body.append(filling, out)) {
            return null;
        }
        int bodyLength = out.length();
        if (head == null) {
            return allocator.directBuffer(Math.max(1, bodyLength)).writeBytes(out.bytes(), 0, bodyLength);
        }
        if (!head.append(filling, out)) {
            return null;
        }
        if (saysLength) {
            out.append(LENGTH);
            out.append((long) bodyLength);
            out.append(LINE_END);
        }
        ByteText further = filling.headers();
        out.append(further.bytes(), 0, further.length());
        out.append(LINE_END);
        ByteBuf request = allocator.directBuffer(out.length());
        request.writeBytes(out.bytes(), bodyLength, out.length() - bodyLength);
        request.writeBytes(out.bytes(), 0, bodyLength);
        return request;
    }

    private static FilledText head(String method, FilledText path, Map<String, String> headers, Sources sources) {
        FilledText.Builder head = new FilledText.Builder();
        head.text(method + " ");
        head.source(checked("path", path, true));
        head.text(" HTTP/1.1\r\n");
        headers.forEach((name, value) -> {
            HeaderText.requireOneLine("header " + name, value);
            head.text(name + ": ");
            head.source(checked("header " + name, sources.text(value, ValueEncoding.PLAIN), false));
            head.text("\r\n");
        });
        return head.build();
    }

    private static FilledText path(String path, HttpSettings settings, Sources sources) {
        if (settings.encodeUrl()) {
            return sources.text(path, ValueEncoding.URL_COMPONENT, UrlText::encoded);
        }
        if (path.chars().anyMatch(c -> c <= 0x20 || c == 0x7F)) {
            throw new IllegalArgumentException(
                    "path: " + path + " (expected: no space or control character where URLs are not encoded)");
        }
        return sources.text(path, ValueEncoding.PLAIN);
    }

    private static Source checked(String name, FilledText text, boolean path) {
        return text.isConstant() ? text : new HeaderText(name, text, path);
    }

    /** The step's headers and those of the scenario that the step does not name. */
    private static Map<String, String> headers(String step, HttpSettings settings, Map<String, String> ofStep) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(ofStep);
        settings.headers().forEach(headers::putIfAbsent);
        for (String name : headers.keySet()) {
            if (!name.matches(HEADER_NAME)) {
                throw new IllegalArgumentException(
                        "step " + step + ": header " + name + " (expected: letters, digits and !#$%&'*+.^_`|~-)");
            }
        }
        for (String framing : FRAMING) {
            if (headers.containsKey(framing)) {
                throw new IllegalArgumentException(
                        "step " + step + ": header " + framing + " (expected: none; the length is set by itself)");
            }
        }
        return headers;
    }
}
