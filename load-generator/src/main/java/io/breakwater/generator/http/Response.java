package io.breakwater.generator.http;

/**
 * What came back for a request: status, and header fields and body where they were asked for. Belongs to the transport, which
 * uses it again: valid only until the call that was told of it returns. Not thread-safe.
 */
public final class Response {

    private final HeaderBytes headers = new HeaderBytes();
    private final BodyBytes body = new BodyBytes();
    private int status;
    private Packing packing = Packing.NONE;

    /** The final status code, 200 to 999. */
    public int status() {
        return status;
    }

    /** The header fields; none unless {@link Call#needsHeaders()}. */
    public HeaderBytes headers() {
        return headers;
    }

    /** The body, unpacked; empty unless {@link Call#needsBody()}. */
    public BodyBytes body() {
        return body;
    }

    /** How the body is packed; {@link Packing#NONE} once it is unpacked. */
    public Packing packing() {
        return packing;
    }

    /** Notes how the body is packed. For transports. */
    public void packing(Packing newPacking) {
        packing = newPacking;
    }

    /** Notes the status. For transports. */
    public void status(int newStatus) {
        status = newStatus;
    }

    /** Forgets the previous response. For transports. */
    public void reset() {
        status = 0;
        packing = Packing.NONE;
        headers.reset();
        body.reset();
    }
}
