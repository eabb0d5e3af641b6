package io.breakwater.generator.http2;

import io.breakwater.generator.http.Call;
import io.breakwater.generator.http.ConnectionPool;
import io.breakwater.generator.http.Connector;
import io.breakwater.generator.http.Opened;
import io.breakwater.generator.http.PoolLimits;
import io.breakwater.generator.http.Transport;
import io.netty.channel.EventLoop;
import java.util.function.LongSupplier;

/** HTTP/2 as another version of HTTP: negotiated where there is TLS, from the first byte where there is none. Stateless. */
public final class Http2 {

    private Http2() {}

    /** One event loop's way to one target; as {@link io.breakwater.generator.http.OtherVersion#open}. */
    public static Transport open(
            EventLoop loop, Connector connector, PoolLimits limits, LongSupplier nanoClock, ConnectionPool http1) {
        return connector.target().secure()
                ? new NegotiatedTransport(refusal -> new StreamPool(loop, connector, limits, nanoClock, refusal), http1)
                : new StreamPool(loop, connector, limits, nanoClock, new NobodyAsked());
    }

    /** Prior knowledge (RFC 9113, section 3.3). */
    private static final class NobodyAsked implements Refusal {

        @Override
        public void refused(Opened connection) {
            throw new IllegalStateException("h2: refused (expected: nobody asked)");
        }

        @Override
        public void submit(Call call) {
            throw new IllegalStateException("h2: refused (expected: nobody asked)");
        }
    }
}
