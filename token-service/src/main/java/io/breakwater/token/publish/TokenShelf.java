package io.breakwater.token.publish;

import io.breakwater.events.token.PlatformAsks;
import io.breakwater.events.token.PlatformToken;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What the topics hold of this service's bindings: the newest token of each member, encrypted, and how often platforms were
 * asked. Every replica has all of it, so that it can take over at any time. Thread-safe.
 */
final class TokenShelf {

    /** One text for each name, however many records carry it. */
    private final Map<String, String> bindings;

    private final Map<String, PlatformToken> tokens = new ConcurrentHashMap<>();
    private final Map<String, PlatformAsks> asks = new ConcurrentHashMap<>();

    TokenShelf(Collection<String> bindings) {
        this.bindings = bindings.stream().collect(Collectors.toUnmodifiableMap(name -> name, name -> name));
    }

    /** Keeps a token unless a newer one is kept; those of others' bindings are left alone. */
    void put(PlatformToken token) {
        String binding = bindings.get(token.binding());
        if (binding == null) {
            return;
        }
        PlatformToken own = new PlatformToken(
                binding,
                token.member(),
                token.members(),
                token.keyId().intern(),
                token.ciphertext(),
                token.obtainedAt(),
                token.expiresAt(),
                token.refreshed());
        tokens.merge(
                own.member() == 0 ? binding : own.key(),
                own,
                (before, after) -> after.obtainedAt().isBefore(before.obtainedAt()) ? before : after);
    }

    void remove(String key) {
        tokens.remove(key);
    }

    void put(PlatformAsks counted) {
        if (bindings.containsKey(counted.binding())) {
            asks.put(counted.binding(), counted);
        }
    }

    Optional<PlatformToken> token(String binding, int member) {
        return Optional.ofNullable(tokens.get(PlatformToken.key(binding, member)));
    }

    Optional<PlatformAsks> asks(String binding) {
        return Optional.ofNullable(asks.get(binding));
    }

    Collection<PlatformToken> tokens() {
        return tokens.values();
    }
}
