package io.breakwater.target.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP answer, complete with its headers; may be given any number of times. */
public final class Answer {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpResponseStatus status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final OptionalInt businessCode;

    private Answer(HttpResponseStatus status, String contentType, byte[] body, OptionalInt businessCode) {
        this.status = status;
        this.body = body;
        this.businessCode = businessCode;
        headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    }

    /** Returns an answer of JSON that says no business code. */
    public static Answer json(int status, Object value) {
        return json(status, value, OptionalInt.empty());
    }

    /** Returns an answer of JSON that says a business code, whatever its HTTP status. */
    public static Answer json(int status, Object value, int businessCode) {
        return json(status, value, OptionalInt.of(businessCode));
    }

    private static Answer json(int status, Object value, OptionalInt businessCode) {
        return new Answer(
                HttpResponseStatus.valueOf(status), "application/json", JSON.writeValueAsBytes(value), businessCode);
    }

    /** Returns an answer of JSON text. */
    public static Answer text(int status, String json) {
        return new Answer(
                HttpResponseStatus.valueOf(status),
                "application/json",
                json.getBytes(StandardCharsets.UTF_8),
                OptionalInt.empty());
    }

    /** Returns an answer of text in a media type of its own. */
    public static Answer text(int status, String contentType, String text) {
        return new Answer(
                HttpResponseStatus.valueOf(status),
                contentType,
                text.getBytes(StandardCharsets.UTF_8),
                OptionalInt.empty());
    }

    /** Returns the same answer, said to hold a business code that cannot be read from outside. */
    public Answer holding(int code) {
        Answer same = new Answer(
                status, String.valueOf(headers.get(HttpHeaderNames.CONTENT_TYPE)), body, OptionalInt.of(code));
        same.headers.set(headers);
        return same;
    }

    /** Returns an answer of problem details (RFC 9457) with further members beside status, title and detail. */
    public static Answer problem(int status, String detail, Map<String, ?> more) {
        HttpResponseStatus httpStatus = HttpResponseStatus.valueOf(status);
        Map<String, Object> problem = new java.util.LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", httpStatus.reasonPhrase());
        problem.put("status", status);
        problem.put("detail", detail);
        problem.putAll(more);
        return new Answer(httpStatus, "application/problem+json", JSON.writeValueAsBytes(problem), OptionalInt.empty());
    }

    /** Returns an answer of problem details (RFC 9457). */
    public static Answer problem(int status, String detail) {
        return problem(status, detail, Map.of());
    }

    /** Adds a header. */
    public Answer header(CharSequence name, String value) {
        headers.set(name, value);
        return this;
    }

    /** Returns the HTTP status code. */
    public int status() {
        return status.code();
    }

    /** Returns the {@code err_code} or {@code errcode} in the body, when it has one. */
    public OptionalInt businessCode() {
        return businessCode;
    }

    HttpResponseStatus httpStatus() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    ByteBuf content() {
        return Unpooled.wrappedBuffer(body);
    }
}
