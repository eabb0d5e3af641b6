package io.breakwater.generator.sample;

import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.template.Expression;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.HandedValues;
import io.breakwater.generator.value.Sequences;
import io.breakwater.generator.value.Source;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.value.Values;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** The values of a scenario's platform tokens that are in force. Thread-safe. */
public final class TokenSecrets implements Supplier<Collection<String>> {

    private final List<Source> tokens = new ArrayList<>();
    private final Sources sources;
    private final Clock wallClock;

    /** The tokens of this scenario. */
    public TokenSecrets(Scenario scenario, Sources sources, Clock wallClock) {
        this.sources = sources;
        this.wallClock = wallClock;
        for (String name : scenario.tokens().keySet()) {
            tokens.add(sources.source(new Expression.Token(name), ValueEncoding.PLAIN));
        }
    }

    @Override
    public Collection<String> get() {
        List<String> values = new ArrayList<>();
        if (tokens.isEmpty()) {
            return values;
        }
        Filling filling = new Filling(new Sequences(0, 0, 1));
        filling.of(new int[0], new Values(sources.names(), new HandedValues(sources.names())), wallClock.millis());
        for (Source token : tokens) {
            ByteText text = new ByteText(0);
            if (token.append(filling, text)) {
                values.add(text.toString());
            }
        }
        return values;
    }
}
