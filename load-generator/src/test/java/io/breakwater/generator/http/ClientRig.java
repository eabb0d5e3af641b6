package io.breakwater.generator.http;

import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.generator.run.EventLoops;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The client on one real event loop, swept every few milliseconds as in a run. */
final class ClientRig {

    private final EventLoops loops = new EventLoops(1);
    private final EventLoop loop = loops.loops().get(0);
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor();
    private final List<Transports> opened = new ArrayList<>();

    Duration connectTimeout = Duration.ofSeconds(5);
    Duration requestTimeout = Duration.ofSeconds(5);
    int connections = 4;
    HostNames names = HostNames.ofSystem();
    Map<String, List<InetAddress>> hosts = Map.of();
    Optional<ClientTls> tls = Optional.empty();
    Predicate<Target> allowed = target -> true;
    volatile @Nullable Throwable defect;

    @SuppressWarnings("FutureReturnValueIgnored") // Swept until it is closed.
    Transports to(URI... targets) {
        HttpSettings settings = HttpSettings.limits(connectTimeout, requestTimeout, connections, 100);
        RunTargets run = new RunTargets(
                List.of(targets).stream().map(Target::of).toList(), settings, hosts, names, tls, allowed);
        Transports ways = run.open(loop, loops.channelType(), connections, System::nanoTime);
        ways.tellDefectsTo(thrown -> defect = thrown);
        opened.add(ways);
        sweeper.scheduleAtFixedRate(() -> loop.execute(ways::sweep), 5, 5, TimeUnit.MILLISECONDS);
        return ways;
    }

    TestCall.Ended send(Transports ways, TestCall call) throws Exception {
        begin(ways, call);
        return call.await();
    }

    void begin(Transports ways, TestCall call) {
        loop.execute(() -> ways.submit(call));
    }

    /** Whatever the loop has been given before this is done when it returns. */
    void settle() throws Exception {
        loop.submit(() -> {}).get(5, TimeUnit.SECONDS);
    }

    /** Closes it all, and fails when the client had a defect. */
    void close() throws Exception {
        sweeper.shutdownNow();
        loop.submit(() -> opened.forEach(Transports::close)).get(5, TimeUnit.SECONDS);
        loops.close();
        if (defect != null) {
            throw new AssertionError("a defect of the generator", defect);
        }
    }
}
