package io.breakwater.generator.sample;

import io.breakwater.events.scenario.Scenario;
import io.breakwater.generator.token.HeldToken;
import io.breakwater.generator.token.TokenSlot;
import io.breakwater.generator.value.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What must not be shown of a scenario's platform tokens that are in force. Of a long pool only that is known which an exchange
 * itself used. Thread-safe.
 */
public final class TokenSecrets implements Supplier<Collection<String>> {

    /** Fields that say who somebody is, and let nobody in. */
    private static final Set<String> NAMES = Set.of("openid", "open_id", "unionid", "user_id", "app_id");

    private final List<TokenSlot> slots = new ArrayList<>();

    /** The tokens of this scenario, and what its messages are sealed with. */
    public TokenSecrets(Scenario scenario, Sources sources) {
        scenario.tokens().forEach((name, use) -> {
            if (use.value().isEmpty()) {
                slots.add(sources.token(name));
            }
        });
        slots.addAll(sources.sealing());
    }

    @Override
    public Collection<String> get() {
        List<String> values = new ArrayList<>();
        for (TokenSlot slot : slots) {
            slot.listed().forEach(token -> secrets(token, values));
        }
        return values;
    }

    private static void secrets(HeldToken token, List<String> values) {
        token.texts().forEach((name, text) -> {
            if (!NAMES.contains(name)) {
                values.add(text);
            }
        });
    }
}
