package io.breakwater.events.verdict;

/** What a verdict says about the target. */
public enum Outcome {
    /** Every objective held, and the measurement can be believed. */
    PASS,
    /** An objective did not hold, and the measurement can be believed. */
    FAIL,
    /** The measurement cannot carry a verdict; the reasons say why. */
    INCONCLUSIVE
}
