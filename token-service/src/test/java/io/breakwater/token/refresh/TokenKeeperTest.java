package io.breakwater.token.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.token.PlatformAsks;
import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.Platform;
import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.platform.Quota;
import io.breakwater.token.refresh.TokenDesk.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TokenKeeperTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration LIFE = Duration.ofHours(2);
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final RefreshPolicy POLICY =
            new RefreshPolicy(MARGIN, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(30));

    private final MovableClock clock = new MovableClock(START);
    private final DeskInMemory desk = new DeskInMemory();
    private final List<Publication> published = desk.published;
    private final List<Instant> asked = new ArrayList<>();
    private Supplier<PlatformAnswer> platform = () -> granted(LIFE);
    private int given;
    private int members = 1;
    private boolean isForcedByRefusal;

    private Quota quota = Quota.NONE;
    private RefreshSchedule schedule = new RefreshSchedule(clock, Runnable::run, 1);
    private KeptBinding binding = begin(1);

    private KeptBinding binding(long seed, TokenDesk itsDesk) {
        return new KeptBinding(
                "demo-shop",
                new Platform() {
                    @Override
                    public PlatformAnswer ask(Ask ask) {
                        asked.add(clock.instant());
                        return platform.get();
                    }

                    @Override
                    public int members() {
                        return members;
                    }

                    @Override
                    public boolean isForced(boolean isRefused) {
                        return isForcedByRefusal && isRefused;
                    }
                },
                POLICY,
                quota,
                clock,
                new SplittableRandom(seed),
                itsDesk);
    }

    /** Another holder takes over, with what the one before left on the topics. */
    private KeptBinding begin(long seed) {
        KeptBinding begun = binding(seed, desk);
        schedule = new RefreshSchedule(clock, Runnable::run, 1);
        schedule.takeOver(List.of(begun));
        return begun;
    }

    private Instant nextTryAt() {
        return binding.status().nextTryAt().orElseThrow();
    }

    private PlatformAnswer granted(Duration life) {
        return PlatformAnswer.Granted.of("token-" + ++given, life);
    }

    /** Lets the time pass in which the schedule would have asked at each time that the keeper names. */
    private void passUntil(Instant end) {
        while (!nextTryAt().isAfter(end)) {
            clock.set(nextTryAt().isBefore(clock.instant()) ? clock.instant() : nextTryAt());
            schedule.startDue();
        }
        clock.set(end);
    }

    @Test
    void fetchesAtOnceAndThenAheadOfExpiryWithinTheMargin() {
        passUntil(START);
        assertThat(published).singleElement().satisfies(token -> {
            assertThat(token.obtainedAt()).isEqualTo(START);
            assertThat(token.expiresAt()).isEqualTo(START.plus(LIFE));
        });

        passUntil(START.plus(LIFE));

        assertThat(asked).hasSize(2);
        assertThat(asked.get(1))
                .isBetween(
                        START.plus(LIFE).minus(MARGIN),
                        START.plus(LIFE).minus(MARGIN.dividedBy(10).multipliedBy(9)));
    }

    @Test
    void spreadsTheRefreshesOfBindingsThatStartedTogether() {
        Set<Instant> refreshes = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            KeptBinding one = binding(seed, new DeskInMemory());
            RefreshSchedule its = new RefreshSchedule(clock, Runnable::run, 1);
            its.takeOver(List.of(one));
            its.startDue();
            refreshes.add(one.status().nextTryAt().orElseThrow());
        }

        assertThat(refreshes).hasSizeGreaterThan(90);
    }

    @Test
    void leavesHalfOfAShortLifeForUse() {
        platform = () -> granted(Duration.ofSeconds(20));
        passUntil(START.plusSeconds(3600));

        // Each token serves 10 to 11 s.
        assertThat(asked).hasSizeBetween(3600 / 11, 3600 / 10 + 1);
        for (int i = 1; i < published.size(); i++) {
            assertThat(published.get(i).obtainedAt())
                    .isBefore(published.get(i - 1).expiresAt().minusSeconds(8));
        }
    }

    @Test
    void neverAsksMoreOftenThanOnceASecondHoweverShortTheLife() {
        platform = () -> granted(Duration.ofMillis(1));
        passUntil(START.plusSeconds(60));

        assertThat(asked).hasSize(61);
    }

    @Test
    void doesNotLoopWhenThePlatformGivesTheSameTokenUntilItsLastMinutes() {
        // As WeChat's stable_token does: the same one until 5 minutes before its end.
        Instant[] end = {START.plus(LIFE)};
        platform = () -> {
            if (Duration.between(clock.instant(), end[0]).compareTo(MARGIN) < 0) {
                end[0] = clock.instant().plus(LIFE);
                given++;
            }
            return PlatformAnswer.Granted.of("stable-" + given, Duration.between(clock.instant(), end[0]));
        };
        passUntil(START.plus(Duration.ofDays(1)));

        assertThat(asked).hasSizeBetween(12, 26);
        for (int i = 1; i < published.size(); i++) {
            assertThat(published.get(i).obtainedAt())
                    .isBefore(published.get(i - 1).expiresAt());
        }
    }

    @Test
    void countsTheLifeFromTheAskingNotFromALateAnswer() {
        platform = () -> {
            clock.move(Duration.ofSeconds(4));
            return granted(LIFE);
        };
        passUntil(START);

        assertThat(published.get(0).expiresAt()).isEqualTo(START.plus(LIFE));
        assertThat(published.get(0).obtainedAt()).isEqualTo(START.plusSeconds(4));
    }

    @Test
    void backsOffByDoublingWhileThePlatformIsBusyAndStopsDoublingAtTheLimit() {
        platform = () -> new PlatformAnswer.Busy("$.errcode: -1 system error");
        passUntil(START.plusSeconds(600));

        List<Double> pauses = new ArrayList<>();
        for (int i = 1; i < asked.size(); i++) {
            pauses.add(Duration.between(asked.get(i - 1), asked.get(i)).toMillis() / 1000.0);
        }
        double[] full = {1, 2, 4, 8, 16, 32, 60, 60, 60};
        for (int i = 0; i < full.length; i++) {
            assertThat(pauses.get(i)).isBetween(full[i] * 0.9, full[i]);
        }
        assertThat(binding.status().counts().busyAnswers()).isEqualTo(asked.size());
        assertThat(binding.status().state()).isEqualTo(BindingState.NO_TOKEN);
    }

    @Test
    void waitsForTheLimitAfterARefusalThatAskingAgainWouldOnlyRepeat() {
        platform = () -> new PlatformAnswer.Refused("$.errcode: 40013 invalid appid");
        passUntil(START.plusSeconds(600));

        assertThat(asked).hasSizeBetween(10, 12);
        assertThat(binding.status().lastFailure().orElseThrow().reason()).isEqualTo("$.errcode: 40013 invalid appid");
    }

    @Test
    void servesTheLastTokenThroughAnOutageShorterThanItsRest() {
        platform = () -> granted(Duration.ofSeconds(20));
        passUntil(START.plusSeconds(9));
        platform = () -> new PlatformAnswer.Unreachable("connection refused");
        // 5 s away, just as it would be asked.
        passUntil(START.plusSeconds(15));
        assertThat(binding.status().state()).isEqualTo(BindingState.REFRESH_FAILING);
        assertThat(published).hasSize(1);

        platform = () -> granted(Duration.ofSeconds(20));
        passUntil(START.plusSeconds(20).minusMillis(1));

        assertThat(published).hasSize(2);
        assertThat(binding.status().state()).isEqualTo(BindingState.VALID);
        assertThat(binding.status().failuresInARow()).isZero();
        assertThat(binding.status().counts().failures()).isPositive();
    }

    @Test
    void saysThatThereIsNoTokenOnceTheLastOneHasExpired() {
        passUntil(START);
        platform = () -> new PlatformAnswer.Unreachable("connection refused");
        passUntil(START.plus(LIFE).minusMillis(1));
        assertThat(binding.status().state()).isEqualTo(BindingState.REFRESH_FAILING);

        passUntil(START.plus(LIFE));

        assertThat(binding.status().state()).isEqualTo(BindingState.NO_TOKEN);
    }

    @Test
    void goesOnWithTheTokenThatAnotherHolderLeft() {
        assertThat(binding.status().state()).isEqualTo(BindingState.FETCHING);
        passUntil(START.plusSeconds(60));

        binding = begin(2);

        assertThat(binding.status().state()).isEqualTo(BindingState.VALID);
        passUntil(START.plus(LIFE).minus(MARGIN).minusSeconds(1));
        assertThat(asked).hasSize(1);
        passUntil(START.plus(LIFE));
        assertThat(asked).hasSize(2);
    }

    @Test
    void asksAtOnceWhenTheHolderBeforeAskedAndNobodyKnowsWhatCameOfIt() {
        passUntil(START.plusSeconds(60));
        PlatformAsks left = desk.notedAsks.get(0);
        desk.noteAsks(new PlatformAsks(
                left.binding(), clock.instant(), left.day(), 2, left.minuteStartedAt(), 2, 0, Instant.EPOCH, ""));

        binding = begin(2);
        passUntil(START.plusSeconds(61));

        assertThat(asked).hasSize(2);
    }

    /** A pool of three, whose members were asked for one second after the other. */
    private void fetchPool() {
        members = 3;
        platform = () -> {
            clock.move(Duration.ofSeconds(1));
            return granted(LIFE);
        };
        binding = begin(2);
        schedule.startDue();
        assertThat(published).hasSize(3);
        platform = () -> granted(LIFE);
    }

    @Test
    void goesOnWithTheTokensOfAPoolThatAnotherHolderLeft() {
        fetchPool();

        binding = begin(3);

        passUntil(START.plus(LIFE).minus(MARGIN).minusSeconds(1));
        assertThat(asked).hasSize(3);
        passUntil(START.plus(LIFE));
        assertThat(asked).hasSize(6);
    }

    @Test
    void asksAgainForAMemberWhoseRefusalTheHolderBeforeActedUpon() {
        fetchPool();
        clock.move(Duration.ofMinutes(10));
        PlatformAsks left = desk.notedAsks.get(2);
        desk.noteAsks(new PlatformAsks(
                left.binding(),
                clock.instant(),
                left.day(),
                4,
                left.minuteStartedAt(),
                4,
                0,
                Instant.EPOCH,
                published.get(1).fields().fingerprint()));

        binding = begin(3);
        passUntil(clock.instant());

        assertThat(asked).hasSize(4);
        assertThat(published.get(3).member()).isEqualTo(published.get(1).member());
    }

    @Test
    void asksAgainForAllWhenThePoolWasAskedInTheLastMinutesOfItsTokens() {
        fetchPool();
        clock.set(START.plus(LIFE).minus(MARGIN.dividedBy(10).multipliedBy(9)).minusSeconds(10));
        PlatformAsks left = desk.notedAsks.get(2);
        desk.noteAsks(new PlatformAsks(
                left.binding(), clock.instant(), left.day(), 4, left.minuteStartedAt(), 1, 0, Instant.EPOCH, ""));

        binding = begin(3);
        schedule.startDue();

        assertThat(asked).hasSize(6);
    }

    @Test
    void saysTheNewSizeOfAPoolThatShrankWhileNobodyKeptIt() {
        fetchPool();
        members = 2;

        binding = begin(3);

        assertThat(desk.inForce("demo-shop", 0).orElseThrow().members()).isEqualTo(2);
        assertThat(desk.inForce("demo-shop", 1).orElseThrow().members()).isEqualTo(2);
        assertThat(desk.inForce("demo-shop", 2)).isEmpty();
        passUntil(clock.instant());
        assertThat(asked).as("nobody is asked for that").hasSize(3);
        assertThat(published).hasSize(5);
    }

    @Test
    void asksNobodyWithoutBeingTheHolder() {
        desk.isHolder = false;
        passUntil(START.plusSeconds(5));
        assertThat(asked).isEmpty();
        assertThat(desk.notedAsks).isEmpty();

        desk.isHolder = true;
        passUntil(START.plusSeconds(7));
        assertThat(asked).hasSize(1);
    }

    @Test
    void countsAnAskBeforeItIsMadeAndObeysTheDaysQuotaOverATakeOver() {
        quota = new Quota(5, Long.MAX_VALUE, Long.MAX_VALUE, Duration.ZERO);
        platform = () -> granted(Duration.ofMinutes(20));
        binding = begin(3);
        passUntil(START.plus(Duration.ofHours(1)));
        int before = asked.size();
        assertThat(before).isBetween(3, 5);

        binding = begin(4);
        // The day of UTC+8 ends at 16:00.
        passUntil(Instant.parse("2026-11-20T15:59:59Z"));
        assertThat(asked).hasSize(5);
        assertThat(desk.notedAsks).hasSize(5);
        assertThat(binding.status().counts().waitsForQuota()).isPositive();
        assertThat(binding.status().quota().asksToday()).isEqualTo(5);
        assertThat(binding.status().quota().asksPerDay()).contains(5L);
        assertThat(binding.status().state()).isEqualTo(BindingState.NO_TOKEN);

        passUntil(Instant.parse("2026-11-20T16:00:00Z"));
        assertThat(asked).hasSize(6);
        assertThat(binding.status().state()).isEqualTo(BindingState.VALID);
    }

    @Test
    void obeysTheMinutesQuota() {
        quota = new Quota(Long.MAX_VALUE, 3, Long.MAX_VALUE, Duration.ZERO);
        platform = () -> granted(Duration.ofMillis(1));
        binding = begin(3);
        passUntil(START.plusSeconds(179));

        assertThat(asked).hasSize(9);
    }

    @Test
    void replacesARefusedTokenOnceAndOnlyWhenItIsTheOneInForce() {
        passUntil(START.plusSeconds(600));
        String inForce = TokenFields.of("token-1").fingerprint();

        schedule.reject("demo-shop", 0, TokenFields.of("some-other").fingerprint());
        passUntil(START.plusSeconds(610));
        assertThat(asked).hasSize(1);

        schedule.reject("demo-shop", 0, inForce);
        schedule.reject("demo-shop", 0, inForce);
        schedule.reject("demo-shop", 7, inForce);
        passUntil(START.plusSeconds(620));
        schedule.reject("demo-shop", 0, inForce);
        passUntil(START.plusSeconds(1200));

        assertThat(asked).hasSize(2);
        assertThat(binding.status().counts().refusalsHandled()).isEqualTo(1);
        assertThat(binding.status().counts().refusalsTooLate()).isEqualTo(4);
    }

    @Test
    void refreshesARefusedTokenAsUsualOnceTheForcedAsksOfTheDayAreUsed() {
        isForcedByRefusal = true;
        quota = new Quota(Long.MAX_VALUE, Long.MAX_VALUE, 0, Duration.ZERO);
        binding = begin(2);
        passUntil(START.plusSeconds(600));
        schedule.reject("demo-shop", 0, TokenFields.of("token-1").fingerprint());

        passUntil(START.plus(LIFE).minus(MARGIN).minusSeconds(1));
        assertThat(asked).as("no force is allowed").hasSize(1);

        passUntil(START.plus(LIFE));
        assertThat(asked).hasSize(2);
        assertThat(binding.status().state()).isEqualTo(BindingState.VALID);
        assertThat(desk.notedAsks.get(1).forcedOfDay()).isZero();
    }

    @Test
    void forcesARefusedTokenLaterWhenTheQuotaAllowsThatBeforeItExpires() {
        isForcedByRefusal = true;
        quota = new Quota(Long.MAX_VALUE, Long.MAX_VALUE, 1, Duration.ZERO);
        binding = begin(2);
        clock.set(Instant.parse("2026-11-20T15:00:00Z"));
        passUntil(Instant.parse("2026-11-20T15:00:00Z"));
        schedule.reject("demo-shop", 0, TokenFields.of("token-1").fingerprint());
        passUntil(Instant.parse("2026-11-20T15:10:00Z"));
        schedule.reject("demo-shop", 0, TokenFields.of("token-2").fingerprint());

        passUntil(Instant.parse("2026-11-20T15:59:59Z"));
        assertThat(asked).hasSize(2);
        // The day of UTC+8 ends at 16:00.
        passUntil(Instant.parse("2026-11-20T16:00:00Z"));
        assertThat(asked).hasSize(3);
        assertThat(desk.notedAsks.get(2).forcedOfDay()).isEqualTo(1);
    }

    @Test
    void replacesATokenThatWasRefusedWhileThePlatformGaveItAgain() {
        platform = () -> PlatformAnswer.Granted.of("stable", LIFE);
        passUntil(START);
        platform = () -> {
            schedule.reject("demo-shop", 0, TokenFields.of("stable").fingerprint());
            return PlatformAnswer.Granted.of("stable", LIFE);
        };
        passUntil(START.plus(LIFE).minus(MARGIN.dividedBy(10).multipliedBy(9)));
        assertThat(asked).hasSize(2);
        Instant second = asked.get(1);

        platform = () -> granted(LIFE);
        passUntil(second.plusSeconds(30));

        assertThat(asked).hasSize(3);
        assertThat(asked.get(2)).isEqualTo(second.plusSeconds(30));
        passUntil(second.plusSeconds(3600));
        assertThat(asked).hasSize(3);
    }

    @Test
    void forgetsARefusalOfATokenThatWasReplacedMeanwhile() {
        passUntil(START);
        platform = () -> {
            schedule.reject("demo-shop", 0, TokenFields.of("token-1").fingerprint());
            return granted(LIFE);
        };
        passUntil(START.plus(LIFE).plusSeconds(600));

        assertThat(asked).hasSize(2);
    }

    @Test
    void doesNotAskAgainForATokenThatThePlatformGivesAgain() {
        platform = () -> PlatformAnswer.Granted.of("the-same", LIFE);
        passUntil(START.plusSeconds(600));
        for (int second = 600; second < 3600; second++) {
            schedule.reject("demo-shop", 0, TokenFields.of("the-same").fingerprint());
            passUntil(START.plusSeconds(second));
        }

        assertThat(asked).hasSize(2);
    }

    @Test
    void neverLoopsWhenATargetRefusesEveryToken() {
        for (int second = 0; second < 86_400; second++) {
            passUntil(START.plusSeconds(second));
            schedule.reject(
                    "demo-shop", 0, published.get(published.size() - 1).fields().fingerprint());
        }

        // 30 s, then twice as long each time up to an hour: fewer than 8 in the first hour, then one an hour.
        assertThat(asked).hasSizeBetween(24, 33);
        for (int i = 1; i < asked.size(); i++) {
            assertThat(Duration.between(asked.get(i - 1), asked.get(i))).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        }
    }

    @Test
    void countsADefectOfAPlatformAsAFailureAndGoesOn() {
        platform = () -> {
            throw new IllegalStateException("secret=top-secret");
        };
        passUntil(START);
        assertThat(binding.status().lastFailure().orElseThrow().reason())
                .isEqualTo("IllegalStateException (expected: an answer; this is a defect)");

        platform = () -> granted(LIFE);
        passUntil(START.plusSeconds(61));
        assertThat(binding.status().state()).isEqualTo(BindingState.VALID);
    }

    @Test
    void countsAnErrorAsAFailureAndGoesOnAfterTheLongestPause() {
        platform = () -> {
            throw new NoClassDefFoundError("secret=top-secret");
        };
        passUntil(START.plusSeconds(50));
        assertThat(asked).hasSize(1);
        assertThat(binding.status().lastFailure().orElseThrow().reason())
                .isEqualTo("NoClassDefFoundError (expected: an outcome; this is a defect)");

        platform = () -> granted(LIFE);
        passUntil(START.plusSeconds(61));
        assertThat(binding.status().state()).isEqualTo(BindingState.VALID);
    }
}
