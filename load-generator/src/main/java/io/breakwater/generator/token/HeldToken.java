package io.breakwater.generator.token;

import io.breakwater.events.token.TokenFields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One token as it is held in memory, with what belongs to it: bytes that are ready to be written into requests. Never changes,
 * but for the note that its refusal was told. Thread-safe; its texts are never shown.
 */
public final class HeldToken {

    private final String binding;
    private final int member;
    private final int members;
    private final TokenFields fields;
    private final Instant obtainedAt;
    private final Map<String, byte[]> bytes = new HashMap<>();
    private final long expiresAtMillis;
    private final boolean refreshed;
    private final TokenRejections rejections;

    /** The same object for each copy of the same token. Written before others see this copy. */
    private AtomicBoolean told = new AtomicBoolean();

    HeldToken(
            String binding,
            int member,
            int members,
            TokenFields fields,
            Instant obtainedAt,
            long expiresAtMillis,
            boolean refreshed,
            TokenRejections rejections) {
        this.binding = binding;
        this.member = member;
        this.members = members;
        this.fields = fields;
        this.obtainedAt = obtainedAt;
        this.expiresAtMillis = expiresAtMillis;
        this.refreshed = refreshed;
        this.rejections = rejections;
        fields.values().forEach((name, value) -> bytes.put(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    /** The binding of token-service that it belongs to. */
    public String binding() {
        return binding;
    }

    /** Which of the binding's tokens it is, from 0. */
    public int member() {
        return member;
    }

    /** A text in UTF-8, which nobody changes; nothing when it has none of that name. */
    public byte @Nullable [] bytes(String field) {
        return bytes.get(field);
    }

    /** All texts by name; not to be shown. */
    public Map<String, String> texts() {
        return fields.values();
    }

    /** By what a refusal names it. */
    public String fingerprint() {
        return fields.fingerprint();
    }

    /** Whether its time is up. */
    public boolean isExpired(long nowMillis) {
        return nowMillis >= expiresAtMillis;
    }

    /** How many tokens the binding had when this one was published. */
    int members() {
        return members;
    }

    Instant obtainedAt() {
        return obtainedAt;
    }

    long expiresAtMillis() {
        return expiresAtMillis;
    }

    /** Whether token-service replaces it before its time is up. */
    boolean isRefreshed() {
        return refreshed;
    }

    /** Whether nobody was told of its refusal yet; asked before the refusal's code is looked for. */
    public boolean isToBeTold() {
        return !told.get();
    }

    /** Tells that it was refused: once, however often that happens and in however many runs; again only if telling failed. */
    public void refused(String code, String runId) {
        if (told.compareAndSet(false, true)) {
            rejections.rejected(this, code, runId);
        }
    }

    /** The telling failed: the next refusal is told again. */
    void untold() {
        told.set(false);
    }

    /** The same token that comes again is told of once. */
    void heed(HeldToken before) {
        if (before.fields.token().equals(fields.token())) {
            told = before.told;
        }
    }

    @Override
    public String toString() {
        return "HeldToken[binding=" + binding + ", member=" + member + "]";
    }
}
