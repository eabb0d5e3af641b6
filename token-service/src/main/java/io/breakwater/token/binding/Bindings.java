package io.breakwater.token.binding;

import io.breakwater.token.publish.TokenPublisher;
import io.breakwater.token.refresh.TokenKeeper;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The bindings of this service, as kept and as published. Thread-safe. */
public final class Bindings {

    private final SortedMap<String, TokenKeeper> keepers;
    private final TokenPublisher publisher;
    private final Clock clock;

    /**
     * The bindings by name.
     *
     * @param keepers   one for each
     * @param publisher where their tokens go
     * @param clock     tells what is left of a token
     */
    public Bindings(SortedMap<String, TokenKeeper> keepers, TokenPublisher publisher, Clock clock) {
        this.keepers = keepers;
        this.publisher = publisher;
        this.clock = clock;
    }

    Set<String> names() {
        return keepers.keySet();
    }

    List<BindingAnswer> all() {
        return keepers.values().stream().map(this::answer).toList();
    }

    Optional<BindingAnswer> find(String name) {
        return Optional.ofNullable(keepers.get(name)).map(this::answer);
    }

    long unreadableRecords() {
        return publisher.unreadableRecords();
    }

    private BindingAnswer answer(TokenKeeper keeper) {
        return BindingAnswer.of(keeper.status(), publisher.status(keeper.binding()), clock);
    }
}
