package io.breakwater.generator.session;

import io.breakwater.events.data.TokenUses;
import io.breakwater.generator.token.HeldToken;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The platform tokens of a run by their numbers. Immutable. */
final class RunTokens {

    private final List<String> labels;
    private final long[] expiresAtMillis;

    private RunTokens(List<String> labels, long[] expiresAtMillis) {
        this.labels = List.copyOf(labels);
        this.expiresAtMillis = expiresAtMillis;
    }

    /** Those of a run that is prepared now. */
    static RunTokens of(TokenUses uses, Instant preparedAt) {
        return new RunTokens(
                uses.sources().stream().map(TokenUses.Source::label).toList(),
                uses.sources().stream()
                        .mapToLong(source -> source.file()
                                .flatMap(file -> file.expiresAt(preparedAt))
                                .map(Instant::toEpochMilli)
                                .orElse(Long.MAX_VALUE))
                        .toArray());
    }

    /** How people call them. */
    List<String> labels() {
        return labels;
    }

    /**
     * Whether a token's time was up.
     *
     * @param held the token itself; nothing when it stands in a data file
     */
    boolean isExpired(int token, @Nullable HeldToken held, long nowMillis) {
        return held == null ? nowMillis >= expiresAtMillis[token] : held.isExpired(nowMillis);
    }
}
