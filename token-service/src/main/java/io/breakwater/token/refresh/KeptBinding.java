package io.breakwater.token.refresh;

import io.breakwater.events.token.PlatformAsks;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.Quota;
import io.breakwater.token.refresh.BindingStatus.Counts;
import io.breakwater.token.refresh.BindingStatus.Failure;
import io.breakwater.token.refresh.BindingStatus.QuotaUse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A binding with its keepers, one for each of its tokens, and what is counted for all of them. Thread-safe. */
public final class KeptBinding {

    /** A line a minute tells enough of a pool of which many members fail. */
    private static final Duration LINE_SPACING = Duration.ofMinutes(1);

    private final String name;
    private final Platform platform;
    private final RefreshPolicy policy;
    private final QuotaBook quotas;
    private final Clock clock;
    private final RandomGenerator random;
    private final TokenDesk desk;

    private List<TokenKeeper> keepers = List.of();
    private PlatformAsks asks;
    private Instant lastLineAt = Instant.EPOCH;
    private Optional<Failure> lastFailure = Optional.empty();
    private Counts counts = new Counts(0, 0, 0, 0, 0, 0);

    /**
     * A binding that is not kept yet.
     *
     * @param name     its name
     * @param platform who is asked
     * @param policy   when
     * @param quota    how often at most
     * @param clock    the only clock that is read
     * @param random   for jitter; used by this binding only
     * @param desk     where tokens go
     */
    public KeptBinding(
            String name,
            Platform platform,
            RefreshPolicy policy,
            Quota quota,
            Clock clock,
            RandomGenerator random,
            TokenDesk desk) {
        this.name = name;
        this.platform = platform;
        this.policy = policy;
        this.quotas = new QuotaBook(quota);
        this.clock = clock;
        this.random = random;
        this.desk = desk;
        this.asks = QuotaBook.none(name);
    }

    /** The binding's name. */
    public String name() {
        return name;
    }

    /** Whether its tokens are handed out over HTTP. */
    public boolean isHandedOut() {
        return platform.isHandedOut();
    }

    Platform platform() {
        return platform;
    }

    Clock clock() {
        return clock;
    }

    TokenDesk desk() {
        return desk;
    }

    boolean isOutside() {
        return platform.isOutside();
    }

    synchronized int members() {
        return keepers.size();
    }

    synchronized boolean has(TokenKeeper keeper) {
        return keeper.member() < keepers.size() && keepers.get(keeper.member()) == keeper;
    }

    synchronized List<TokenKeeper> keepers() {
        return keepers;
    }

    synchronized PlatformAsks asks() {
        return asks;
    }

    /** Begins to keep, with what an earlier holder left. */
    List<TokenKeeper> takeOver() {
        platform.hasChanged();
        List<TokenKeeper> now;
        synchronized (this) {
            asks = desk.asks(name).orElseGet(() -> QuotaBook.none(name));
            keepers = List.of();
            now = resize();
        }
        // Outside of the lock: keepers hold their own when they come here.
        now.forEach(TokenKeeper::takeOver);
        // The pool may have changed while nobody kept it, and each of its records says how many there are.
        now.forEach(keeper -> desk.inForce(name, keeper.member()).ifPresent(this::republish));
        withdrawFrom(now.size());
        return now;
    }

    /** Ends to keep; another replica does. */
    synchronized void handOver() {
        keepers = List.of();
    }

    /** Looks whether the source of its tokens has changed; the keepers that are due then. */
    List<TokenKeeper> reread() {
        if (!platform.hasChanged()) {
            return List.of();
        }
        List<TokenKeeper> now;
        synchronized (this) {
            now = resize();
        }
        withdrawFrom(now.size());
        return now.stream().filter(TokenKeeper::reread).toList();
    }

    private List<TokenKeeper> resize() {
        List<TokenKeeper> resized = new ArrayList<>(keepers.subList(0, Math.min(keepers.size(), platform.members())));
        while (resized.size() < platform.members()) {
            resized.add(new TokenKeeper(this, resized.size()));
        }
        keepers = List.copyOf(resized);
        return keepers;
    }

    /** Publishes a token again that is as it should be, when the number of members around it has changed. */
    void republish(PlatformToken token) {
        int members = members();
        if (token.member() < members && token.members() != members) {
            desk.open(token)
                    .ifPresent(fields -> desk.publish(new TokenDesk.Publication(
                            name,
                            token.member(),
                            members,
                            fields,
                            token.obtainedAt(),
                            token.expiresAt(),
                            platform.isRefreshed())));
        }
    }

    private void withdrawFrom(int firstGone) {
        for (int member = Math.max(1, firstGone); desk.inForce(name, member).isPresent(); member++) {
            desk.withdraw(name, member);
        }
    }

    /**
     * Counts an ask for which now is the time, and writes the count down.
     *
     * @return when to try again; empty when the platform may be asked now
     */
    Optional<Instant> beginAsk(String refusedToken) throws InterruptedException {
        PlatformAsks counted;
        boolean isForced = platform.isForced(!refusedToken.isEmpty());
        synchronized (this) {
            Instant now = clock.instant();
            if (!desk.mayAsk(name)) {
                return Optional.of(now.plus(policy.firstBackOff()));
            }
            Instant at = quotas.mayAskAt(asks, isForced, now);
            if (at.isAfter(now)) {
                counts = new Counts(
                        counts.refreshes(),
                        counts.failures(),
                        counts.busyAnswers(),
                        counts.refusalsHandled(),
                        counts.refusalsTooLate(),
                        counts.waitsForQuota() + 1);
                return Optional.of(at);
            }
            counted = quotas.with(asks, isForced, refusedToken, now);
            asks = counted;
        }
        return desk.noteAsks(counted)
                ? Optional.empty()
                : Optional.of(clock.instant().plus(policy.firstBackOff()));
    }

    synchronized Instant refreshAt(Instant now, Instant expiresAt) {
        return policy.refreshAt(now, expiresAt, random);
    }

    synchronized Duration pause(int failuresInARow, Duration left, boolean isRefused) {
        return isRefused ? policy.pauseAfterRefusal(left, random) : policy.pauseAfter(failuresInARow, left, random);
    }

    /** Whether a refused token has led to an ask already. */
    synchronized boolean isHandled(String fingerprint) {
        return asks.handledRejection().equals(fingerprint);
    }

    RefreshPolicy policy() {
        return policy;
    }

    synchronized void countRefusal(boolean isHandled) {
        counts = new Counts(
                counts.refreshes(),
                counts.failures(),
                counts.busyAnswers(),
                counts.refusalsHandled() + (isHandled ? 1 : 0),
                counts.refusalsTooLate() + (isHandled ? 0 : 1),
                counts.waitsForQuota());
    }

    /** Counts a token that was given; says whether it is the first since the start. */
    synchronized boolean countRefresh() {
        boolean first = counts.refreshes() == 0;
        counts = new Counts(
                counts.refreshes() + 1,
                counts.failures(),
                counts.busyAnswers(),
                counts.refusalsHandled(),
                counts.refusalsTooLate(),
                counts.waitsForQuota());
        return first;
    }

    synchronized void countFailure(Failure failure, boolean busy) {
        lastFailure = Optional.of(failure);
        counts = new Counts(
                counts.refreshes(),
                counts.failures() + 1,
                counts.busyAnswers() + (busy ? 1 : 0),
                counts.refusalsHandled(),
                counts.refusalsTooLate(),
                counts.waitsForQuota());
    }

    synchronized boolean isWorthALine() {
        Instant now = clock.instant();
        if (now.isBefore(lastLineAt.plus(LINE_SPACING)) && keepers.size() > 1) {
            return false;
        }
        lastLineAt = now;
        return true;
    }

    /** Takes a refusal of one of its tokens; the keeper that is to be asked sooner, if any. */
    Optional<TokenKeeper> reject(int member, String fingerprint) {
        List<TokenKeeper> now = keepers();
        if (member >= now.size()) {
            countRefusal(false);
            return Optional.empty();
        }
        TokenKeeper keeper = now.get(member);
        return keeper.reject(fingerprint) ? Optional.of(keeper) : Optional.empty();
    }

    /** The binding as it is now. */
    public BindingStatus status() {
        Instant now = clock.instant();
        List<TokenKeeper> kept = keepers();
        int members = kept.isEmpty()
                ? desk.inForce(name, 0).map(PlatformToken::members).orElse(platform.members())
                : kept.size();
        int valid = 0;
        int readable = 0;
        Instant oldest = Instant.MAX;
        Instant firstEnd = Instant.MAX;
        for (int member = 0; member < members; member++) {
            Optional<PlatformToken> token = desk.inForce(name, member);
            if (token.isPresent()) {
                readable++;
                valid += now.isBefore(token.get().expiresAt()) ? 1 : 0;
                oldest = earlier(oldest, token.get().obtainedAt());
                firstEnd = earlier(firstEnd, token.get().expiresAt());
            }
        }
        int failures = kept.stream().mapToInt(TokenKeeper::failuresInARow).max().orElse(0);
        Optional<Instant> next = kept.stream().map(TokenKeeper::nextTryAt).min(Instant::compareTo);
        synchronized (this) {
            PlatformAsks told = kept.isEmpty() ? desk.asks(name).orElse(asks) : asks;
            return new BindingStatus(
                    name,
                    state(members > 0 && valid == members, readable, failures),
                    members,
                    valid,
                    Optional.of(oldest).filter(instant -> instant.isBefore(Instant.MAX)),
                    Optional.of(firstEnd).filter(instant -> instant.isBefore(Instant.MAX)),
                    next,
                    counts,
                    new QuotaUse(
                            QuotaBook.today(told, now),
                            Optional.of(quotas.quota().perDay()).filter(limit -> limit != Long.MAX_VALUE),
                            QuotaBook.today(told, now) == 0 ? 0 : told.forcedOfDay()),
                    failures,
                    lastFailure);
        }
    }

    private BindingState state(boolean allValid, int readable, int failuresInARow) {
        if (allValid) {
            return failuresInARow == 0 ? BindingState.VALID : BindingState.REFRESH_FAILING;
        }
        return readable == 0 && counts.refreshes() == 0 && counts.failures() == 0
                ? BindingState.FETCHING
                : BindingState.NO_TOKEN;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
