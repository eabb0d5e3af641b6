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

    private volatile Members members = new Members(new AtomicReferenceArray<>(0), 0);

    /** The token that was obtained last: it says how many there are. For the thread that writes. */
    private @Nullable HeldToken newest;

    /**
     * The tokens as they stand.
     *
     * @param tokens by member; may be longer than there are members
     * @param size   how many members there are
     */
    private record Members(AtomicReferenceArray<@Nullable HeldToken> tokens, int size) {

        @Nullable
        HeldToken get(int member) {
            return tokens.get(member);
        }
    }

    /** The token of a virtual user, expired or not; nothing when there is none. */
    public @Nullable HeldToken of(long user) {
        Members now = members;
        return now.size() == 0 ? null : now.get((int) Long.remainderUnsigned(user, now.size()));
    }

    /** All texts of the first token, by name; nothing when there is none or it has expired. The same until others come. */
    public @Nullable Map<String, String> fields(long nowMillis) {
        HeldToken first = of(0);
        return first == null || first.isExpired(nowMillis) ? null : first.texts();
    }

    /** Whether every member has a token that is valid at that time. */
    public boolean isValid(long nowMillis) {
        return missing(nowMillis) == 0 && members.size() > 0;
    }

    /** How many members have no token that is valid at that time. */
    int missing(long nowMillis) {
        Members now = members;
        int missing = 0;
        for (int member = 0; member < now.size(); member++) {
            HeldToken held = now.get(member);
            missing += held == null || held.isExpired(nowMillis) ? 1 : 0;
        }
        return missing;
    }

    /** How many tokens the binding has. */
    int size() {
        return members.size();
    }

    /** Of the tokens that nobody replaces the one that expires first. */
    Optional<HeldToken> firstToExpire() {
        Members now = members;
        HeldToken first = null;
        for (int member = 0; member < now.size(); member++) {
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
        Members now = members;
        List<HeldToken> all = new ArrayList<>();
        for (int member = 0; member < now.size() && now.size() <= MOST_LISTED; member++) {
            HeldToken held = now.get(member);
            if (held != null) {
                all.add(held);
            }
        }
        return all;
    }

    /**
     * Puts a member's token in force. How many members there are is said by the token that was obtained last, not by the one that
     * is read last: an older one takes none of the others away. For one thread.
     */
    void set(HeldToken token) {
        Members now = members;
        AtomicReferenceArray<@Nullable HeldToken> tokens = now.tokens();
        if (tokens.length() < token.members()) {
            tokens = new AtomicReferenceArray<>(token.members());
            for (int member = 0; member < now.tokens().length(); member++) {
                tokens.set(member, now.get(member));
            }
        }
        HeldToken before = tokens.get(token.member());
        if (before != null) {
            token.heed(before);
        }
        tokens.set(token.member(), token);
        HeldToken last = newest;
        if (last == null || !token.obtainedAt().isBefore(last.obtainedAt())) {
            newest = token;
        }
        show(tokens);
    }

    /** Takes a member's token away, and with it what it said of the number of members. For one thread. */
    void clear(int member) {
        AtomicReferenceArray<@Nullable HeldToken> tokens = members.tokens();
        if (member >= tokens.length()) {
            return;
        }
        HeldToken gone = tokens.getAndSet(member, null);
        if (gone != null && gone == newest) {
            newest = null;
            for (int other = 0; other < tokens.length(); other++) {
                HeldToken held = tokens.get(other);
                if (held != null && (newest == null || held.obtainedAt().isAfter(newest.obtainedAt()))) {
                    newest = held;
                }
            }
            show(tokens);
        }
    }

    private void show(AtomicReferenceArray<@Nullable HeldToken> tokens) {
        Members now = members;
        int size = newest == null ? now.size() : newest.members();
        if (now.size() != size || now.tokens() != tokens) {
            members = new Members(tokens, size);
        }
    }
}
