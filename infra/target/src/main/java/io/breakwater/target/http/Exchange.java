package io.breakwater.target.http;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request and the answer that it is owed. */
public final class Exchange {

    private final RequestConnection connection;
    private final HttpRequest request;
    private final byte[] body;
    private final @Nullable Answer fault;
    private final String path;
    private @Nullable Answer answer;
    private boolean reset;
    private @Nullable ExchangeWatcher watcher;

    Exchange(RequestConnection connection, HttpRequest request, byte[] body, @Nullable Answer fault) {
        this.connection = connection;
        this.request = request;
        this.body = body;
        this.fault = fault;
        int query = request.uri().indexOf('?');
        path = query < 0 ? request.uri() : request.uri().substring(0, query);
    }

    /** Returns the method's name in capitals. */
    public String method() {
        return request.method().name();
    }

    /** Returns the path without the query. */
    public String path() {
        return path;
    }

    /** Returns the path with the query, as it was sent. */
    public String uri() {
        return request.uri();
    }

    /** Returns the address from which it came, without the port. */
    public String remoteAddress() {
        return connection.remoteAddress();
    }

    /** Returns the first value of a query parameter. */
    public Optional<String> query(String name) {
        try {
            List<String> values =
                    new QueryStringDecoder(request.uri()).parameters().get(name);
            return values == null ? Optional.empty() : Optional.of(values.get(0));
        } catch (IllegalArgumentException unreadable) {
            // A broken escape such as %zz: as good as absent, and the endpoint says what is missing.
            return Optional.empty();
        }
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.headers().get(name));
    }

    /** Returns the body as it was sent, empty when there was none. */
    public byte[] body() {
        return body;
    }

    /** Returns the body as text. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the answer that the request deserves before anybody looks at its path: unreadable or too large. */
    public Optional<Answer> fault() {
        return Optional.ofNullable(fault);
    }

    /** Has somebody told how the exchange ends; to be asked for before it does. */
    public void watch(ExchangeWatcher by) {
        watcher = by;
    }

    /** Gives the answer; it leaves as soon as earlier requests of the connection have theirs. */
    public void answer(Answer given) {
        answer = given;
        connection.settle();
    }

    /** Resets the connection instead of an answer. */
    public void reset() {
        reset = true;
        connection.settle();
    }

    void endedWith(Answer handedOver) {
        if (watcher != null) {
            watcher.answered(handedOver);
        }
    }

    void endedByReset() {
        if (watcher != null) {
            watcher.reset();
        }
    }

    void endedUnanswered() {
        if (watcher != null) {
            watcher.abandoned();
        }
    }

    @Nullable
    Answer given() {
        return answer;
    }

    boolean resets() {
        return reset;
    }

    HttpRequest request() {
        return request;
    }
}
