package io.breakwater.target;

import io.breakwater.target.backend.MiniProgramBackend;
import io.breakwater.target.control.ControlEndpoint;
import io.breakwater.target.control.Controls;
import io.breakwater.target.http.HttpPort;
import io.breakwater.target.platform.PlatformSimulator;
import io.breakwater.target.settings.SettingsRejectedException;
import io.breakwater.target.settings.TargetSettings;
import io.netty.channel.EventLoopGroup;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A running sample backend with its control port and platform simulator, on the loopback interface. */
public final class SampleBackend implements AutoCloseable {

    private final EventLoopGroup loop;
    private final HttpPort backendPort;
    private final HttpPort controlPort;
    private final MiniProgramBackend backend;
    private final PlatformSimulator platform;
    private TargetSettings settings;

    private SampleBackend(TargetSettings settings) {
        this.settings = settings;
        loop = HttpPort.newEventLoop("target");
        Clock clock = Clock.systemUTC();
        platform = new PlatformSimulator(System::nanoTime, clock, new SecureRandom(), settings.platform());
        backend = new MiniProgramBackend(
                loop.next(), platform.tokens(), clock, System::nanoTime, settings.behaviour(), settings.message());
        backendPort = new HttpPort(loop, settings.port(), backend);
        controlPort = new HttpPort(loop, settings.controlPort(), new ControlEndpoint(new OnLoop(), platform));
    }

    /**
     * Starts a backend and returns when both ports are open.
     *
     * @throws IllegalStateException when somebody else has a port
     */
    public static SampleBackend start(TargetSettings settings) {
        SampleBackend started = new SampleBackend(settings);
        try {
            int port = started.backendPort.open().join();
            int controlPort = started.controlPort.open().join();
            started.settings =
                    settings.with(Map.of("port", String.valueOf(port), "control-port", String.valueOf(controlPort)));
            if (settings.behaviour().refuse()) {
                started.onLoop(() -> started.backendPort.close()).join();
            }
            return started;
        } catch (CompletionException e) {
            started.close();
            throw new IllegalStateException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        }
    }

    /** Returns the number of the backend's port. */
    public int port() {
        return backendPort.number();
    }

    /** Returns the number of the control port, where the platform simulator listens too. */
    public int controlPort() {
        return controlPort.number();
    }

    /** Returns all settings and counts, as {@code GET /control} does. */
    public Map<String, Object> state() {
        return onLoop(() -> new OnLoop().state());
    }

    /** Returns how many requests the backend has received since it started or was reset. */
    public long received() {
        return onLoop(backend::received);
    }

    /**
     * Changes one setting, by name and text, and returns when it holds; any change of the behaviour counts stalls from
     * the next request and draws from the seed anew.
     *
     * @throws SettingsRejectedException when there is no such setting or the text does not fit it
     */
    public void change(String name, String text) {
        onLoop(() -> new OnLoop().change(Map.of(name, text))).join();
    }

    /** Forgets all counts and counts stalls from the next request. */
    public void resetCounts() {
        onLoop(() -> {
            new OnLoop().resetCounts();
            return true;
        });
    }

    /** Closes both ports and cuts all connections. */
    @Override
    public void close() {
        onLoop(() -> backendPort.close()).join();
        onLoop(() -> controlPort.close()).join();
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private <T> T onLoop(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SettingsRejectedException rejected) {
                throw rejected;
            }
            throw e;
        }
    }

    /** What the control port does, always on the event loop. */
    private final class OnLoop implements Controls {

        @Override
        public Map<String, Object> state() {
            Map<String, Object> state = new LinkedHashMap<>();
            state.put("settings", settings.texts());
            state.put("backend", backend.counts());
            state.put("platform", platform.counts());
            return state;
        }

        @Override
        public CompletableFuture<Void> change(Map<String, String> changes) {
            TargetSettings before = settings;
            TargetSettings changed = before.whileRunning(changes);
            if (!changed.behaviour().equals(before.behaviour())) {
                backend.behave(changed.behaviour());
            }
            platform.apply(changed.platform());
            backend.apply(changed.message());
            settings = changed;
            boolean refuse = changed.behaviour().refuse();
            if (refuse == before.behaviour().refuse()) {
                return CompletableFuture.completedFuture(null);
            }
            if (refuse) {
                return backendPort.close();
            }
            return backendPort.open().handle((port, failure) -> {
                if (failure != null) {
                    // Still closed, so that is what the settings say, and opening it can be tried again.
                    settings = settings.with("refuse", "true");
                    throw new CompletionException(failure);
                }
                return null;
            });
        }

        @Override
        public void resetCounts() {
            backend.reset();
            platform.reset();
        }

        @Override
        public void invalidateTokens() {
            platform.invalidateTokens();
        }
    }
}
