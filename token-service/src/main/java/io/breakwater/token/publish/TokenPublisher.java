package io.breakwater.token.publish;

import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.token.TokenFields;
import io.breakwater.events.token.UnreadableTokenException;
import io.breakwater.token.refresh.HeldToken;
import io.breakwater.token.refresh.TokenSink;
import io.breakwater.token.secret.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the newest token of each binding and goes on trying until the broker has it. Holds one waiting token per
 * binding, never a queue: while the broker is away newer tokens take the place of older ones. Before its first record it
 * reads the topic, so that {@link PlatformToken#obtainedAt} of a binding only ever grows there, over restarts and with a
 * clock that was set back. Thread-safe; one thread of its own talks to the broker.
 */
public final class TokenPublisher implements TokenSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenPublisher.class);

    /** Pause before the broker is tried again; it is ours and near, and a token must not wait for long. */
    private static final long RETRY_PAUSE_MS = 500;

    private static final long CLOSE_TIMEOUT_MS = 5_000;

    private final TokenTopic topic;
    private final TokenCipher cipher;
    private final Set<String> bindings;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(TokenPublisher::daemon);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, HeldToken> waiting = new LinkedHashMap<>();
    private final Map<String, PlatformToken> newest = new HashMap<>();
    private final Map<String, Long> failures = new HashMap<>();
    private long unreadable;
    private boolean isFailing;

    /**
     * A publisher that waits for {@link #start}.
     *
     * @param servers  the brokers
     * @param cipher   encrypts tokens
     * @param bindings the bindings of this service; others on the topic are left alone
     */
    public TokenPublisher(String servers, TokenCipher cipher, Set<String> bindings) {
        this.topic = new TokenTopic(servers);
        this.cipher = cipher;
        this.bindings = Set.copyOf(bindings);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "token-publisher");
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to publish; tokens that are on the topic already are told first. */
    public void start(BiConsumer<String, HeldToken> onPublishedEarlier) {
        thread.execute(() -> run(onPublishedEarlier));
    }

    @Override
    public synchronized void accept(String binding, HeldToken token) {
        waiting.put(binding, token);
        notifyAll();
    }

    /** How a binding stands on the topic. */
    public synchronized PublishStatus status(String binding) {
        return new PublishStatus(
                Optional.ofNullable(newest.get(binding)).map(PlatformToken::expiresAt),
                waiting.containsKey(binding),
                failures.getOrDefault(binding, 0L));
    }

    /** How many records of the topic could not be read at the start. */
    public synchronized long unreadableRecords() {
        return unreadable;
    }

    private void run(BiConsumer<String, HeldToken> onPublishedEarlier) {
        boolean hasRead = false;
        while (true) {
            try {
                if (!hasRead) {
                    readTopic(onPublishedEarlier);
                    hasRead = true;
                }
                Map<String, HeldToken> batch = awaitWaiting();
                if (batch.isEmpty()) {
                    return;
                }
                publish(batch);
                noteRecovered();
            } catch (KafkaException | ExecutionException e) {
                if (!awaitRetry(e)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void readTopic(BiConsumer<String, HeldToken> onPublishedEarlier) {
        TokenTopic.Content content = topic.read(bindings);
        synchronized (this) {
            newest.putAll(content.tokens());
            unreadable += content.unreadable();
        }
        content.tokens().forEach((binding, token) -> {
            try {
                Secret plain = new Secret(cipher.decrypt(token).token());
                onPublishedEarlier.accept(binding, new HeldToken(plain, token.obtainedAt(), token.expiresAt()));
            } catch (UnreadableTokenException e) {
                LOG.warn("{}; a new token will replace it", e.getMessage());
                synchronized (this) {
                    unreadable++;
                }
            }
        });
        noteRecovered();
    }

    /** The tokens to publish, at least one; none when the publisher is closed. */
    private synchronized Map<String, HeldToken> awaitWaiting() throws InterruptedException {
        while (waiting.isEmpty() && closed.getCount() > 0) {
            wait();
        }
        return new LinkedHashMap<>(waiting);
    }

    private record Sending(String binding, HeldToken token, PlatformToken record, Future<?> result) {}

    /** Sends all, then waits for all: one binding's failure keeps no other back. */
    private void publish(Map<String, HeldToken> batch) throws InterruptedException, ExecutionException {
        List<Sending> sendings = new ArrayList<>(batch.size());
        batch.forEach((binding, token) -> {
            PlatformToken record = cipher.encrypt(
                    binding,
                    0,
                    1,
                    TokenFields.of(token.token().reveal()),
                    afterNewest(binding, token.obtainedAt()),
                    token.expiresAt());
            sendings.add(new Sending(binding, token, record, topic.send(record)));
        });
        ExecutionException failed = null;
        for (Sending sending : sendings) {
            try {
                sending.result().get();
                notePublished(sending);
            } catch (ExecutionException e) {
                noteFailed(sending);
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private synchronized Instant afterNewest(String binding, Instant obtainedAt) {
        PlatformToken before = newest.get(binding);
        return before == null || obtainedAt.isAfter(before.obtainedAt())
                ? obtainedAt
                : before.obtainedAt().plusMillis(1);
    }

    private synchronized void notePublished(Sending sending) {
        newest.put(sending.binding(), sending.record());
        // Unless a newer one came meanwhile, which then waits.
        waiting.remove(sending.binding(), sending.token());
    }

    private synchronized void noteFailed(Sending sending) {
        failures.merge(sending.binding(), 1L, Long::sum);
    }

    private synchronized void noteRecovered() {
        if (isFailing) {
            isFailing = false;
            LOG.info("platform-tokens: the broker has taken what was waiting");
        }
    }

    /** Waits before the next try; says no when the publisher is closed. */
    private boolean awaitRetry(Exception failure) {
        noteFailing(failure);
        try {
            return !closed.await(RETRY_PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void noteFailing(Exception failure) {
        if (!isFailing) {
            isFailing = true;
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            LOG.warn(
                    "platform-tokens: {} ({}); trying on in silence",
                    cause.getMessage(),
                    cause.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed.countDown();
            notifyAll();
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        topic.close();
    }
}
