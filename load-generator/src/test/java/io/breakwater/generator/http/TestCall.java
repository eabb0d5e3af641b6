package io.breakwater.generator.http;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request whose end a test awaits. */
final class TestCall extends Call {

    private final String request;
    private final CompletableFuture<Ended> ended = new CompletableFuture<>();
    private int target;
    private int redirects;
    private long timeoutNanos;
    private boolean needsBody = true;
    private @Nullable CookieJar jar;

    /** How it ended: a status and the body, or a name. */
    record Ended(
            String how,
            String body,
            int redirects,
            long serviceNanos,
            long lookUpNanos,
            long connectNanos,
            long tlsNanos,
            long sentBytes,
            long receivedBytes) {}

    private TestCall(String request) {
        this.request = request;
    }

    static TestCall get(String path, String... headers) {
        return of("GET", path, "", headers);
    }

    static TestCall of(String method, String path, String body, String... headers) {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: here\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Type: text/plain\r\nContent-Length: ")
                    .append(body.length())
                    .append("\r\n");
        }
        return new TestCall(text + "\r\n" + body);
    }

    TestCall toTarget(int index) {
        target = index;
        return this;
    }

    TestCall following(int most) {
        redirects = most;
        return this;
    }

    TestCall keeping(CookieJar cookies) {
        jar = cookies;
        return this;
    }

    TestCall within(long millis) {
        timeoutNanos = TimeUnit.MILLISECONDS.toNanos(millis);
        return this;
    }

    TestCall withoutBody() {
        needsBody = false;
        return this;
    }

    Ended await() throws Exception {
        return ended.get(10, TimeUnit.SECONDS);
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    @Override
    protected @Nullable ByteBuf render(ByteBufAllocator allocator) {
        return ByteBufUtil.writeAscii(allocator, request);
    }

    @Override
    protected int target() {
        return target;
    }

    @Override
    protected boolean isHead() {
        return request.startsWith("HEAD ");
    }

    @Override
    protected int redirects() {
        return redirects;
    }

    @Override
    protected long timeoutNanos() {
        return timeoutNanos;
    }

    @Override
    protected @Nullable CookieJar cookies() {
        return jar;
    }

    @Override
    protected boolean needsBody() {
        return needsBody;
    }

    @Override
    protected boolean responded(long nowNanos, Response response) {
        end(
                Integer.toString(response.status()),
                new String(response.body().bytes(), 0, response.body().length(), StandardCharsets.UTF_8),
                nowNanos);
        return false;
    }

    @Override
    protected void failed(long nowNanos, RequestOutcome outcome) {
        end(outcome.name(), "", nowNanos);
    }

    @Override
    protected void notSent(NotSentReason reason) {
        ended.complete(new Ended(reason.name(), "", 0, 0, 0, 0, 0, 0, 0));
    }

    private void end(String how, String body, long nowNanos) {
        boolean first = ended.complete(new Ended(
                how,
                body,
                redirectsFollowed(),
                nowNanos - startedNanos(),
                lookUpNanos(),
                connectNanos(),
                tlsNanos(),
                sentBytes(),
                receivedBytes()));
        if (!first) {
            throw new IllegalStateException("call: ended twice, now by " + how);
        }
    }
}
