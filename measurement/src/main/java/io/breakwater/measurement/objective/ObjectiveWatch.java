package io.breakwater.measurement.objective;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows one objective through a run, second by second, and knows at any time what came of it. What it keeps is bounded by
 * the length of a stretch and not by that of the run. Not thread-safe.
 */
public final class ObjectiveWatch {

    private static final long NEVER = Long.MIN_VALUE;

    private final Objective objective;
    private final Span span;
    private final long minimumRequests;
    private final CountedRequests none;

    /** The last seconds of {@link Span.OverLast}, up to the latest. */
    private final ArrayDeque<CountedRequests> recent = new ArrayDeque<>();

    private CountedRequests total;
    private CountedRequests stretch;
    private @Nullable CountedRequests worst;
    private long worstFrom = NEVER;
    private long worstTo = NEVER;
    private long stretchFrom = NEVER;
    private long latest = NEVER;
    private long decided;
    private long broken;
    private long firstBroken = NEVER;
    private long rowFrom = NEVER;
    private long longestRow;

    /**
     * Watches an objective from its first second on.
     *
     * @param minimumRequests a stretch that fewer requests would decide decides nothing; at least 1
     * @param none            no requests, with the limits that seconds will be compared with
     */
    public ObjectiveWatch(Objective objective, Span span, long minimumRequests, CountedRequests none) {
        this.objective = objective;
        this.span = span;
        this.minimumRequests = Math.max(1, minimumRequests);
        this.none = none;
        this.total = none;
        this.stretch = none;
    }

    /**
     * Takes a second to which nothing more can come. A second that is left out had no requests.
     *
     * @param second whole seconds since the run's start, higher than each before
     * @param counts its requests
     */
    public void second(long second, CountedRequests counts) {
        if (second <= latest) {
            throw new IllegalArgumentException("second: " + second + " (expected: after " + latest + ")");
        }
        total = span instanceof Span.Whole ? total.plus(counts) : total.countsPlus(counts, 1);
        if (span instanceof Span.Whole) {
            soFar(second, counts);
        } else if (span instanceof Span.InEvery every) {
            fill(every.seconds(), second, counts);
        } else if (span instanceof Span.OverLast last) {
            slide(last.seconds(), second, counts);
        } else if (decides(counts)) {
            tell(second, second, counts);
            row(second, objective.holds(counts));
        } else {
            rowFrom = NEVER;
        }
        latest = second;
    }

    /** Takes note that no second will come any more: a stretch that is not full counts too. */
    public void finish() {
        if (span instanceof Span.InEvery && latest != NEVER) {
            closeStretch(latest);
        }
    }

    private void soFar(long second, CountedRequests counts) {
        if (objective.decidedBy(counts) > 0) {
            boolean isBroken = decides(total) && !objective.holds(total);
            decided++;
            broken += isBroken ? 1 : 0;
            breaks(isBroken, second);
        }
    }

    private void row(long second, boolean held) {
        if (span instanceof Span.For row) {
            // A second that was left out decided nothing, and ends a row as one that held does.
            boolean goesOn = rowFrom != NEVER && latest == second - 1;
            rowFrom = held ? NEVER : goesOn ? rowFrom : second;
            longestRow = Math.max(longestRow, held ? 0 : second - rowFrom + 1);
            breaks(longestRow >= row.seconds(), second);
        } else if (span instanceof Span.SecondsHeld share) {
            breaks(!heldShare(share.shareRatio()).held(), second);
        }
    }

    /** Takes note of whether what came so far breaks it; figures may recover. */
    private void breaks(boolean isBroken, long second) {
        if (isBroken && firstBroken == NEVER) {
            firstBroken = second;
        } else if (!isBroken && !always()) {
            firstBroken = NEVER;
        }
    }

    private boolean always() {
        return span instanceof Span.Whole whole
                ? whole.always()
                : span instanceof Span.SecondsHeld held && held.always();
    }

    private void fill(long length, long second, CountedRequests counts) {
        if (stretchFrom == NEVER) {
            stretchFrom = second;
        }
        long from = second - Math.floorMod(second - stretchFrom, length);
        if (from > stretchFrom) {
            closeStretch(stretchFrom + length - 1);
            stretchFrom = from;
        }
        stretch = stretch.plus(counts);
        if (second == stretchFrom + length - 1) {
            closeStretch(second);
        }
    }

    private void closeStretch(long last) {
        if (decides(stretch)) {
            tell(stretchFrom, last, stretch);
        }
        stretch = none;
    }

    private void slide(long length, long second, CountedRequests counts) {
        if (latest != NEVER) {
            // Once it holds no request, nothing changes until the next one.
            long empty = Math.min(second - latest - 1, length);
            for (long gap = 1; gap <= empty; gap++) {
                push(length, latest + gap, none);
            }
        }
        push(length, second, counts);
    }

    private void push(long length, long second, CountedRequests counts) {
        recent.add(counts);
        stretch = stretch.countsPlus(counts, 1);
        if (recent.size() > length) {
            stretch = stretch.countsPlus(recent.remove(), -1);
        }
        if (recent.size() == length && decides(stretch)) {
            tell(second - length + 1, second, stretch);
        }
    }

    private boolean decides(CountedRequests counts) {
        return objective.decidedBy(counts) >= minimumRequests;
    }

    /** Counts a stretch that decides something. */
    private void tell(long from, long to, CountedRequests counts) {
        decided++;
        if (!objective.holds(counts)) {
            broken++;
            firstBroken = firstBroken == NEVER && isOfStretches() ? to : firstBroken;
        }
        if (worst == null || objective.severity(counts) > objective.severity(worst)) {
            worst = span instanceof Span.OverLast ? recent.stream().reduce(none, CountedRequests::plus) : counts;
            worstFrom = from;
            worstTo = to;
        }
    }

    private boolean isOfStretches() {
        return span instanceof Span.InEvery || span instanceof Span.OverLast;
    }

    private Shares heldShare(double shareRatio) {
        return new Shares("seconds held", decided - broken, decided, true, shareRatio);
    }

    /**
     * The second that broke it, the last of its stretch: for good where the figures so far may recover. Empty while it holds.
     */
    public Optional<Long> firstBroken() {
        return firstBroken == NEVER ? Optional.empty() : Optional.of(firstBroken);
    }

    /** What came of it so far. */
    public Watched result() {
        return result(total);
    }

    /**
     * What came of it so far, where its seconds came without histograms.
     *
     * @param figures of an objective over the whole, all requests it is about
     */
    public Watched result(CountedRequests figures) {
        boolean enough = objective.decidedBy(figures) >= minimumRequests;
        if (span instanceof Span.Whole whole) {
            Finding finding = objective.evaluate(figures);
            boolean held = enough && finding.held() && !(whole.always() && broken > 0);
            String sentence = finding.sentence() + (enough ? since(held) : tooFew());
            return watched(figures, finding.measured(), objective.limit(), enough, held, sentence);
        }
        if (worst == null) {
            return watched(
                    total, 0, objective.limit(), false, false, WatchedWords.none(objective, span, minimumRequests));
        }
        Finding finding = objective.evaluate(worst);
        if (span instanceof Span.SecondsHeld share) {
            Shares shares = heldShare(share.shareRatio());
            boolean held = shares.held() && !(share.always() && firstBroken != NEVER);
            return watched(
                    total,
                    (double) shares.part() / shares.whole(),
                    share.shareRatio(),
                    true,
                    held,
                    WatchedWords.secondsHeld(objective, shares, finding, worstFrom) + since(held));
        }
        boolean held = span instanceof Span.For row ? longestRow < row.seconds() : broken == 0;
        String where = WatchedWords.where(span, worstFrom, worstTo, decided, broken, longestRow);
        return watched(
                total, finding.measured(), objective.limit(), true, held, finding.sentence() + where + since(held));
    }

    private String tooFew() {
        return minimumRequests == 1 ? "" : WatchedWords.tooFew(minimumRequests);
    }

    private String since(boolean held) {
        return held || firstBroken == NEVER ? "" : "; first broken by second " + firstBroken;
    }

    private Watched watched(
            CountedRequests all, double measured, double limit, boolean enough, boolean held, String sentence) {
        return new Watched(
                measured,
                limit,
                objective.decidedBy(all),
                decided,
                broken,
                held ? Optional.empty() : firstBroken(),
                enough,
                held,
                sentence);
    }

    /** Writes what {@link #read} reads. */
    public void write(DataOutput out) throws IOException {
        for (long number : new long[] {
            worstFrom, worstTo, stretchFrom, latest, decided, broken, firstBroken, rowFrom, longestRow, recent.size()
        }) {
            out.writeLong(number);
        }
        for (CountedRequests counts : recent) {
            counts.write(out);
        }
        total.write(out);
        stretch.write(out);
        out.writeBoolean(worst != null);
        if (worst != null) {
            worst.write(out);
        }
    }

    /** Takes over what {@link #write} wrote of a watch of the same objective. */
    public void read(DataInput in) throws IOException {
        worstFrom = in.readLong();
        worstTo = in.readLong();
        stretchFrom = in.readLong();
        latest = in.readLong();
        decided = in.readLong();
        broken = in.readLong();
        firstBroken = in.readLong();
        rowFrom = in.readLong();
        longestRow = in.readLong();
        recent.clear();
        for (long left = in.readLong(); left > 0; left--) {
            recent.add(CountedRequests.read(in));
        }
        total = CountedRequests.read(in);
        stretch = CountedRequests.read(in);
        worst = in.readBoolean() ? CountedRequests.read(in) : null;
    }
}
