package io.breakwater.token.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.token.platform.PlatformAnswer;
import io.breakwater.token.secret.Secret;
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
            new RefreshPolicy(MARGIN, Duration.ofSeconds(1), Duration.ofSeconds(60));

    private final MovableClock clock = new MovableClock(START);
    private final List<HeldToken> published = new ArrayList<>();
    private final List<Instant> asked = new ArrayList<>();
    private Supplier<PlatformAnswer> platform = () -> granted(LIFE);
    private int given;

    private final TokenKeeper keeper = keeper(1);

    private TokenKeeper keeper(long seed) {
        return new TokenKeeper(
                "demo-shop",
                () -> {
                    asked.add(clock.instant());
                    return platform.get();
                },
                POLICY,
                clock,
                new SplittableRandom(seed),
                (binding, token) -> published.add(token));
    }

    private PlatformAnswer granted(Duration life) {
        return new PlatformAnswer.Granted(new Secret("token-" + ++given), life);
    }

    /** Lets the time pass in which the schedule would have asked at each time that the keeper names. */
    private void passUntil(Instant end) {
        RefreshSchedule schedule = new RefreshSchedule(List.of(keeper), clock, Runnable::run, 1);
        while (!keeper.nextTryAt().isAfter(end)) {
            clock.set(keeper.nextTryAt().isBefore(clock.instant()) ? clock.instant() : keeper.nextTryAt());
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
    void spreadsTheRefreshesOfBindingsThatStartedTogether() throws Exception {
        Set<Instant> refreshes = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            TokenKeeper one = keeper(seed);
            one.refresh();
            refreshes.add(one.nextTryAt());
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
            return new PlatformAnswer.Granted(new Secret("stable-" + given), Duration.between(clock.instant(), end[0]));
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
        assertThat(keeper.status().busyAnswers()).isEqualTo(asked.size());
        assertThat(keeper.status().state()).isEqualTo(BindingState.NO_TOKEN);
    }

    @Test
    void waitsForTheLimitAfterARefusalThatAskingAgainWouldOnlyRepeat() {
        platform = () -> new PlatformAnswer.Refused("$.errcode: 40013 invalid appid");
        passUntil(START.plusSeconds(600));

        assertThat(asked).hasSizeBetween(10, 12);
        assertThat(keeper.status().lastFailure().orElseThrow().reason()).isEqualTo("$.errcode: 40013 invalid appid");
    }

    @Test
    void servesTheLastTokenThroughAnOutageShorterThanItsRest() {
        platform = () -> granted(Duration.ofSeconds(20));
        passUntil(START.plusSeconds(9));
        platform = () -> new PlatformAnswer.Unreachable("connection refused");
        // 5 s away, just as it would be asked.
        passUntil(START.plusSeconds(15));
        assertThat(keeper.status().state()).isEqualTo(BindingState.REFRESH_FAILING);
        assertThat(published).hasSize(1);

        platform = () -> granted(Duration.ofSeconds(20));
        passUntil(START.plusSeconds(20).minusMillis(1));

        assertThat(published).hasSize(2);
        assertThat(keeper.status().state()).isEqualTo(BindingState.VALID);
        assertThat(keeper.status().failuresInARow()).isZero();
        assertThat(keeper.status().failures()).isPositive();
    }

    @Test
    void saysThatThereIsNoTokenOnceTheLastOneHasExpired() {
        passUntil(START);
        platform = () -> new PlatformAnswer.Unreachable("connection refused");
        passUntil(START.plus(LIFE).minusMillis(1));
        assertThat(keeper.status().state()).isEqualTo(BindingState.REFRESH_FAILING);

        passUntil(START.plus(LIFE));

        assertThat(keeper.status().state()).isEqualTo(BindingState.NO_TOKEN);
    }

    @Test
    void takesOverAPublishedTokenOnlyUntilItHasItsOwn() {
        HeldToken earlier = new HeldToken(new Secret("earlier"), START.minusSeconds(60), START.plusSeconds(60));
        assertThat(keeper.status().state()).isEqualTo(BindingState.FETCHING);
        keeper.adopt(new HeldToken(new Secret("expired"), START.minusSeconds(60), START));
        assertThat(keeper.status().expiresAt()).isEmpty();

        keeper.adopt(earlier);
        assertThat(keeper.status().state()).isEqualTo(BindingState.VALID);
        assertThat(keeper.status().expiresAt()).contains(earlier.expiresAt());

        passUntil(START);
        keeper.adopt(earlier);
        assertThat(keeper.status().expiresAt()).contains(START.plus(LIFE));
    }

    @Test
    void countsADefectOfAPlatformAsAFailureAndGoesOn() {
        platform = () -> {
            throw new IllegalStateException("secret=top-secret");
        };
        passUntil(START);
        assertThat(keeper.status().lastFailure().orElseThrow().reason())
                .isEqualTo("IllegalStateException (expected: an answer; this is a defect)");

        platform = () -> granted(LIFE);
        passUntil(START.plusSeconds(61));
        assertThat(keeper.status().state()).isEqualTo(BindingState.VALID);
    }
}
