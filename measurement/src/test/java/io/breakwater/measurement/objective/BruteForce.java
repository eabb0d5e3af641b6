package io.breakwater.measurement.objective;

import io.breakwater.measurement.histogram.LatencyHistogram;
import io.breakwater.measurement.objective.CountedRequests.LimitCount;
import io.breakwater.measurement.objective.CountedRequests.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Decides objectives by looking at every request of a run again for every question. */
final class BruteForce {

    static final long LIMIT_MICROS = 1_000;

    /** What became of one request. */
    enum Fate {
        SUCCEEDED,
        FAILED,
        REFUSED_FOR_ITS_TOKEN,
        FAILED_ITS_CHECK,
        NOT_SENT,
        STOPPED
    }

    /** One request. */
    record Sent(int second, Fate fate, int responseMicros, int serviceMicros) {
        boolean succeeded() {
            return fate == Fate.SUCCEEDED;
        }

        boolean completed() {
            return fate.ordinal() <= Fate.FAILED_ITS_CHECK.ordinal();
        }

        boolean timed() {
            return fate != Fate.STOPPED;
        }

        int micros(TimeMeasure measure) {
            return measure == TimeMeasure.RESPONSE_TIME ? responseMicros : serviceMicros;
        }
    }

    /** What it came to. */
    record Answer(boolean decided, boolean held, long windows, long broken, Optional<Long> first) {}

    private final Objective objective;
    private final Span span;
    private final long minimum;

    BruteForce(Objective objective, Span span, long minimum) {
        this.objective = objective;
        this.span = span;
        this.minimum = minimum;
    }

    static CountedRequests counted(List<Sent> requests) {
        LatencyHistogram response = new LatencyHistogram();
        LatencyHistogram service = new LatencyHistogram();
        List<Sent> good = requests.stream().filter(Sent::succeeded).toList();
        good.forEach(sent -> response.record(sent.responseMicros()));
        good.forEach(sent -> service.record(sent.serviceMicros()));
        return new CountedRequests(
                count(requests, Sent::completed),
                count(requests, sent -> sent.completed() && !sent.succeeded()),
                count(requests, sent -> sent.fate() == Fate.FAILED_ITS_CHECK),
                count(requests, sent -> sent.fate() == Fate.REFUSED_FOR_ITS_TOKEN),
                count(requests, sent -> sent.fate() == Fate.NOT_SENT),
                count(requests, sent -> sent.fate() == Fate.STOPPED),
                List.of(new LimitCount(
                        LIMIT_MICROS,
                        count(good, sent -> sent.responseMicros() <= LIMIT_MICROS),
                        count(good, sent -> sent.serviceMicros() <= LIMIT_MICROS))),
                new Times(good.stream().mapToLong(Sent::responseMicros).sum(), response.encode()),
                new Times(good.stream().mapToLong(Sent::serviceMicros).sum(), service.encode()));
    }

    private static long count(List<Sent> requests, Predicate<Sent> which) {
        return requests.stream().filter(which).count();
    }

    /** How many requests decide it. */
    private long deciding(List<Sent> requests) {
        if (objective instanceof Objective.MeanAtMost) {
            return count(requests, Sent::succeeded);
        }
        if (objective instanceof Objective.ErrorsAtMost) {
            return count(requests, BruteForce::tellsOfErrors);
        }
        if (objective instanceof Objective.BusinessFailuresAtMost
                || objective instanceof Objective.TokenRefusalsAtMost) {
            return count(requests, Sent::completed);
        }
        return objective instanceof Objective.ThroughputAtLeast ? requests.size() : count(requests, Sent::timed);
    }

    private boolean decides(List<Sent> requests) {
        return deciding(requests) >= Math.max(1, minimum);
    }

    /** Whether it holds of requests that decide it. */
    private boolean holds(List<Sent> requests) {
        if (objective instanceof Objective.WithinAtLeast within) {
            return share(requests, sent -> isWithin(sent, within.measure()), Sent::timed) >= exact(within.shareRatio());
        }
        if (objective instanceof Objective.OverAtMost over) {
            return share(requests, sent -> sent.timed() && !isWithin(sent, over.measure()), Sent::timed)
                    <= exact(over.shareRatio());
        }
        if (objective instanceof Objective.PercentileAtMost percentile) {
            List<Integer> sorted = requests.stream()
                    .filter(Sent::timed)
                    .map(sent -> sent.succeeded() ? sent.micros(percentile.measure()) : Integer.MAX_VALUE)
                    .sorted()
                    .toList();
            int rank = (int) Math.max(1, Math.ceil(percentile.percentile() * sorted.size() / 100));
            return sorted.get(rank - 1) <= LIMIT_MICROS;
        }
        if (objective instanceof Objective.MeanAtMost mean) {
            return requests.stream()
                            .filter(Sent::succeeded)
                            .mapToInt(sent -> sent.micros(mean.measure()))
                            .average()
                            .orElse(0)
                    <= LIMIT_MICROS;
        }
        if (objective instanceof Objective.ErrorsAtMost errors) {
            return share(requests, sent -> tellsOfErrors(sent) && !sent.succeeded(), BruteForce::tellsOfErrors)
                    <= exact(errors.shareRatio());
        }
        if (objective instanceof Objective.TokenRefusalsAtMost refusals) {
            return share(requests, sent -> sent.fate() == Fate.REFUSED_FOR_ITS_TOKEN, Sent::completed)
                    <= exact(refusals.shareRatio());
        }
        if (objective instanceof Objective.BusinessFailuresAtMost failures) {
            return share(requests, sent -> sent.fate() == Fate.FAILED_ITS_CHECK, Sent::completed)
                    <= exact(failures.shareRatio());
        }
        return share(requests, Sent::completed, sent -> true) >= exact(objective.limit());
    }

    private static boolean tellsOfErrors(Sent sent) {
        return sent.completed() && sent.fate() != Fate.REFUSED_FOR_ITS_TOKEN;
    }

    private static boolean isWithin(Sent sent, TimeMeasure measure) {
        return sent.succeeded() && sent.micros(measure) <= LIMIT_MICROS;
    }

    /** In millionths, which the shares of the test come out even in. */
    private static long share(List<Sent> requests, Predicate<Sent> part, Predicate<Sent> whole) {
        long of = count(requests, whole);
        BigDecimal millionths = BigDecimal.valueOf(count(requests, part))
                .movePointRight(6)
                .divide(BigDecimal.valueOf(of), 0, RoundingMode.FLOOR);
        return millionths.longValueExact();
    }

    private static long exact(double ratio) {
        return BigDecimal.valueOf(ratio).movePointRight(6).longValueExact();
    }

    Answer answer(List<Sent> requests) {
        TreeMap<Integer, List<Sent>> seconds = new TreeMap<>();
        requests.forEach(sent ->
                seconds.computeIfAbsent(sent.second(), s -> new ArrayList<>()).add(sent));
        if (seconds.isEmpty()) {
            return new Answer(false, false, 0, 0, Optional.empty());
        }
        if (span instanceof Span.Whole whole) {
            return whole(whole.always(), requests, seconds);
        }
        if (span instanceof Span.InEvery every) {
            return each(requests, stretches(seconds, (int) every.seconds(), (int) every.seconds()), seconds.lastKey());
        }
        if (span instanceof Span.OverLast last) {
            return each(requests, stretches(seconds, (int) last.seconds(), 1), Integer.MAX_VALUE);
        }
        return bySecond(seconds);
    }

    private static List<int[]> stretches(NavigableMap<Integer, List<Sent>> seconds, int length, int step) {
        List<int[]> all = new ArrayList<>();
        for (int from = seconds.firstKey(); from <= seconds.lastKey(); from += step) {
            if (step > 1 || length == 1 || from + length - 1 <= seconds.lastKey()) {
                all.add(new int[] {from, from + length - 1});
            }
        }
        return all;
    }

    private Answer each(List<Sent> requests, List<int[]> stretches, int end) {
        long decided = 0;
        long broken = 0;
        Optional<Long> first = Optional.empty();
        for (int[] stretch : stretches) {
            List<Sent> in = requests.stream()
                    .filter(sent -> sent.second() >= stretch[0] && sent.second() <= stretch[1])
                    .toList();
            if (decides(in)) {
                decided++;
                if (!holds(in)) {
                    broken++;
                    first = first.isPresent() ? first : Optional.of((long) Math.min(end, stretch[1]));
                }
            }
        }
        return new Answer(decided > 0, decided > 0 && broken == 0, decided, broken, first);
    }

    private Answer whole(boolean always, List<Sent> requests, NavigableMap<Integer, List<Sent>> seconds) {
        long decided = 0;
        long broken = 0;
        Optional<Long> first = Optional.empty();
        List<Sent> soFar = new ArrayList<>();
        for (List<Sent> second : seconds.values()) {
            soFar.addAll(second);
            if (deciding(second) == 0) {
                continue;
            }
            decided++;
            boolean isBroken = decides(soFar) && !holds(soFar);
            broken += isBroken ? 1 : 0;
            if (isBroken && first.isEmpty()) {
                first = Optional.of((long) second.get(0).second());
            } else if (!isBroken && !always) {
                first = Optional.empty();
            }
        }
        boolean held = decides(requests) && holds(requests) && !(always && broken > 0);
        return new Answer(decides(requests), held, decided, broken, held ? Optional.empty() : first);
    }

    private Answer bySecond(NavigableMap<Integer, List<Sent>> seconds) {
        List<Integer> decided = new ArrayList<>();
        List<Integer> broken = new ArrayList<>();
        seconds.forEach((second, requests) -> {
            if (decides(requests)) {
                decided.add(second);
                if (!holds(requests)) {
                    broken.add(second);
                }
            }
        });
        if (span instanceof Span.For row) {
            Optional<Long> first = Optional.empty();
            for (int second : decided) {
                boolean brokenOnEnd = IntStream.rangeClosed(second - (int) row.seconds() + 1, second)
                        .allMatch(broken::contains);
                if (brokenOnEnd && first.isEmpty()) {
                    first = Optional.of((long) second);
                }
            }
            boolean held = !decided.isEmpty() && first.isEmpty();
            return new Answer(!decided.isEmpty(), held, decided.size(), broken.size(), first);
        }
        Span.SecondsHeld share = (Span.SecondsHeld) span;
        Optional<Long> first = Optional.empty();
        boolean everBroken = false;
        boolean held = false;
        for (int index = 0; index < decided.size(); index++) {
            int second = decided.get(index);
            long good =
                    index + 1 - broken.stream().filter(other -> other <= second).count();
            held = good >= share.shareRatio() * (index + 1);
            everBroken |= !held;
            first = held && !share.always()
                    ? Optional.empty()
                    : first.isEmpty() && !held ? Optional.of((long) second) : first;
        }
        held = held && !(share.always() && everBroken);
        return new Answer(!decided.isEmpty(), held, decided.size(), broken.size(), held ? Optional.empty() : first);
    }
}
