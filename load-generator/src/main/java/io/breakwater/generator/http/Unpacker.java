package io.breakwater.generator.http;

import io.breakwater.events.request.RequestOutcome;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks the bodies of one event loop, after the time of the last byte has been taken: what that costs is the generator's, not
 * the target's. Bounded, for a few bytes may unpack to all there is. Not thread-safe.
 */
public final class Unpacker implements AutoCloseable {

    private static final int GZIP_HEAD_BYTES = 10;
    private static final int GZIP_TAIL_BYTES = 8;
    private static final int FLAG_CHECKSUM = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private final long limitBytes;
    private final byte[] piece = new byte[8 * 1024];
    private final BodyBytes spare = new BodyBytes();
    private @Nullable Inflater bare;
    private @Nullable Inflater zlib;

    /** One that unpacks no body to more than this many bytes. */
    public Unpacker(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Replaces a packed body by what it holds; does nothing to any other.
     *
     * @return nothing when that went well; otherwise what the request comes to
     */
    public @Nullable RequestOutcome unpack(Response response) {
        BodyBytes body = response.body();
        // An answer to HEAD, a 204 or a 304 may name a packing and hold nothing (RFC 9110, section 8.4).
        if (response.packing() == Packing.NONE || body.length() == 0) {
            return null;
        }
        if (response.packing() == Packing.UNKNOWN) {
            return RequestOutcome.RESPONSE_INVALID;
        }
        try {
            spare.reset();
            if (response.packing() == Packing.GZIP) {
                unpackGzip(body.bytes(), body.length());
            } else {
                unpackDeflate(body.bytes(), body.length());
            }
            body.swap(spare);
            response.packing(Packing.NONE);
            return null;
        } catch (InvalidResponseException e) {
            return e.outcome();
        }
    }

    /** One member or several, one after the other (RFC 1952, section 2.2). */
    private void unpackGzip(byte[] bytes, int length) throws InvalidResponseException {
        int at = 0;
        while (at < length) {
            int from = endOfGzipHead(bytes, at, length);
            int unpackedFrom = spare.length();
            int end = inflate(bare(), bytes, from, length);
            if (length - end < GZIP_TAIL_BYTES) {
                throw new InvalidResponseException("gzip: no checksum at the end");
            }
            CRC32 checksum = new CRC32();
            checksum.update(spare.bytes(), unpackedFrom, spare.length() - unpackedFrom);
            if (checksum.getValue() != little(bytes, end)) {
                throw new InvalidResponseException("gzip: another checksum than it says");
            }
            at = end + GZIP_TAIL_BYTES;
        }
    }

    private void unpackDeflate(byte[] bytes, int length) throws InvalidResponseException {
        boolean wrapped =
                length >= 2 && (bytes[0] & 0x0f) == 8 && ((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff)) % 31 == 0;
        inflate(wrapped ? zlib() : bare(), bytes, 0, length);
    }

    /** Returns the place behind what the packed data take. */
    private int inflate(Inflater inflater, byte[] bytes, int from, int to) throws InvalidResponseException {
        inflater.reset();
        inflater.setInput(bytes, from, to - from);
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(piece);
                if (count == 0 && !inflater.finished()) {
                    throw new InvalidResponseException("packed body: cut off");
                }
                if (count > limitBytes - spare.length()) {
                    throw InvalidResponseException.tooLarge("unpacked body", limitBytes);
                }
                spare.append(piece, 0, count);
            }
        } catch (DataFormatException e) {
            throw new InvalidResponseException("packed body: " + e.getMessage());
        }
        return to - inflater.getRemaining();
    }

    private static int endOfGzipHead(byte[] bytes, int from, int length) throws InvalidResponseException {
        if (length - from < GZIP_HEAD_BYTES || (bytes[from] & 0xff) != 0x1f || (bytes[from + 1] & 0xff) != 0x8b) {
            throw new InvalidResponseException("gzip: other first bytes than 1f 8b");
        }
        int flags = bytes[from + 3];
        int at = from + GZIP_HEAD_BYTES;
        if ((flags & FLAG_EXTRA) != 0 && at + 2 <= length) {
            at += 2 + ((bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            at = behindZero(bytes, at, length);
        }
        if ((flags & FLAG_COMMENT) != 0) {
            at = behindZero(bytes, at, length);
        }
        if ((flags & FLAG_CHECKSUM) != 0) {
            at += 2;
        }
        if (at > length) {
            throw new InvalidResponseException("gzip: head cut off");
        }
        return at;
    }

    private static int behindZero(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length && bytes[at] != 0) {
            at++;
        }
        return at + 1;
    }

    private static long little(byte[] bytes, int at) {
        return (bytes[at] & 0xffL)
                | (bytes[at + 1] & 0xffL) << 8
                | (bytes[at + 2] & 0xffL) << 16
                | (bytes[at + 3] & 0xffL) << 24;
    }

    private Inflater bare() {
        Inflater inflater = bare;
        if (inflater == null) {
            inflater = new Inflater(true);
            bare = inflater;
        }
        return inflater;
    }

    private Inflater zlib() {
        Inflater inflater = zlib;
        if (inflater == null) {
            inflater = new Inflater();
            zlib = inflater;
        }
        return inflater;
    }

    /** Gives the memory back that zlib holds. */
    @Override
    public void close() {
        if (bare != null) {
            bare.end();
            bare = null;
        }
        if (zlib != null) {
            zlib.end();
            zlib = null;
        }
    }
}
