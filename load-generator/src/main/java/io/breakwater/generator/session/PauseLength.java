package io.breakwater.generator.session;

/** How long pauses are: drawn from the virtual user's own series of random numbers, so that a replay draws the same. */
final class PauseLength {

    private static final double TWO_TO_THE_53 = 0x1p53;

    private PauseLength() {}

    static long nanos(Action.Pause pause, VirtualUser user) {
        return switch (pause.spread()) {
            case FIXED -> pause.nanos();
            case UNIFORM -> pause.nanos() + (long) (fraction(user) * pause.variationNanos());
            // Box and Muller 1958; what would lie below zero is zero.
            case NORMAL -> {
                double radius = Math.sqrt(-2 * Math.log(1 - fraction(user)));
                double deviations = radius * Math.cos(2 * Math.PI * fraction(user));
                yield Math.max(0, pause.nanos() + Math.round(deviations * pause.variationNanos()));
            }
        };
    }

    /** Evenly from 0 to below 1. */
    private static double fraction(VirtualUser user) {
        return (user.values().nextRandom() >>> 11) / TWO_TO_THE_53;
    }
}
