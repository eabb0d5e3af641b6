package io.breakwater.analytics.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.analytics.synthetic.ClosedRun;
import io.breakwater.analytics.synthetic.SyntheticRun;
import io.breakwater.events.request.NotSentReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondsByLoadTest {

    private static final List<Lane> TEN_USERS = Lane.of(
            new ClosedRun(10, 60, 50_000, 50_000, -1, -1).start().plan().scenario(), SyntheticRun.START, List.of());

    @Test
    void findsTheSamePaceOfUsersInTwoRegionsAsInOne() {
        long[] east = {10, 10, 10, 10};
        long[] north = {0, 10, 0, 10};
        SecondsByLoad two = new SecondsByLoad();
        SecondsByLoad one = new SecondsByLoad();
        for (int second = 0; second < east.length; second++) {
            two.add(second, 0, "cn-east", requests(east[second]));
            if (north[second] > 0) {
                two.add(second, 0, "cn-north", requests(north[second]));
            }
            one.add(second, 0, "cn-east", requests(east[second] + north[second]));
        }

        assertThat(pace(one)).isBetween(495_000L, 505_000L);
        assertThat(pace(two)).isEqualTo(pace(one));
    }

    private static long pace(SecondsByLoad seconds) {
        seconds.settle(TEN_USERS, List.of("query"), (second, step, region, rungs, counts) -> {});
        return seconds.expectedIntervalMicros(0);
    }

    /** So many requests, of which it matters only that there were as many. */
    private static RequestCounts requests(long count) {
        RequestCounts none = RequestCounts.none(1);
        List<Long> notSent = new ArrayList<>(Collections.nCopies(NotSentReason.values().length, 0L));
        notSent.set(0, count);
        return new RequestCounts(
                0,
                notSent,
                none.outcomes(),
                none.statuses(),
                0,
                0,
                0,
                0,
                0,
                0,
                none.responseTimeWithin(),
                none.serviceTimeWithin(),
                none.responseTimes(),
                none.failedResponseTimes(),
                none.serviceTimes(),
                none.failedServiceTimes(),
                none.scheduleLags(),
                none.connectTimes(),
                none.tlsTimes(),
                none.firstByteTimes(),
                0,
                0);
    }
}
