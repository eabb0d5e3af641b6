package io.breakwater.generator.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The place where one binding's tokens in force are found: one, or a pool of them. Written by the thread that reads the topic,
 * read by all event loops for each request, which never wait: a token is replaced by one volatile write.
 */
public final class TokenSlot {

    /** Longer pools are not listed: a sample would cost more than its run. */
    private static final int MOST_LISTED = 64;

    private volatile AtomicReferenceArray<@Nullable HeldToken> members = new AtomicReferenceArray<>(0);

    /** The token of a virtual user, expired or not; nothing when there is none. */
    public @Nullable HeldToken of(long user) {
        AtomicReferenceArray<@Nullable HeldToken> now = members;
        return now.length() == 0 ? null : now.get((int) Long.remainderUnsigned(user, now.length()));
    }

    /** All texts of the first token, by name; nothing when there is none or it has expired. The same until others come. */
    public @Nullable Map<String, String> fields(long nowMillis) {
        HeldToken first = of(0);
        return first == null || first.isExpired(nowMillis) ? null : first.texts();
    }

    /** Whether every member has a token that is valid at that time. */
    public boolean isValid(long nowMillis) {
        return missing(nowMillis) == 0 && members.length() > 0;
    }

    /** How many members have no token that is valid at that time. */
    int missing(long nowMillis) {
        AtomicReferenceArray<@Nullable HeldToken> now = members;
        int missing = 0;
        for (int member = 0; member < now.length(); member++) {
            HeldToken held = now.get(member);
            missing += held == null || held.isExpired(nowMillis) ? 1 : 0;
        }
        return missing;
    }

    /** How many tokens the binding has. */
    int size() {
        return members.length();
    }

    /** Of the tokens that nobody replaces the one that expires first. */
    Optional<HeldToken> firstToExpire() {
        AtomicReferenceArray<@Nullable HeldToken> now = members;
        HeldToken first = null;
        for (int member = 0; member < now.length(); member++) {
            HeldToken held = now.get(member);
            if (held != null
                    && !held.isRefreshed()
                    && (first == null || held.expiresAtMillis() < first.expiresAtMillis())) {
                first = held;
            }
        }
        return Optional.ofNullable(first);
    }

    /** The tokens of a binding that has few of them; of a longer pool none. */
    public List<HeldToken> listed() {
        AtomicReferenceArray<@Nullable HeldToken> now = members;
        List<HeldToken> all = new ArrayList<>();
        for (int member = 0; member < now.length() && now.length() <= MOST_LISTED; member++) {
            HeldToken held = now.get(member);
            if (held != null) {
                all.add(held);
            }
        }
        return all;
    }

    /** Puts a member's token in force. For one thread. */
    void set(HeldToken token, int size) {
        AtomicReferenceArray<@Nullable HeldToken> now = members;
        if (now.length() != size) {
            AtomicReferenceArray<@Nullable HeldToken> resized = new AtomicReferenceArray<>(size);
            for (int member = 0; member < Math.min(size, now.length()); member++) {
                resized.set(member, now.get(member));
            }
            now = resized;
        }
        HeldToken before = now.get(token.member());
        if (before != null) {
            token.heed(before);
        }
        now.set(token.member(), token);
        members = now;
    }

    /** Takes a member's token away. For one thread. */
    void clear(int member) {
        AtomicReferenceArray<@Nullable HeldToken> now = members;
        if (member < now.length()) {
            now.set(member, null);
        }
    }
}
