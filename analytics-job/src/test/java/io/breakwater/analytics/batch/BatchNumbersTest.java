package io.breakwater.analytics.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.batch.BatchNumbers.Arrival;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchNumbersTest {

    @Test
    void takesEachBatchOnceInAnyOrder_seeds0To99() {
        for (long seed = 0; seed < 100; seed++) {
            List<Long> numbers = new ArrayList<>();
            for (long number = 0; number < 20; number++) {
                numbers.add(number);
                numbers.add(number);
            }
            Collections.shuffle(numbers, new Random(seed));
            BatchNumbers seen = new BatchNumbers();
            long fresh = numbers.stream()
                    .filter(number -> seen.arrive(number, number * 10) == Arrival.NEW)
                    .count();

            assertThat(fresh).isEqualTo(20).isEqualTo(seen.received());
            assertThat(seen.hasGap()).isFalse();
            assertThat(seen.reached(19)).isTrue();
            assertThat(seen.reached(20)).isFalse();
            assertThat(seen.frontierMicros()).isEqualTo(190);
        }
    }

    @Test
    void doesNotBelieveTheFrontierOfABatchThatOvertookAnother() {
        BatchNumbers seen = new BatchNumbers();
        seen.arrive(0, 100);
        seen.arrive(2, 300);

        assertThat(seen.frontierMicros()).isEqualTo(100);
        seen.arrive(1, 200);
        assertThat(seen.frontierMicros()).isEqualTo(300);
    }

    @Test
    void refusesABatchThatIsNoLongerWaitedFor() {
        BatchNumbers seen = new BatchNumbers();
        seen.arrive(0, 100);
        seen.arrive(3, 400);
        seen.arrive(5, 600);
        seen.giveUpGap();
        seen.giveUpGap();

        assertThat(seen.givenUpWords()).isEqualTo("1 to 2, 4");
        assertThat(seen.givenUpCount()).isEqualTo(3);
        assertThat(seen.frontierMicros()).isEqualTo(600);
        assertThat(seen.arrive(2, 300)).isEqualTo(Arrival.GIVEN_UP);
        assertThat(seen.arrive(4, 500)).isEqualTo(Arrival.GIVEN_UP);
        assertThat(seen.arrive(3, 400)).isEqualTo(Arrival.DUPLICATE);
    }

    @Test
    void readsWhatItWrote() throws Exception {
        BatchNumbers seen = new BatchNumbers();
        seen.arrive(0, 100);
        seen.arrive(3, 400);
        seen.giveUpGap();
        seen.arrive(9, 900);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        seen.write(new DataOutputStream(bytes));

        assertThat(BatchNumbers.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .usingRecursiveComparison()
                .isEqualTo(seen);
    }
}
