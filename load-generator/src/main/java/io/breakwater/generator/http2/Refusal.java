package io.breakwater.generator.http2;

import io.breakwater.generator.http.Call;
import io.breakwater.generator.http.Opened;

/** Takes over from a {@link StreamPool} when the target does not agree to HTTP/2 in the TLS handshake. */
public interface Refusal {

    /** Takes the connection, over which the target speaks HTTP/1.1. */
    void refused(Opened connection);

    /** Takes a call that waited for a stream. */
    void submit(Call call);
}
