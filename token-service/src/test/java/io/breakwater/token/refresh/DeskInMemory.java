package io.breakwater.token.refresh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.events.token.PlatformAsks;
import io.breakwater.events.token.PlatformToken;
import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.token.TokenFields;
import io.breakwater.events.token.TokenKeys;
import io.breakwater.events.token.UnreadableTokenException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Topics that live in a test's memory; several holders may share them one after the other. */
final class DeskInMemory implements TokenDesk {

    final List<Publication> published = new ArrayList<>();
    final List<PlatformAsks> notedAsks = new ArrayList<>();
    boolean isHolder = true;

    private final TokenKeys keys = TokenKeys.of(TokenCipher.of(
            "k", Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(UTF_8))));
    private final Map<String, PlatformToken> tokens = new HashMap<>();
    private final Map<String, PlatformAsks> asks = new HashMap<>();

    @Override
    public Optional<PlatformToken> inForce(String binding, int member) {
        return Optional.ofNullable(tokens.get(PlatformToken.key(binding, member)));
    }

    @Override
    public Optional<TokenFields> open(PlatformToken token) {
        try {
            return Optional.of(keys.decrypt(token));
        } catch (UnreadableTokenException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Optional<PlatformAsks> asks(String binding) {
        return Optional.ofNullable(asks.get(binding));
    }

    @Override
    public boolean mayAsk(String binding) {
        return isHolder;
    }

    @Override
    public boolean noteAsks(PlatformAsks counted) {
        asks.put(counted.binding(), counted);
        notedAsks.add(counted);
        return true;
    }

    @Override
    public void publish(Publication token) {
        published.add(token);
        tokens.put(
                PlatformToken.key(token.binding(), token.member()),
                keys.encrypt(
                        token.binding(),
                        token.member(),
                        token.members(),
                        token.fields(),
                        token.obtainedAt(),
                        token.expiresAt(),
                        token.refreshed()));
    }

    @Override
    public void withdraw(String binding, int member) {
        tokens.remove(PlatformToken.key(binding, member));
    }
}
