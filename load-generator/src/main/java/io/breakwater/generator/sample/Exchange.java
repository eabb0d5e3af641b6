package io.breakwater.generator.sample;

import io.breakwater.generator.text.ByteText;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is noted of one virtual user's present request, in case it is kept. Used again for its next one. Confined to an event
 * loop.
 */
public final class Exchange {

    /** Heads of requests are hardly ever longer; what is, is cut off. */
    private static final int HEAD_BYTES = 4 * 1024;

    final byte[] traceparent = new byte[TraceParent.LENGTH];
    byte[] sent = new byte[0];
    int sentLength;
    long sentWhole;
    byte[] plain = new byte[0];
    int plainLength;
    boolean sampled;
    Map<String, String> used = Map.of();
    long intendedNanos;
    long startedNanos;
    long endedNanos;
    long lookUpNanos;
    long connectNanos;
    long tlsNanos;
    long sendNanos;
    long firstByteNanos;
    List<String> redirects = List.of();

    Exchange() {}

    /** Whether it was picked before it was sent, so that header fields and body of its answer have to be kept. */
    public boolean isSampled() {
        return sampled;
    }

    /** Notes when things happened; {@code System.nanoTime()} of this process, or lengths. */
    public void timed(
            long newIntendedNanos,
            long newStartedNanos,
            long newEndedNanos,
            long newLookUpNanos,
            long newConnectNanos,
            long newTlsNanos,
            long newSendNanos,
            long newFirstByteNanos) {
        intendedNanos = newIntendedNanos;
        startedNanos = newStartedNanos;
        endedNanos = newEndedNanos;
        lookUpNanos = newLookUpNanos;
        connectNanos = newConnectNanos;
        tlsNanos = newTlsNanos;
        sendNanos = newSendNanos;
        firstByteNanos = newFirstByteNanos;
    }

    void begin(boolean newSampled) {
        sampled = newSampled;
        sentLength = 0;
        plainLength = 0;
        sentWhole = 0;
        used = Map.of();
        redirects = List.of();
    }

    /** Notes where the target has sent the request on. */
    public void redirected(int status, String request) {
        List<String> more = new ArrayList<>(redirects);
        more.add(status + " " + request);
        redirects = List.copyOf(more);
    }

    /** Copies the beginning of a request, whose bytes will be gone when it ends. */
    void keep(ByteBuf request, int bodyBytes) {
        sentWhole = request.readableBytes();
        sentLength = (int) Math.min(sentWhole, (long) HEAD_BYTES + bodyBytes);
        if (sent.length < sentLength) {
            sent = new byte[Math.max(sentLength, 512)];
        }
        request.getBytes(request.readerIndex(), sent, 0, sentLength);
    }

    /** Copies the beginning of what a request says before it is encrypted. */
    void keepPlain(ByteText message, int bodyBytes) {
        plainLength = Math.min(message.length(), bodyBytes);
        if (plain.length < plainLength) {
            plain = new byte[Math.max(plainLength, 512)];
        }
        System.arraycopy(message.bytes(), 0, plain, 0, plainLength);
    }
}
