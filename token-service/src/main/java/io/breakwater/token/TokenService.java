package io.breakwater.token;

import io.breakwater.events.token.TokenKeys;
import io.breakwater.events.token.TokenRejected;
import io.breakwater.token.access.ApiKeys;
import io.breakwater.token.binding.Bindings;
import io.breakwater.token.lease.Lease;
import io.breakwater.token.lease.LeaseKeeper;
import io.breakwater.token.lease.LeaseListener;
import io.breakwater.token.platform.HttpCalls;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformTools;
import io.breakwater.token.platform.Quota;
import io.breakwater.token.provider.Platforms;
import io.breakwater.token.publish.TokenPublisher;
import io.breakwater.token.refresh.KeptBinding;
import io.breakwater.token.refresh.RefreshPolicy;
import io.breakwater.token.refresh.RefreshSchedule;
import io.breakwater.token.secret.Secrets;
import io.breakwater.token.settings.BindingSettings;
import io.breakwater.token.settings.Problems;
import io.breakwater.token.settings.SettingsCheck;
import io.breakwater.token.settings.SettingsReader;
import io.breakwater.token.settings.TokenServiceSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/** All parts of the service but its HTTP side, wired by hand. */
final class TokenService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenService.class);

    /** How often it is looked who is due: far below the shortest pause between two tries. */
    private static final long TICK_MS = 50;

    /** How often it is looked whether a file of tokens has changed. */
    private static final long REREAD_MS = 1_000;

    private final SortedMap<String, KeptBinding> bindings = new TreeMap<>();
    private final TokenPublisher publisher;
    private final RefreshSchedule schedule;
    private final LeaseKeeper leases;
    private final ApiKeys apiKeys;
    private final Clock clock;
    private final ThreadPoolExecutor workers;
    private final ScheduledExecutorService ticks =
            Executors.newScheduledThreadPool(2, work -> daemon(work, "token-schedule"));

    private TokenService(
            TokenServiceSettings settings,
            Map<String, Platform> platforms,
            TokenKeys keys,
            ApiKeys apiKeys,
            Clock clock,
            SplittableRandom random) {
        this.clock = clock;
        this.apiKeys = apiKeys;
        Lease lease = new Lease(System::nanoTime);
        publisher =
                new TokenPublisher(settings.kafkaServers(), keys, lease, settings.answerTimeout(), platforms.keySet());
        settings.bindings()
                .forEach((name, binding) -> bindings.put(
                        name,
                        kept(name, settings, binding, Objects.requireNonNull(platforms.get(name), name), random)));
        int atOnce = settings.callsAtOnce();
        // The schedule hands over no more than it was told, so the queue only bridges the end of one and the next.
        workers = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(atOnce),
                work -> daemon(work, "token-refresh"));
        schedule = new RefreshSchedule(clock, workers, atOnce);
        leases = new LeaseKeeper(settings.kafkaServers(), lease, new Changes());
    }

    private KeptBinding kept(
            String name,
            TokenServiceSettings settings,
            BindingSettings binding,
            Platform platform,
            SplittableRandom random) {
        RefreshPolicy policy = new RefreshPolicy(
                binding.refreshMargin(), settings.firstBackOff(), settings.backOffLimit(), settings.refusalSpacing());
        Quota known = platform.quota();
        Quota quota = new Quota(
                binding.asksPerDay() == null ? known.perDay() : binding.asksPerDay(),
                binding.asksPerMinute() == null ? known.perMinute() : binding.asksPerMinute(),
                known.forcedPerDay(),
                known.forcedSpacing());
        return new KeptBinding(name, platform, policy, quota, clock, random.split(), publisher);
    }

    /** Reads and checks the settings; throws with every problem that there is. */
    static TokenService open(
            ConfigurableEnvironment environment,
            Function<String, @Nullable String> variables,
            Clock clock,
            SplittableRandom random) {
        Problems problems = new Problems();
        TokenServiceSettings settings = SettingsReader.read(environment, problems);
        SettingsCheck.check(settings, problems);
        Optional<TokenKeys> keys = SettingsCheck.keys(settings, problems);
        Secrets secrets = new Secrets(variables, SettingsCheck.secretsFolder(settings, new Problems()));
        Map<String, Platform> platforms = platforms(settings, secrets, clock, problems);
        ApiKeys apiKeys = ApiKeys.open(settings, secrets, problems);
        problems.throwIfAny();
        return new TokenService(settings, platforms, keys.orElseThrow(), apiKeys, clock, random);
    }

    private static Map<String, Platform> platforms(
            TokenServiceSettings settings, Secrets secrets, Clock clock, Problems problems) {
        HttpCalls calls = new HttpCalls(settings.connectTimeout(), settings.answerTimeout(), (int)
                settings.answerLimit().toBytes());
        PlatformTools tools = new PlatformTools(calls, secrets, new TreeSet<>(settings.allowedHosts()), clock);
        Platforms platforms = new Platforms(tools, problems);
        Map<String, Platform> opened = new TreeMap<>();
        settings.bindings()
                .forEach((name, binding) ->
                        opened.put(name, platforms.open(SettingsReader.PREFIX + ".bindings." + name, binding)));
        return opened;
    }

    void start() {
        publisher.start();
        daemon(leases, "token-leases").start();
        Future<?> unusedDue =
                ticks.scheduleWithFixedDelay(lasting(schedule::startDue), 0, TICK_MS, TimeUnit.MILLISECONDS);
        Future<?> unusedReread = ticks.scheduleWithFixedDelay(
                lasting(schedule::rereadSources), REREAD_MS, REREAD_MS, TimeUnit.MILLISECONDS);
    }

    /** Work that is done again after a failure; a timer alone would end with the first one. */
    private static Runnable lasting(Runnable work) {
        AtomicBoolean isFailing = new AtomicBoolean();
        return () -> {
            try {
                work.run();
                isFailing.set(false);
            } catch (Throwable e) {
                // Only the kind is told: the message may quote a secret.
                if (!isFailing.getAndSet(true)) {
                    LOG.error(
                            "schedule: {}, a defect; trying on in silence",
                            e.getClass().getSimpleName());
                }
            }
        };
    }

    /** Bindings begin and end to be kept with their partition. */
    private final class Changes implements LeaseListener {

        /** What this replica holds, with whether its bindings are kept already. */
        private final Map<Integer, Held> held = new HashMap<>();

        private static final class Held {
            private boolean isReady;
        }

        @Override
        public void gained(int partition) {
            Held gained = new Held();
            synchronized (this) {
                held.put(partition, gained);
            }
            publisher.open(partition, ready -> takeOver(ready, gained));
        }

        /** Unless the partition was lost while its writer began, perhaps to be gained anew since. */
        private synchronized void takeOver(int partition, Held gained) {
            if (held.get(partition) == gained) {
                schedule.takeOver(of(partition));
                gained.isReady = true;
            }
        }

        @Override
        public synchronized boolean isReady(int partition) {
            Held gained = held.get(partition);
            return gained != null && gained.isReady;
        }

        @Override
        public void lost(int partition, Duration atMost) {
            synchronized (this) {
                held.remove(partition);
            }
            try {
                schedule.handOver(of(partition), atMost);
                publisher.close(partition, atMost);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void rejected(TokenRejected rejected) {
            schedule.reject(rejected.binding(), rejected.member(), rejected.fingerprint());
        }

        private List<KeptBinding> of(int partition) {
            return bindings.values().stream()
                    .filter(binding -> publisher.partitionOf(binding.name()) == partition)
                    .toList();
        }
    }

    Bindings bindings() {
        return new Bindings(bindings, publisher, leases, clock);
    }

    ApiKeys apiKeys() {
        return apiKeys;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        workers.shutdown();
        leases.close();
        workers.shutdownNow();
        publisher.close();
    }
}
