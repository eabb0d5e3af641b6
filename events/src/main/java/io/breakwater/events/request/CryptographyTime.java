package io.breakwater.events.request;

/**
 * The time that generators spent to encrypt and sign messages and to verify and decrypt their answers. It lies outside of service
 * time: before the actual start and after the last byte. Cumulative since the run's start.
 *
 * @param messages messages that were encrypted
 * @param nanos    the time for them and their answers together, in nanoseconds
 */
public record CryptographyTime(long messages, long nanos) {

    /** Of steps that encrypt nothing. */
    public static final CryptographyTime NONE = new CryptographyTime(0, 0);

    /** Both together. */
    public CryptographyTime plus(CryptographyTime other) {
        return new CryptographyTime(messages + other.messages, nanos + other.nanos);
    }

    /** The mean for one message and its answer, in microseconds; 0 without any. */
    public double meanMicros() {
        return messages == 0 ? 0 : (double) nanos / 1_000 / messages;
    }
}
