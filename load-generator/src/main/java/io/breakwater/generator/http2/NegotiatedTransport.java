package io.breakwater.generator.http2;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.generator.http.Call;
import io.breakwater.generator.http.ConnectionPool;
import io.breakwater.generator.http.Opened;
import io.breakwater.generator.http.Transport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/2 where the target agrees to it in the TLS handshake (RFC 7301), otherwise HTTP/1.1: the first connection that is
 * refused {@code h2} sends everything over HTTP/1.1 from then on. Confined to its event loop.
 */
public final class NegotiatedTransport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(NegotiatedTransport.class);

    private final Transport streams;
    private final ConnectionPool connections;
    private boolean refused;

    /**
     * A transport that has not negotiated yet.
     *
     * @param streams     makes the transport of HTTP/2, given who takes over when it is refused
     * @param connections the transport of HTTP/1.1
     */
    public NegotiatedTransport(Function<Refusal, Transport> streams, ConnectionPool connections) {
        this.connections = connections;
        this.streams = streams.apply(new ToConnections());
    }

    private final class ToConnections implements Refusal {

        @Override
        public void refused(Opened connection) {
            if (!refused) {
                refused = true;
                LOG.info("target {}: does not agree to h2; requests go over HTTP/1.1", connections.target());
            }
            connections.adopt(connection);
        }

        @Override
        public void submit(Call call) {
            connections.submit(call);
        }
    }

    @Override
    public void tellDefectsTo(Consumer<Throwable> listener) {
        streams.tellDefectsTo(listener);
        connections.tellDefectsTo(listener);
    }

    @Override
    public void submit(Call call) {
        (refused ? connections : streams).submit(call);
    }

    @Override
    public void sweep() {
        streams.sweep();
        connections.sweep();
    }

    @Override
    public void dropWaiting(NotSentReason reason) {
        streams.dropWaiting(reason);
        connections.dropWaiting(reason);
    }

    @Override
    public void abort() {
        streams.abort();
        connections.abort();
    }

    @Override
    public void close() {
        streams.close();
        connections.close();
    }

    @Override
    public int connections() {
        return streams.connections() + connections.connections();
    }

    @Override
    public long requestsResent() {
        return streams.requestsResent() + connections.requestsResent();
    }
}
