package io.breakwater.generator.text;

/** A text that may be looked at only so often, so that no regular expression can hold up an event loop. Not thread-safe. */
public final class BoundedText implements CharSequence {

    /** Enough for every pattern on a short text; about a millisecond. */
    private static final long STEPS = 200_000;

    /** Enough for patterns that look at each character a few times. */
    private static final long STEPS_PER_CHARACTER = 20;

    private final CharSequence text;
    private final long allowed;
    private long steps;

    /** All of a text. */
    public BoundedText(CharSequence text) {
        this.text = text;
        this.allowed = STEPS + STEPS_PER_CHARACTER * text.length();
    }

    @Override
    public char charAt(int index) {
        if (++steps > allowed) {
            throw new SearchTooCostlyException(steps - 1);
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return text.subSequence(from, to);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
