package io.breakwater.target.platform.tokens;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An application at a platform: its fetches and the tokens that it has in force. */
public final class App {

    private final Platform platform;
    private final String id;
    private final int number;
    private final FetchLog fetches = new FetchLog();
    private @Nullable TokenLine plain;
    private @Nullable TokenLine stable;

    App(Platform platform, String id, int number) {
        this.platform = platform;
        this.id = id;
        this.number = number;
    }

    /** Returns the platform that knows it. */
    public Platform platform() {
        return platform;
    }

    /** Returns its id there. */
    public String id() {
        return id;
    }

    /** Returns what it fetched. */
    public FetchLog fetches() {
        return fetches;
    }

    /** Returns its tokens of the plain call or of the stable one: neither knows of the other. */
    public TokenLine line(boolean ofStable) {
        TokenLine line = ofStable ? stable : plain;
        if (line == null) {
            line = new TokenLine();
            if (ofStable) {
                stable = line;
            } else {
                plain = line;
            }
        }
        return line;
    }

    int number() {
        return number;
    }

    int countInForce(long nowNanos) {
        return (plain == null ? 0 : plain.countInForce(nowNanos))
                + (stable == null ? 0 : stable.countInForce(nowNanos));
    }

    void endAll() {
        if (plain != null) {
            plain.endAll();
        }
        if (stable != null) {
            stable.endAll();
        }
    }

    void clearLimits() {
        if (plain != null) {
            plain.clearLimits();
        }
        if (stable != null) {
            stable.clearLimits();
        }
    }

    /** Returns its fetches for JSON, with what it is at the head. */
    public Map<String, Object> snapshot() {
        Map<String, Object> all = new java.util.LinkedHashMap<>();
        all.put("platform", platform.word());
        all.put("app", id);
        all.putAll(fetches.snapshot());
        return all;
    }
}
