package io.breakwater.generator.http;

import io.netty.channel.EventLoop;
import java.util.function.LongSupplier;

/** Opens transports of another version of HTTP than 1.1, for targets that a run speaks to in it. Stateless. */
@FunctionalInterface
public interface OtherVersion {

    /**
     * One event loop's way to one target.
     *
     * @param loop      the event loop
     * @param connector opens connections to the target; TLS offers both versions
     * @param limits    their bounds
     * @param nanoClock {@code System::nanoTime}, or a test's
     * @param http1     takes over where the target turns out not to speak the other version
     */
    Transport open(
            EventLoop loop, Connector connector, PoolLimits limits, LongSupplier nanoClock, ConnectionPool http1);
}
