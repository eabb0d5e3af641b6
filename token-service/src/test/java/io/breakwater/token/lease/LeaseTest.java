package io.breakwater.token.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final Duration ASK = Duration.ofSeconds(4);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Lease lease = new Lease(nanos::get);

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void isNotHeldBeforeItIsConfirmedNorAfterItEnded() {
        assertThat(lease.lasts(Duration.ZERO)).isFalse();
        lease.confirmed(nanos.get());
        assertThat(lease.lasts(ASK)).isTrue();
        lease.ended();
        assertThat(lease.lasts(Duration.ZERO)).isFalse();
    }

    @Test
    void countsFromBeforeTheConfirmationWasAskedForAndEndsBeforeTheSession() {
        long askedAt = nanos.get();
        pass(1_000);
        lease.confirmed(askedAt);

        pass(700);
        assertThat(lease.lasts(ASK.minusMillis(1))).isTrue();
        assertThat(lease.lasts(ASK)).as("an ask that would end with the lease").isFalse();
        pass(3_999);
        assertThat(lease.lasts(Duration.ZERO)).isTrue();
        pass(1);
        assertThat(lease.lasts(Duration.ZERO)).isFalse();

        lease.confirmed(nanos.get());
        assertThat(lease.lasts(ASK)).isTrue();
    }

    @Test
    void sendsABindingsRefusalsToItsHolder() {
        // As Kafka's own partitioner does, see BuiltInPartitioner.partitionForKey.
        assertThat(PartitionOf.binding("demo-shop", 4)).isBetween(0, 3);
        assertThat(PartitionOf.binding("demo-shop", 1)).isZero();
    }
}
