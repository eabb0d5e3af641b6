package io.breakwater.target.backend;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.ExchangeWatcher;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What reached the backend and what came of it, to the request.
 *
 * <p>At every instant: received = answered + reset + abandoned + waiting. Arrivals are placed on the wall clock as it
 * was when counting began plus monotonic time, so that a stepped clock never moves them.
 */
final class BackendCounts implements ExchangeWatcher {

    /** The name under which requests are counted that could not be read. */
    static final String UNREADABLE = "unreadable";

    private static final List<String> NAMES = List.of(
            "/widget",
            "/event",
            "/pay",
            "/hello",
            "/message",
            "/event/wechat",
            "/event/alipay",
            "/event/alipay-plus",
            "/event/douyin",
            UNREADABLE);
    private static final String OTHER_PATHS = "other";
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** A day of seconds; arrivals after it are counted in one sum. */
    private static final int MAX_SECONDS = 86_400;

    private final Map<String, long[]> receivedByPath = new LinkedHashMap<>();
    private final long[] receivedElsewhere = new long[1];
    private final long[] answeredByStatus = new long[600];
    private final Map<Integer, long[]> answeredByBusinessCode = new TreeMap<>();
    private final long epochMinusMonotonicNanos;
    private long received;
    private long answered;
    private long reset;
    private long abandoned;
    private long firstArrivalEpochNanos;
    private long lastArrivalEpochNanos;
    private int[] perSecond = new int[128];
    private int seconds;
    private long beyondSeconds;

    BackendCounts(Clock clock, LongSupplier nanoClock) {
        Instant now = clock.instant();
        epochMinusMonotonicNanos = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano() - nanoClock.getAsLong();
        NAMES.forEach(name -> receivedByPath.put(name, new long[1]));
        receivedByPath.put(OTHER_PATHS, receivedElsewhere);
    }

    void arrived(String path, long nowNanos) {
        lastArrivalEpochNanos = nowNanos + epochMinusMonotonicNanos;
        if (received == 0) {
            firstArrivalEpochNanos = lastArrivalEpochNanos;
        }
        received++;
        receivedByPath.getOrDefault(path, receivedElsewhere)[0]++;
        long second = lastArrivalEpochNanos / NANOS_PER_SECOND - firstArrivalEpochNanos / NANOS_PER_SECOND;
        if (second >= MAX_SECONDS) {
            beyondSeconds++;
            return;
        }
        int index = (int) second;
        if (index >= perSecond.length) {
            perSecond = Arrays.copyOf(perSecond, Math.min(MAX_SECONDS, 2 * index));
        }
        perSecond[index]++;
        seconds = index + 1;
    }

    @Override
    public void answered(Answer answer) {
        answered++;
        answeredByStatus[answer.status()]++;
        if (answer.businessCode().isPresent()) {
            answeredByBusinessCode.computeIfAbsent(answer.businessCode().getAsInt(), code -> new long[1])[0]++;
        }
    }

    @Override
    public void reset() {
        reset++;
    }

    @Override
    public void abandoned() {
        abandoned++;
    }

    long received() {
        return received;
    }

    Map<String, Object> snapshot() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("received", received);
        all.put("answered", answered);
        all.put("reset", reset);
        all.put("abandoned", abandoned);
        all.put("waiting", received - answered - reset - abandoned);
        all.put("receivedByPath", numbers(receivedByPath));
        Map<String, Long> byStatus = new LinkedHashMap<>();
        for (int status = 0; status < answeredByStatus.length; status++) {
            if (answeredByStatus[status] > 0) {
                byStatus.put(String.valueOf(status), answeredByStatus[status]);
            }
        }
        all.put("answeredByStatus", byStatus);
        all.put("answeredByBusinessCode", numbers(answeredByBusinessCode));
        if (received > 0) {
            all.put("firstArrival", instant(firstArrivalEpochNanos).toString());
            all.put("lastArrival", instant(lastArrivalEpochNanos).toString());
            all.put(
                    "firstSecond",
                    Instant.ofEpochSecond(firstArrivalEpochNanos / NANOS_PER_SECOND)
                            .toString());
        }
        all.put("arrivalsPerSecond", Arrays.copyOf(perSecond, seconds));
        all.put("arrivalsBeyondSeconds", beyondSeconds);
        return all;
    }

    private static Map<String, Long> numbers(Map<?, long[]> counts) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        counts.forEach((name, count) -> numbers.put(name.toString(), count[0]));
        return numbers;
    }

    private static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(epochNanos / NANOS_PER_SECOND, epochNanos % NANOS_PER_SECOND);
    }
}
