package io.breakwater.target.platform.tokens;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** The applications that called, by platform and id; at most {@link #MAX_APPS} of them. */
public final class Apps {

    /** How many applications there can be: what a test of very many bindings takes, in the 64 MB that a target has. */
    public static final int MAX_APPS = 110_000;

    private final Map<Platform, Map<String, App>> byPlatform = new EnumMap<>(Platform.class);
    private final List<App> byNumber = new ArrayList<>();
    private long refused;

    /** Begins without any application. */
    public Apps() {
        for (Platform platform : Platform.values()) {
            byPlatform.put(platform, new HashMap<>());
        }
    }

    /** Returns the application, which is new if it never called; empty when there are too many already. */
    public Optional<App> of(Platform platform, String id) {
        Map<String, App> ofPlatform = byPlatform.getOrDefault(platform, Map.of());
        App app = ofPlatform.get(id);
        if (app == null && byNumber.size() == MAX_APPS) {
            refused++;
        } else if (app == null) {
            app = new App(platform, id, byNumber.size());
            byNumber.add(app);
            ofPlatform.put(id, app);
        }
        return Optional.ofNullable(app);
    }

    Optional<App> numbered(int number) {
        return number >= 0 && number < byNumber.size() ? Optional.of(byNumber.get(number)) : Optional.empty();
    }

    /** Returns the application if it called before. */
    public Optional<App> known(Platform platform, String id) {
        return Optional.ofNullable(byPlatform.getOrDefault(platform, Map.of()).get(id));
    }

    /** Does something with each application, in the order of their first calls. */
    public void each(Consumer<App> action) {
        byNumber.forEach(action);
    }

    /** Returns how many calls came from applications beyond the highest number. */
    public long refused() {
        return refused;
    }

    /** Returns how many applications called. */
    public int size() {
        return byNumber.size();
    }

    /** Returns a sum over all applications. */
    public long sum(ToLongFunction<App> figure) {
        return byNumber.stream().mapToLong(figure).sum();
    }
}
