package io.breakwater.generator.template;

import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Step;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.token.TokenSlot;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A step's request, compiled: what never changes is bytes already. Immutable, so that all event loops share it. */
public final class RequestTemplate {

    /** The client frames the message itself; a second opinion in a header is how requests are smuggled. */
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

    /** A long has at most 19 digits. */
    private static final int LONGEST_NUMBER = 20;

    private static final byte[] EMPTY = new byte[0];

    private final Piece[] head;
    private final Piece[] body;

    private RequestTemplate(Piece[] head, Piece[] body) {
        this.head = head;
        this.body = body;
    }

    /**
     * Compiles a step.
     *
     * @param step      the step
     * @param authority host and port of the target
     * @param data      the run's rows
     * @param tokens    the place of a token, by its name in the scenario
     * @throws IllegalArgumentException when a reference leads nowhere, or a header cannot be
     */
    public static RequestTemplate compile(
            Step step, String authority, RunData data, Function<String, TokenSlot> tokens) {
        if (!(step.request() instanceof Request.Http request)) {
            throw new IllegalArgumentException("step " + step.name() + ": no HTTP request (expected: one)");
        }
        boolean post = request.method() == Request.Http.Method.POST;
        PieceList body = new PieceList(data, tokens);
        if (post && request.body().isPresent() && request.body().get() instanceof Body.Text sent) {
            body.template(sent.template(), encoding(sent.escaping()));
        }
        Piece[] bodyPieces = body.toArray();

        PieceList head = new PieceList(data, tokens);
        head.text(request.method() + " ");
        head.template(request.path(), ValueEncoding.URL_COMPONENT);
        head.text(" HTTP/1.1\r\n");
        Map<String, String> headers = headers(step.name(), request, authority, post);
        headers.forEach(head::header);
        if (post) {
            head.text("Content-Length: ");
            if (isLiteral(bodyPieces)) {
                head.text(Long.toString(literalLength(bodyPieces)));
            } else {
                head.bodyLength();
            }
            head.text("\r\n");
        }
        head.text("\r\n");
        return new RequestTemplate(head.toArray(), bodyPieces);
    }

    /**
     * The request's bytes; whoever gets them releases them.
     *
     * @param allocator of the connection
     * @param rows      the row that the iteration drew, by slot
     * @param nowMillis the time at which tokens must be valid
     * @param scratch   at least {@link #scratchLength()} long; of the event loop
     * @return nothing when a token is missing or has expired
     */
    public @Nullable ByteBuf render(ByteBufAllocator allocator, int[] rows, long nowMillis, byte[][] scratch) {
        // First what is written where, so that a token that changes meanwhile cannot tear length and body apart.
        long bodyBytes = resolve(body, 0, rows, nowMillis, scratch);
        long headBytes = resolve(head, body.length, rows, nowMillis, scratch);
        if (bodyBytes < 0 || headBytes < 0) {
            return null;
        }
        ByteBuf request = allocator.directBuffer((int) (headBytes + bodyBytes));
        write(head, body.length, scratch, bodyBytes, request);
        write(body, 0, scratch, bodyBytes, request);
        return request;
    }

    /** How many pieces {@link #render} notes down. */
    public int scratchLength() {
        return head.length + body.length;
    }

    /** Notes each piece's bytes and returns their sum; below 0 when a token is missing. */
    private static long resolve(Piece[] pieces, int from, int[] rows, long nowMillis, byte[][] scratch) {
        long sum = 0;
        for (int i = 0; i < pieces.length; i++) {
            byte[] bytes = bytes(pieces[i], rows, nowMillis);
            if (bytes == null) {
                return -1;
            }
            scratch[from + i] = bytes;
            sum += pieces[i] instanceof Piece.BodyLength ? LONGEST_NUMBER : bytes.length;
        }
        return sum;
    }

    private static byte @Nullable [] bytes(Piece piece, int[] rows, long nowMillis) {
        if (piece instanceof Piece.Literal literal) {
            return literal.bytes();
        }
        if (piece instanceof Piece.Drawn drawn) {
            return drawn.byRow()[rows[drawn.slot()]];
        }
        if (piece instanceof Piece.Token token) {
            return token.slot().bytes(token.encoding(), nowMillis);
        }
        return EMPTY;
    }

    private static void write(Piece[] pieces, int from, byte[][] scratch, long bodyBytes, ByteBuf out) {
        for (int i = 0; i < pieces.length; i++) {
            if (pieces[i] instanceof Piece.BodyLength) {
                writeDigits(bodyBytes, out);
            } else {
                out.writeBytes(scratch[from + i]);
            }
        }
    }

    private static void writeDigits(long number, ByteBuf out) {
        long power = 1;
        while (number / power >= 10) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            out.writeByte((int) ('0' + number / power % 10));
        }
    }

    private static Map<String, String> headers(String step, Request.Http request, String authority, boolean post) {
        Set<String> given = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        given.addAll(request.headers().keySet());
        for (String framing : FRAMING) {
            if (given.contains(framing)) {
                throw new IllegalArgumentException(
                        "step " + step + ": header " + framing + " (expected: none; the length is set by itself)");
            }
        }
        Map<String, String> headers = new TreeMap<>(request.headers());
        if (!given.contains("host")) {
            headers.put("Host", authority);
        }
        if (!given.contains("user-agent")) {
            headers.put("User-Agent", "breakwater");
        }
        if (post
                && request.body().isPresent()
                && request.body().get() instanceof Body.Text text
                && !given.contains("content-type")) {
            headers.put("Content-Type", text.contentType());
        }
        return headers;
    }

    private static ValueEncoding encoding(Body.Escaping escaping) {
        return switch (escaping) {
            case NONE -> ValueEncoding.PLAIN;
            case JSON_STRING -> ValueEncoding.JSON_STRING;
        };
    }

    private static boolean isLiteral(Piece[] pieces) {
        return pieces.length == 0 || (pieces.length == 1 && pieces[0] instanceof Piece.Literal);
    }

    private static long literalLength(Piece[] pieces) {
        return pieces.length == 1 && pieces[0] instanceof Piece.Literal literal ? literal.bytes().length : 0;
    }
}
