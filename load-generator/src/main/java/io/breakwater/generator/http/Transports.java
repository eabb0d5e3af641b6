package io.breakwater.generator.http;

import io.breakwater.events.request.NotSentReason;
import java.util.List;
import java.util.function.Consumer;

/** The ways of one event loop to all targets of a run: each call takes that of its {@link Call#target()}. Not thread-safe. */
public final class Transports implements Transport {

    private final List<Transport> byTarget;

    /** The ways by the target's index; at least one. */
    public Transports(List<? extends Transport> byTarget) {
        this.byTarget = List.copyOf(byTarget);
    }

    @Override
    public void tellDefectsTo(Consumer<Throwable> listener) {
        byTarget.forEach(transport -> transport.tellDefectsTo(listener));
    }

    @Override
    public void submit(Call call) {
        byTarget.get(call.target()).submit(call);
    }

    @Override
    public void sweep() {
        for (int i = 0; i < byTarget.size(); i++) {
            byTarget.get(i).sweep();
        }
    }

    @Override
    public void dropWaiting(NotSentReason reason) {
        byTarget.forEach(transport -> transport.dropWaiting(reason));
    }

    @Override
    public void abort() {
        byTarget.forEach(Transport::abort);
    }

    @Override
    public void close() {
        byTarget.forEach(Transport::close);
    }

    @Override
    public int connections() {
        return byTarget.stream().mapToInt(Transport::connections).sum();
    }

    @Override
    public long requestsResent() {
        long resent = 0;
        for (int i = 0; i < byTarget.size(); i++) {
            resent += byTarget.get(i).requestsResent();
        }
        return resent;
    }
}
