package io.breakwater.generator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // Asked for, and looked at later.
class HostNamesTest {

    private final AtomicLong nanos = new AtomicLong();
    private String address = "10.0.0.1";
    private final AtomicInteger lookUps = new AtomicInteger();
    private final List<Runnable> pending = new ArrayList<>();
    private final HostNames names = new HostNames(this::lookUp, pending::add, nanos::get);

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        lookUps.incrementAndGet();
        if (address.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getByName(address)};
    }

    @Test
    void asksOnceForAllWhoWaitAndNeverOnTheirThread() {
        assertThat(names.addresses("shop").isDone()).isFalse();
        assertThat(names.addresses("shop").isDone()).isFalse();
        assertThat(pending).hasSize(1);
        assertThat(lookUps).hasValue(0);

        answer();

        assertThat(found()).isEqualTo("10.0.0.1");
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void followsAnAddressThatChangesOnceWhatItKnowsIsOld() {
        names.addresses("shop");
        answer();
        address = "10.0.0.2";
        nanos.addAndGet(HostNames.KEPT.toNanos() - 1);
        assertThat(found()).isEqualTo("10.0.0.1");
        nanos.addAndGet(1);

        names.addresses("shop");
        answer();

        assertThat(found()).isEqualTo("10.0.0.2");
    }

    @Test
    void asksAgainForANameThatFailedButNotAtTheRateOfArrivals() {
        address = "";
        names.addresses("shop");
        answer();
        for (int i = 0; i < 1_000; i++) {
            assertThat(names.addresses("shop").join()).isEmpty();
        }
        assertThat(lookUps).hasValue(1);

        address = "10.0.0.3";
        nanos.addAndGet(HostNames.FAILURE_KEPT.toNanos());
        names.addresses("shop");
        answer();

        assertThat(found()).isEqualTo("10.0.0.3");
    }

    @Test
    void failsANameWhenNoMoreCanBeAskedFor() {
        HostNames full = new HostNames(
                this::lookUp,
                work -> {
                    throw new RejectedExecutionException();
                },
                nanos::get);

        assertThat(full.addresses("shop").join()).isEmpty();
    }

    private String found() {
        return names.addresses("shop").join().get(0).getHostAddress();
    }

    private void answer() {
        pending.remove(0).run();
    }
}
