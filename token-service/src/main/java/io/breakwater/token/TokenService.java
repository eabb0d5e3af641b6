package io.breakwater.token;

import io.breakwater.events.token.TokenCipher;
import io.breakwater.token.binding.Bindings;
import io.breakwater.token.platform.HttpCalls;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.Platforms;
import io.breakwater.token.publish.TokenPublisher;
import io.breakwater.token.refresh.RefreshPolicy;
import io.breakwater.token.refresh.RefreshSchedule;
import io.breakwater.token.refresh.TokenKeeper;
import io.breakwater.token.secret.Secrets;
import io.breakwater.token.settings.Problems;
import io.breakwater.token.settings.SettingsCheck;
import io.breakwater.token.settings.SettingsReader;
import io.breakwater.token.settings.TokenServiceSettings;
import java.time.Clock;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/** All parts of the service but its HTTP side, wired by hand. */
final class TokenService implements AutoCloseable {

    /** How often it is looked who is due: far below the shortest pause between two tries. */
    private static final long TICK_MS = 50;

    private final SortedMap<String, TokenKeeper> keepers = new TreeMap<>();
    private final TokenPublisher publisher;
    private final Clock clock;
    private final ThreadPoolExecutor workers;
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "token-schedule"));

    private TokenService(
            TokenServiceSettings settings,
            Map<String, Platform> platforms,
            TokenCipher cipher,
            Clock clock,
            SplittableRandom random) {
        this.clock = clock;
        publisher = new TokenPublisher(settings.kafkaServers(), cipher, platforms.keySet());
        settings.bindings().forEach((name, binding) -> {
            Platform platform = Objects.requireNonNull(platforms.get(name), name);
            RefreshPolicy policy =
                    new RefreshPolicy(binding.refreshMargin(), settings.firstBackOff(), settings.backOffLimit());
            keepers.put(name, new TokenKeeper(name, platform, policy, clock, random.split(), publisher));
        });
        int atOnce = settings.callsAtOnce();
        // The schedule hands over no more than it was told, so the queue only bridges the end of one and the next.
        workers = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(atOnce),
                work -> daemon(work, "token-refresh"));
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
        Optional<TokenCipher> cipher = SettingsCheck.cipher(settings, problems);
        Map<String, Platform> platforms = platforms(settings, variables, problems);
        problems.throwIfAny();
        return new TokenService(settings, platforms, cipher.orElseThrow(), clock, random);
    }

    private static Map<String, Platform> platforms(
            TokenServiceSettings settings, Function<String, @Nullable String> variables, Problems problems) {
        Secrets secrets = new Secrets(variables, SettingsCheck.secretsFolder(settings, new Problems()));
        HttpCalls calls = new HttpCalls(settings.connectTimeout(), settings.answerTimeout(), (int)
                settings.answerLimit().toBytes());
        Platforms platforms = new Platforms(calls, secrets, new TreeSet<>(settings.allowedHosts()), problems);
        Map<String, Platform> opened = new TreeMap<>();
        settings.bindings()
                .forEach((name, binding) ->
                        opened.put(name, platforms.open(SettingsReader.PREFIX + ".bindings." + name, binding)));
        return opened;
    }

    void start() {
        publisher.start((binding, token) -> {
            TokenKeeper keeper = keepers.get(binding);
            if (keeper != null) {
                keeper.adopt(token);
            }
        });
        RefreshSchedule schedule = new RefreshSchedule(keepers.values(), clock, workers, workers.getMaximumPoolSize());
        Future<?> unused = ticks.scheduleWithFixedDelay(schedule::startDue, 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    Bindings bindings() {
        return new Bindings(keepers, publisher, clock);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        workers.shutdownNow();
        publisher.close();
    }
}
