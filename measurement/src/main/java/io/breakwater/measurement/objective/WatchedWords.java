package io.breakwater.measurement.objective;

import java.math.RoundingMode;

/** The words for what came of the stretches of a run. */
final class WatchedWords {

    private WatchedWords() {}

    static String tooFew(long minimumRequests) {
        return "; too few to decide (expected: at least " + Wording.count(minimumRequests) + " requests)";
    }

    static String none(Objective objective, Span span, long minimumRequests) {
        return objective.words() + ": no " + stretch(span) + " with requests enough (expected: at least one with "
                + Wording.count(minimumRequests) + ")";
    }

    static String where(Span span, long from, long to, long decided, long broken, long longestRow) {
        if (span instanceof Span.For row) {
            return " in the worst second, " + from + "; broken for " + longestRow + " s on end (objective: less than "
                    + row.seconds() + " s)";
        }
        String stretches = seconds(span) == 1
                ? " seconds, " + from
                : " stretches of " + seconds(span) + " s, seconds " + from + " to " + to;
        return " in the worst of " + Wording.count(decided) + stretches + "; " + Wording.count(broken) + " broken";
    }

    static String secondsHeld(Objective objective, Shares shares, Finding worst, long worstSecond) {
        return objective.words() + ": held in "
                + Wording.measuredShare(shares.part(), shares.whole(), shares.shareRatio(), RoundingMode.FLOOR)
                + " of the seconds (objective: >= " + Wording.share(shares.shareRatio()) + "), "
                + Wording.count(shares.whole()) + " seconds; in the worst, " + worstSecond + ", " + worst.sentence();
    }

    private static String stretch(Span span) {
        long seconds = seconds(span);
        return seconds == 1 ? "second" : "stretch of " + seconds + " s";
    }

    private static long seconds(Span span) {
        return span instanceof Span.InEvery every
                ? every.seconds()
                : span instanceof Span.OverLast last ? last.seconds() : 1;
    }
}
