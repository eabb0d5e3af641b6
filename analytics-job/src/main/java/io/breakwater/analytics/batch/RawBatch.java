package io.breakwater.analytics.batch;

/**
 * A record of {@code request-events} as it was received.
 *
 * @param key       the record key; empty when it has none
 * @param value     the record value; empty when it has none
 * @param partition where it stood
 * @param offset    where it stood there
 */
public record RawBatch(byte[] key, byte[] value, int partition, long offset) {}
