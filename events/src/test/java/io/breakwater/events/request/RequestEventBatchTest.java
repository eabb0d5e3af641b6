package io.breakwater.events.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestEventBatchTest {

    private final RequestEventWriter writer = new RequestEventWriter();
    private final RequestEventReader reader = new RequestEventReader();

    @Test
    void readsEveryComponentAsItWasWritten() throws Exception {
        writer.completed(
                1,
                5_000,
                120,
                40_000,
                39_000,
                900,
                0,
                310,
                512,
                RequestOutcome.STATUS_FAILED,
                503,
                BusinessOutcome.FAILED);
        writer.notSent(0, 4_000, NotSentReason.NO_CONNECTION);

        BatchHeader read = reader.read(writer.toBatch(header(7, true)));

        assertThat(read).usingRecursiveComparison().isEqualTo(header(7, true));
        assertThat(reader.events()).isEqualTo(2);
        assertThat(reader.sent(0)).isTrue();
        assertThat(reader.step(0)).isEqualTo(1);
        assertThat(reader.intendedStartMicros(0)).isEqualTo(5_000);
        assertThat(reader.scheduleLagMicros(0)).isEqualTo(120);
        assertThat(reader.serviceTimeMicros(0)).isEqualTo(40_000);
        assertThat(reader.responseTimeMicros(0)).isEqualTo(40_120);
        assertThat(reader.firstByteMicros(0)).isEqualTo(39_000);
        assertThat(reader.connectMicros(0)).isEqualTo(900);
        assertThat(reader.bytesSent(0)).isEqualTo(310);
        assertThat(reader.bytesReceived(0)).isEqualTo(512);
        assertThat(reader.requestOutcome(0)).isEqualTo(RequestOutcome.STATUS_FAILED);
        assertThat(reader.status(0)).isEqualTo(503);
        assertThat(reader.businessOutcome(0)).isEqualTo(BusinessOutcome.FAILED);
        assertThat(reader.sent(1)).isFalse();
        assertThat(reader.intendedStartMicros(1)).isEqualTo(4_000);
        assertThat(reader.notSentReason(1)).isEqualTo(NotSentReason.NO_CONNECTION);
    }

    @Test
    void forgetsTheEventsOfTheBatchBefore() throws Exception {
        writer.notSent(0, 4_000, NotSentReason.STOPPED);
        writer.toBatch(header(0, false));
        writer.notSent(0, 9_000, NotSentReason.STOPPED);

        reader.read(writer.toBatch(header(1, false)));

        assertThat(reader.events()).isEqualTo(1);
        assertThat(reader.intendedStartMicros(0)).isEqualTo(9_000);
    }

    @Test
    void wireCodesStayWhatTheyAre() {
        assertThat(Arrays.stream(RequestOutcome.values()).map(RequestOutcome::code))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(Arrays.stream(NotSentReason.values()).map(NotSentReason::code))
                .containsExactly(64, 65, 66, 67, 68, 69, 70);
        assertThat(Arrays.stream(BusinessOutcome.values()).map(BusinessOutcome::code))
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void namesTheVersionThatItDoesNotKnow() {
        byte[] batch = writer.toBatch(header(0, false));
        batch[1] = 9;

        assertThatThrownBy(() -> reader.read(batch))
                .isInstanceOf(UnreadableBatchException.class)
                .hasMessage("version: 9 (expected: 1)");
    }

    @Test
    void neverThrowsAnythingElseOnDamagedBytes_seed42() {
        Random random = new Random(42);
        writer.completed(0, 5_000, 1, 2, 1, 0, 0, 3, 4, RequestOutcome.SUCCEEDED, 200, BusinessOutcome.SUCCEEDED);
        byte[] whole = writer.toBatch(header(3, false));
        int unreadable = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = Arrays.copyOf(whole, round % 2 == 0 ? whole.length : random.nextInt(whole.length));
            for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                reader.read(damaged);
            } catch (UnreadableBatchException e) {
                unreadable++;
            }
        }
        assertThat(unreadable).isGreaterThan(10_000);
    }

    private static BatchHeader header(long batchNumber, boolean closing) {
        return new BatchHeader(
                "r-1",
                "g-1",
                "cn-east",
                1,
                3,
                batchNumber,
                Instant.parse("2026-11-20T12:00:00.123456Z"),
                -5,
                60_000_000,
                List.of(170_000L, 870_000L),
                List.of("query", "pay"),
                List.of(
                        new StepAccounting(10, 8, 1, 1),
                        new StepAccounting(2, 2, 0, 0, new CryptographyTime(2, 90_000))),
                new LoadProgress(List.of(11L, 7L), 2, true),
                new GeneratorHealth(0.25, 1_200, 4, 5, 6, 7, new byte[] {1, 2, 3}),
                closing);
    }
}
