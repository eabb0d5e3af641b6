package io.breakwater.analytics.publish;

/**
 * A result for other services: a window or a verdict. Flat so that Flink serializes it without Kryo.
 *
 * @param runId the run; the record key
 * @param value the result, as bytes that the codec made
 */
public record Published(String runId, byte[] value) {}
