package io.breakwater.generator.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A response's header fields as bytes, in the order in which they came, names in lower case (RFC 9110, section 5.1). Reused from
 * response to response and grown as needed; the client's limit on a head bounds it. Not thread-safe.
 *
 * <p>All values of {@code set-cookie}:
 *
 * <pre>{@code
 * for (int at = headers.next(name, 0); at < headers.count(); at = headers.next(name, at + 1)) {
 *     use(headers.bytes(), headers.valueFrom(at), headers.valueLength(at));
 * }
 * }</pre>
 */
public final class HeaderBytes {

    /** A connection does not hold on to more after unusually many headers. */
    private static final int KEPT_CAPACITY_BYTES = 8 * 1024;

    private static final int NAME_FROM = 0;
    private static final int NAME_LENGTH = 1;
    private static final int VALUE_FROM = 2;
    private static final int VALUE_LENGTH = 3;
    private static final int PLACES = 4;

    private byte[] bytes = new byte[0];
    private int[] places = new int[0];
    private int length;
    private int count;

    /** Makes a name fit for {@link #next}: its bytes in lower case. */
    public static byte[] name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = lower(bytes[i]);
        }
        return bytes;
    }

    /** How many fields there are; 0 when nobody asked for them. */
    public int count() {
        return count;
    }

    /**
     * The first field of this name, from a place on.
     *
     * @param lowerName the name in lower case
     * @param from      where to begin
     * @return its place; {@link #count()} when there is none
     */
    public int next(byte[] lowerName, int from) {
        for (int at = from; at < count; at++) {
            int nameFrom = nameFrom(at);
            if (Arrays.equals(bytes, nameFrom, nameFrom + nameLength(at), lowerName, 0, lowerName.length)) {
                return at;
            }
        }
        return count;
    }

    /** The bytes that all places point into; only until the call that was told of the response returns. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the name at this place begins. */
    public int nameFrom(int at) {
        return places[at * PLACES + NAME_FROM];
    }

    /** How many bytes the name has. */
    public int nameLength(int at) {
        return places[at * PLACES + NAME_LENGTH];
    }

    /** Where the value at this place begins. */
    public int valueFrom(int at) {
        return places[at * PLACES + VALUE_FROM];
    }

    /** How many bytes the value has. */
    public int valueLength(int at) {
        return places[at * PLACES + VALUE_LENGTH];
    }

    /** Forgets all fields. For transports. */
    public void reset() {
        length = 0;
        count = 0;
        if (bytes.length > KEPT_CAPACITY_BYTES) {
            bytes = new byte[0];
        }
    }

    /** Adds a field whose name and value lie in one array. For transports. */
    public void add(byte[] source, int nameFrom, int nameLength, int valueFrom, int valueLength) {
        int needed = length + nameLength + valueLength;
        if (bytes.length < needed) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.max(512, bytes.length * 2)));
        }
        if (places.length < (count + 1) * PLACES) {
            places = Arrays.copyOf(places, Math.max(16 * PLACES, places.length * 2));
        }
        int place = count++ * PLACES;
        places[place + NAME_FROM] = length;
        places[place + NAME_LENGTH] = nameLength;
        for (int i = 0; i < nameLength; i++) {
            bytes[length++] = lower(source[nameFrom + i]);
        }
        places[place + VALUE_FROM] = length;
        places[place + VALUE_LENGTH] = valueLength;
        System.arraycopy(source, valueFrom, bytes, length, valueLength);
        length += valueLength;
    }

    private static byte lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
    }
}
