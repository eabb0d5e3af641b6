package io.breakwater.scenario.generators;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.generator.GeneratorReport.GeneratorHeartbeat;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GeneratorPresenceTest {

    private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration ALIVE_FOR = Duration.ofSeconds(3);

    private final GeneratorPresence presence = new GeneratorPresence();

    private static Instant at(double seconds) {
        return BEGIN.plusMillis(Math.round(seconds * 1_000));
    }

    private void heard(String generatorId, int activeRuns, double seconds) {
        presence.heard(new GeneratorHeartbeat(generatorId, Instant.EPOCH, "here", activeRuns, 0.5), at(seconds));
    }

    private void touched(double fromSeconds, double toSeconds) {
        for (double seconds = fromSeconds; seconds <= toSeconds; seconds += 0.5) {
            presence.inTouch(at(seconds));
        }
    }

    @Test
    void namesThoseWhoBeatLatelyByName() {
        heard("g-2", 0, 0);
        heard("g-1", 0, 2);
        assertThat(presence.alive(ALIVE_FOR, at(3))).containsExactly("g-1", "g-2");
        assertThat(presence.alive(ALIVE_FOR, at(3.001))).containsExactly("g-1");
        assertThat(presence.alive(ALIVE_FOR, at(6))).isEmpty();
    }

    @Test
    void doesNotKnowEverybodyBeforeItHasListenedForLongerThanABeat() {
        assertThat(presence.isComplete(at(0))).isFalse();
        touched(0, 1);
        assertThat(presence.isComplete(at(1))).isFalse();
        touched(1, 1.5);
        assertThat(presence.isComplete(at(1.5))).isTrue();
    }

    @Test
    void countsSilenceFromTheLastBeat() {
        touched(0, 5);
        heard("g-1", 1, 2);
        assertThat(presence.silence("g-1", at(5))).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void takesNobodyForSilentWhileTheBrokerIsAway() {
        touched(0, 2);
        heard("g-1", 1, 2);
        assertThat(presence.isInTouch(at(20))).isFalse();
        assertThat(presence.silence("g-1", at(20))).isEqualTo(Duration.ZERO);

        presence.inTouch(at(20));
        assertThat(presence.silence("g-1", at(21))).isEqualTo(Duration.ofSeconds(1));
        assertThat(presence.isComplete(at(21))).isFalse();
    }

    @Test
    void countsSilenceOfSomebodyNeverHeardFromWhenItBeganToListen() {
        touched(0, 4);
        assertThat(presence.silence("g-never", at(4))).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void countsIdlenessFromTheFirstBeatWithoutARun() {
        touched(0, 6);
        heard("g-1", 1, 1);
        assertThat(presence.idleness("g-1", at(2))).isEqualTo(Duration.ZERO);
        heard("g-1", 0, 3);
        heard("g-1", 0, 4);
        assertThat(presence.idleness("g-1", at(5))).isEqualTo(Duration.ofSeconds(2));
        heard("g-1", 1, 5);
        assertThat(presence.idleness("g-1", at(6))).isEqualTo(Duration.ZERO);
    }
}
