package io.breakwater.generator.http;

/** How a body was compressed on its way (RFC 9110, section 8.4.1). */
public enum Packing {
    /** Not at all. */
    NONE,
    /** As {@code gzip} does (RFC 1952). */
    GZIP,
    /** As {@code deflate} does: zlib (RFC 1950), or bare (RFC 1951) from those who read the name literally. */
    DEFLATE,
    /** In a way that this client never asks for and cannot undo. */
    UNKNOWN;

    private static final byte[] NAME_OF_GZIP = AsciiBytes.of("gzip");
    private static final byte[] OLD_NAME_OF_GZIP = AsciiBytes.of("x-gzip");
    private static final byte[] NAME_OF_DEFLATE = AsciiBytes.of("deflate");
    private static final byte[] NAME_OF_NONE = AsciiBytes.of("identity");

    /** What a value of {@code Content-Encoding} means. */
    public static Packing of(byte[] bytes, int from, int to) {
        if (from == to || AsciiBytes.equal(bytes, from, to, NAME_OF_NONE)) {
            return NONE;
        }
        if (AsciiBytes.equal(bytes, from, to, NAME_OF_GZIP) || AsciiBytes.equal(bytes, from, to, OLD_NAME_OF_GZIP)) {
            return GZIP;
        }
        return AsciiBytes.equal(bytes, from, to, NAME_OF_DEFLATE) ? DEFLATE : UNKNOWN;
    }
}
