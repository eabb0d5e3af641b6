package io.breakwater.reporting.index;

import java.nio.charset.StandardCharsets;

/**
 * A document to be stored. Of two with the same id the one with the higher version stays; equal versions overwrite.
 *
 * @param index   where
 * @param id      its id there, at most 512 bytes of UTF-8
 * @param version 0 or more
 * @param source  its JSON
 */
record IndexDocument(StoredIndex index, String id, long version, byte[] source) {

    /** Elasticsearch refuses a whole bulk for one longer id. */
    private static final int LONGEST_ID_BYTES = 512;

    IndexDocument {
        int idBytes = id.getBytes(StandardCharsets.UTF_8).length;
        if (idBytes > LONGEST_ID_BYTES) {
            throw new IllegalArgumentException(
                    "id: " + idBytes + " bytes (expected: at most " + LONGEST_ID_BYTES + "): " + id);
        }
        if (version < 0) {
            throw new IllegalArgumentException("version: " + version + " (expected: 0 or more)");
        }
    }
}
