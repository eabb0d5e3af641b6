package io.breakwater.token.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that settings name: from the environment variable BREAKWATER_SECRET_NAME, else from the file NAME in the
 * secrets folder. Remembers those it gave out, so that texts of others can be masked. Thread-safe.
 */
public final class Secrets {

    /** What a secret's environment variable begins with. */
    public static final String VARIABLE_PREFIX = "BREAKWATER_SECRET_";

    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

    private final Function<String, @Nullable String> environment;
    private final Optional<Path> folder;

    /** Longest first: a secret may be part of another. */
    private volatile List<String> known = List.of();

    /**
     * Secrets of one process.
     *
     * @param environment looks up an environment variable
     * @param folder      the secrets folder, if there is one
     */
    public Secrets(Function<String, @Nullable String> environment, Optional<Path> folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /**
     * The same secrets, with a memory of its own: for one of many who each look up few, as masking looks for every secret that is
     * remembered.
     */
    public Secrets apart() {
        return new Secrets(environment, folder);
    }

    /** The secret of that name, or nothing when neither place has it. */
    Optional<Secret> find(String name) {
        String fromEnvironment = environment.apply(variable(name));
        if (fromEnvironment != null && !fromEnvironment.isEmpty()) {
            return Optional.of(remember(fromEnvironment));
        }
        return folder.map(f -> f.resolve(name))
                .filter(Files::isRegularFile)
                .map(Secrets::read)
                .map(this::remember);
    }

    /** Where a secret of that name is looked for, in words. */
    String places(String name) {
        return "environment variable " + variable(name)
                + folder.map(f -> " or file " + f.resolve(name)).orElse("");
    }

    /** A text of others, such as a platform's error message, without any secret in it. */
    public String mask(String text) {
        String masked = text;
        for (String secret : known) {
            masked = masked.replace(secret, "***");
        }
        return masked;
    }

    private synchronized Secret remember(String secret) {
        Set<String> all = new TreeSet<>(LONGEST_FIRST);
        all.addAll(known);
        for (SecretTemplate.Escaping escaping : SecretTemplate.Escaping.values()) {
            all.add(escaping.apply(secret));
        }
        known = List.copyOf(all);
        return new Secret(secret);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException(file + ": not readable (expected: a file with the secret)", e);
        }
    }

    private static String variable(String name) {
        return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
