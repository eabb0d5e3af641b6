package io.breakwater.generator.http;

import io.breakwater.events.request.NotSentReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ways of one event loop to all targets of a run: each call takes that of its {@link Call#target()}, and where a redirect
 * leads elsewhere, further ones are opened. Confined to its event loop.
 */
public final class Transports implements Transport {

    private final RunTargets run;
    private final RunTargets.OfLoop opener;
    private final List<Transport> all = new ArrayList<>();
    private final Map<Target, Transport> byTarget = new HashMap<>();
    private @Nullable Consumer<Throwable> defectListener;

    Transports(RunTargets run, RunTargets.OfLoop opener) {
        this.run = run;
        this.opener = opener;
        for (Target target : run.targets()) {
            open(target);
        }
    }

    private Transport open(Target target) {
        Transport transport = opener.open(target);
        if (defectListener != null) {
            transport.tellDefectsTo(defectListener);
        }
        all.add(transport);
        byTarget.put(target, transport);
        return transport;
    }

    /** The target with this index. */
    Target target(int index) {
        return run.targets().get(index);
    }

    /** The way that a redirect takes; empty when load may not go there. */
    Optional<Transport> wayTo(Target target) {
        Transport known = byTarget.get(target);
        if (known != null) {
            return Optional.of(known);
        }
        return run.mayFollow(target, all.size()) ? Optional.of(open(target)) : Optional.empty();
    }

    @Override
    public void tellDefectsTo(Consumer<Throwable> listener) {
        defectListener = listener;
        all.forEach(transport -> transport.tellDefectsTo(listener));
    }

    @Override
    public void submit(Call call) {
        call.travelBy(this);
        all.get(call.target()).submit(call);
    }

    @Override
    public void sweep() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).sweep();
        }
    }

    @Override
    public void dropWaiting(NotSentReason reason) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).dropWaiting(reason);
        }
    }

    @Override
    public void abort() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).abort();
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).close();
        }
    }

    @Override
    public int connections() {
        return all.stream().mapToInt(Transport::connections).sum();
    }

    @Override
    public long requestsResent() {
        long resent = 0;
        for (int i = 0; i < all.size(); i++) {
            resent += all.get(i).requestsResent();
        }
        return resent;
    }
}
