package io.breakwater.token.binding;

import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.token.TokenFields;
import io.breakwater.token.lease.LeaseKeeper;
import io.breakwater.token.publish.TokenPublisher;
import io.breakwater.token.refresh.KeptBinding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The bindings of this service, as kept and as published. Thread-safe. */
public final class Bindings {

    /** Fields that only the service itself uses. */
    private static final Set<String> OWN_FIELDS = Set.of(TokenFields.TOKEN, "refresh_token", "code_fingerprint");

    private final SortedMap<String, KeptBinding> kept;
    private final TokenPublisher publisher;
    private final LeaseKeeper leases;
    private final Clock clock;
    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

    /**
     * The bindings by name.
     *
     * @param kept      each of them
     * @param publisher where their tokens go
     * @param leases    tell which of them this replica holds
     * @param clock     tells what is left of a token
     */
    public Bindings(SortedMap<String, KeptBinding> kept, TokenPublisher publisher, LeaseKeeper leases, Clock clock) {
        this.kept = kept;
        this.publisher = publisher;
        this.leases = leases;
        this.clock = clock;
    }

    /**
     * A token that is handed out.
     *
     * @param token            the token
     * @param remainingSeconds how long it is valid
     * @param furtherFields    what belongs to it
     */
    public record HandedOut(String token, long remainingSeconds, Map<String, String> furtherFields) {

        @Override
        public String toString() {
            return "HandedOut[remainingSeconds=" + remainingSeconds + "]";
        }
    }

    /** Whether there is a binding of that name. */
    public boolean has(String name) {
        return kept.containsKey(name);
    }

    /** Whether there is a binding of that name whose tokens are handed out; credentials of messages are not. */
    public boolean isHandedOut(String name) {
        KeptBinding binding = kept.get(name);
        return binding != null && binding.isHandedOut();
    }

    /** A valid token of a binding, of a pool the next member's; empty when there is none, or none is handed out. */
    public Optional<HandedOut> handOut(String name) {
        if (!isHandedOut(name)) {
            return Optional.empty();
        }
        int members = publisher.inForce(name, 0).map(PlatformToken::members).orElse(1);
        AtomicInteger turn = members == 1 ? new AtomicInteger() : turns.computeIfAbsent(name, n -> new AtomicInteger());
        Instant now = clock.instant();
        for (int tried = 0; tried < members; tried++) {
            int member = Math.floorMod(turn.getAndIncrement(), members);
            Optional<PlatformToken> token = publisher.inForce(name, member).filter(t -> now.isBefore(t.expiresAt()));
            Optional<TokenFields> fields = token.flatMap(publisher::open);
            if (token.isPresent() && fields.isPresent()) {
                Map<String, String> further = new TreeMap<>(fields.get().values());
                further.keySet().removeAll(OWN_FIELDS);
                long seconds = Duration.between(now, token.get().expiresAt()).toSeconds();
                return Optional.of(new HandedOut(fields.get().token(), seconds, further));
            }
        }
        return Optional.empty();
    }

    Set<String> names() {
        return kept.keySet();
    }

    /** All bindings, one after the other: there may be a hundred thousand. */
    Stream<BindingAnswer> all() {
        return kept.values().stream().map(this::answer);
    }

    Optional<BindingAnswer> find(String name) {
        return Optional.ofNullable(kept.get(name)).map(this::answer);
    }

    long unreadableRecords() {
        return publisher.unreadableRecords();
    }

    long unreadableRejections() {
        return leases.unreadableRejections();
    }

    long publishFailures() {
        return publisher.publishFailures();
    }

    private BindingAnswer answer(KeptBinding binding) {
        return BindingAnswer.of(binding.status(), publisher.status(binding.name()), clock);
    }
}
