package io.breakwater.scenario.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The body of a request, no larger than it may be. */
public final class BoundedBody {

    private BoundedBody() {}

    /**
     * Reads the body.
     *
     * @param request  the request
     * @param what     what it holds, for the message
     * @param maxBytes its size at most
     * @throws IOException             when the sender goes away
     * @throws RequestRefusedException when it is larger
     */
    public static byte[] of(HttpServletRequest request, String what, long maxBytes) throws IOException {
        if (request.getContentLengthLong() > maxBytes) {
            throw RequestRefusedException.tooLarge(what, maxBytes);
        }
        byte[] bytes = request.getInputStream().readNBytes(Math.toIntExact(maxBytes + 1));
        if (bytes.length > maxBytes) {
            throw RequestRefusedException.tooLarge(what, maxBytes);
        }
        return bytes;
    }
}
