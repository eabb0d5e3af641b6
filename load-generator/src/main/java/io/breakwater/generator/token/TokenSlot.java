package io.breakwater.generator.token;

import io.breakwater.generator.data.ValueEncoding;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The place where one binding's token in force is found. Written by the thread that reads the topic, read by all event loops
 * for each request: one volatile read, and bytes that are encoded already.
 */
public final class TokenSlot {

    private volatile @Nullable Current current;

    /** A token's bytes by encoding, and its end. */
    private record Current(long expiresAtMillis, byte[][] byEncoding) {}

    /** The token's bytes as they are written into a request; nothing when there is none or it has expired. */
    public byte @Nullable [] bytes(ValueEncoding encoding, long nowMillis) {
        Current now = current;
        return now == null || nowMillis >= now.expiresAtMillis() ? null : now.byEncoding()[encoding.ordinal()];
    }

    /** Whether there is a token that is valid at that time. */
    public boolean isValid(long nowMillis) {
        return bytes(ValueEncoding.PLAIN, nowMillis) != null;
    }

    void set(String token, long expiresAtMillis) {
        current = new Current(
                expiresAtMillis,
                Arrays.stream(ValueEncoding.values())
                        .map(encoding -> encoding.encode(token))
                        .toArray(byte[][]::new));
    }

    void clear() {
        current = null;
    }
}
