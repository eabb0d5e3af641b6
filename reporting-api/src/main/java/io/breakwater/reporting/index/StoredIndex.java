package io.breakwater.reporting.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An index of Elasticsearch that this process owns. It is read and written by its alias only, so that the index behind
 * may be rolled over or rebuilt, and so that Elasticsearch never makes one by itself without our mapping.
 */
public enum StoredIndex {
    /** One document for each second of each step of a run. */
    WINDOW_SUMMARIES("window-summaries"),
    /** One document for each run: its newest verdict. */
    RUN_VERDICTS("run-verdicts"),
    /** One document for each status that a run had, and for each request that was refused. */
    RUN_STATUS("run-status"),
    /** One document for each exchange that was kept whole. */
    REQUEST_SAMPLES("request-samples"),
    /** Records that could not be indexed, byte for byte, for a person to look at. */
    SET_ASIDE("set-aside");

    private static final String TEMPLATE = """
            {
              "index_patterns": ["%1$s-*"],
              "priority": 200,
              "template": {
                "aliases": {"%1$s": {}},
                "settings": {
                  "index.number_of_shards": 1,
                  "index.auto_expand_replicas": "0-1",
                  "index.refresh_interval": "1s"
                },
                "mappings": %2$s
              },
              "_meta": {"sha256": "%3$s"}
            }
            """;

    private final String alias;

    StoredIndex(String alias) {
        this.alias = alias;
    }

    /** The name to read and write by. */
    public String alias() {
        return alias;
    }

    /** The first index behind the alias. */
    String firstIndex() {
        return alias + "-000001";
    }

    String templateName() {
        return "breakwater-" + alias;
    }

    /** The strict mapping, JSON. */
    String mapping() {
        String file = "/elasticsearch/" + alias + ".json";
        try (InputStream in = StoredIndex.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + ": absent (expected: on the class path)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The index template, JSON; it carries its {@link #fingerprint}. */
    String template() {
        return TEMPLATE.formatted(alias, mapping(), fingerprint());
    }

    /** Changes with the template's text, so that a changed template is seen. */
    String fingerprint() {
        try {
            byte[] text = (TEMPLATE + mapping()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: absent (expected: in every JDK)", e);
        }
    }
}
