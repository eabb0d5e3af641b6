package io.breakwater.scenario.generators;

import io.breakwater.events.generator.GeneratorReport.GeneratorHeartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of generators by their heartbeats. Silence counts only as long as this process was in touch with the broker:
 * when the broker is away, or this process has only just begun to listen, nobody is silent. Thread-safe.
 */
public final class GeneratorPresence {

    /** Contact with the broker is looked for every half second; after four misses it is taken for lost. */
    private static final Duration TOUCH_LASTS = Duration.ofSeconds(2);

    /** Generators beat every second: after this long, whoever is alive has been heard. */
    private static final Duration LISTEN_FIRST = Duration.ofMillis(1_200);

    /** Generators that were silent for longer are forgotten, so that their number is bounded by those that live. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Map<String, Seen> seenById = new HashMap<>();
    private Instant touchedAt = Instant.MIN;
    private Instant inTouchSince = Instant.MIN;

    private record Seen(Instant heardAt, Optional<Instant> idleSince) {}

    /**
     * A heartbeat has arrived.
     *
     * @param heartbeat what it says
     * @param now       when it arrived, on this process's clock: clocks of generators are not compared
     */
    public synchronized void heard(GeneratorHeartbeat heartbeat, Instant now) {
        Optional<Instant> idleSince = heartbeat.activeRuns() > 0
                ? Optional.empty()
                : Optional.ofNullable(seenById.get(heartbeat.generatorId()))
                        .flatMap(Seen::idleSince)
                        .or(() -> Optional.of(now));
        seenById.put(heartbeat.generatorId(), new Seen(now, idleSince));
    }

    /** The broker has just said that there is no heartbeat that was not read. */
    public synchronized void inTouch(Instant now) {
        if (!isInTouch(now)) {
            inTouchSince = now;
        }
        touchedAt = now;
        seenById.values().removeIf(seen -> seen.heardAt().isBefore(now.minus(REMEMBERED)));
    }

    /** Whether the broker answers. */
    public synchronized boolean isInTouch(Instant now) {
        return !touchedAt.equals(Instant.MIN) && !now.isAfter(touchedAt.plus(TOUCH_LASTS));
    }

    /** Whether this process has listened for long enough to have heard of everybody who is alive. */
    public synchronized boolean isComplete(Instant now) {
        return isInTouch(now) && !now.isBefore(inTouchSince.plus(LISTEN_FIRST));
    }

    /** The generators whose last heartbeat is no older than that, by name. */
    public synchronized List<String> alive(Duration aliveFor, Instant now) {
        List<String> alive = new ArrayList<>();
        seenById.forEach((generatorId, seen) -> {
            if (!seen.heardAt().isBefore(now.minus(aliveFor))) {
                alive.add(generatorId);
            }
        });
        alive.sort(Comparator.naturalOrder());
        return alive;
    }

    /** For how long a generator could have been heard and was not; zero without contact to the broker. */
    public synchronized Duration silence(String generatorId, Instant now) {
        if (!isInTouch(now)) {
            return Duration.ZERO;
        }
        Seen seen = seenById.get(generatorId);
        return since(seen == null ? inTouchSince : later(seen.heardAt(), inTouchSince), now);
    }

    /** For how long a generator has said, beat by beat, that it has no part of any run; zero when it has one. */
    public synchronized Duration idleness(String generatorId, Instant now) {
        Seen seen = seenById.get(generatorId);
        if (seen == null || !isInTouch(now)) {
            return Duration.ZERO;
        }
        return seen.idleSince()
                .map(idle -> since(later(idle, inTouchSince), now))
                .orElse(Duration.ZERO);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Duration since(Instant then, Instant now) {
        return now.isAfter(then) ? Duration.between(then, now) : Duration.ZERO;
    }
}
