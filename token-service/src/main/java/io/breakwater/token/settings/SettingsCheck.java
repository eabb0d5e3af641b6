package io.breakwater.token.settings;

import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.token.TokenKeys;
import io.breakwater.token.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the values that stand alone; what a platform needs its own class checks. */
public final class SettingsCheck {

    private static final Pattern SERVERS = Pattern.compile("[^,:\\s]+:\\d{1,5}(,[^,:\\s]+:\\d{1,5})*");
    private static final Pattern BINDING_NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    /** More answers in memory at once than this would not fit a small heap. */
    private static final long ANSWER_LIMIT_BYTES = 16L << 20;

    private static final int CALLS_AT_ONCE_LIMIT = 64;

    /** A holder must have its answer before its lease ends, which lasts 6 s from its last confirmation. */
    private static final Duration ANSWER_TIMEOUT_LIMIT = Duration.ofSeconds(4);

    private final TokenServiceSettings settings;
    private final Problems problems;

    private SettingsCheck(TokenServiceSettings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** Adds what is wrong to the problems. */
    public static void check(TokenServiceSettings settings, Problems problems) {
        new SettingsCheck(settings, problems).check();
    }

    private void check() {
        if (!SERVERS.matcher(settings.kafkaServers()).matches()) {
            problem("kafka-servers", settings.kafkaServers(), "host:port, more of them separated by commas");
        }
        positive("connect-timeout", settings.connectTimeout());
        positive("answer-timeout", settings.answerTimeout());
        if (settings.answerTimeout().compareTo(ANSWER_TIMEOUT_LIMIT) > 0) {
            problem("answer-timeout", settings.answerTimeout(), "at most " + ANSWER_TIMEOUT_LIMIT);
        }
        positive("refusal-spacing", settings.refusalSpacing());
        positive("first-back-off", settings.firstBackOff());
        positive("back-off-limit", settings.backOffLimit());
        if (settings.backOffLimit().compareTo(settings.firstBackOff()) < 0) {
            problem("back-off-limit", settings.backOffLimit(), "at least first-back-off, " + settings.firstBackOff());
        }
        long answerLimitBytes = settings.answerLimit().toBytes();
        if (answerLimitBytes <= 0 || answerLimitBytes > ANSWER_LIMIT_BYTES) {
            problem("answer-limit", settings.answerLimit(), "1 B to 16 MB");
        }
        if (settings.callsAtOnce() < 1 || settings.callsAtOnce() > CALLS_AT_ONCE_LIMIT) {
            problem("calls-at-once", settings.callsAtOnce(), "1 to " + CALLS_AT_ONCE_LIMIT);
        }
        secretsFolder(settings, problems);
        settings.bindings().forEach((name, binding) -> {
            if (!BINDING_NAME.matcher(name).matches()) {
                problem("bindings." + name, name, "letters, digits, - and _, at most 100");
            }
            positive("bindings." + name + ".refresh-margin", binding.refreshMargin());
            atLeastOne("bindings." + name + ".asks-per-day", binding.asksPerDay());
            atLeastOne("bindings." + name + ".asks-per-minute", binding.asksPerMinute());
        });
    }

    private void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            problem(key, value, "more than 0");
        }
    }

    private void atLeastOne(String key, @Nullable Long value) {
        if (value != null && value < 1) {
            problem(key, value, "1 and more");
        }
    }

    /** The folder of secrets, if one is set. */
    public static Optional<Path> secretsFolder(TokenServiceSettings settings, Problems problems) {
        return path("secrets-folder", settings.secretsFolder(), problems).filter(folder -> {
            boolean isFolder = Files.isDirectory(folder);
            if (!isFolder) {
                problems.add(SettingsReader.PREFIX + ".secrets-folder", folder, "a folder");
            }
            return isFolder;
        });
    }

    private static Optional<Path> path(String key, @Nullable String text, Problems problems) {
        try {
            return Optional.ofNullable(text).map(Path::of);
        } catch (InvalidPathException e) {
            problems.add(SettingsReader.PREFIX + "." + key, text == null ? "" : text, "a path");
            return Optional.empty();
        }
    }

    /** The configured keys, or nothing when a problem was found. */
    public static Optional<TokenKeys> keys(TokenServiceSettings settings, Problems problems) {
        Optional<TokenCipher> current = cipher(settings, problems);
        Secret previous = settings.previousKeys();
        try {
            List<TokenCipher> ciphers = TokenKeys.parsePrevious(previous == null ? "" : previous.reveal());
            return current.map(cipher -> TokenKeys.of(cipher, ciphers));
        } catch (IllegalArgumentException e) {
            // Its message never holds a key.
            problems.add(SettingsReader.PREFIX + ".previous-keys: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<TokenCipher> cipher(TokenServiceSettings settings, Problems problems) {
        Secret key = settings.key();
        String fileSetting = settings.keyFile();
        if ((key == null) == (fileSetting == null)) {
            problems.add(
                    SettingsReader.PREFIX + ".key",
                    key == null ? "neither key nor key-file" : "both key and key-file",
                    "the environment variable BREAKWATER_TOKEN_KEY with 32 bytes in Base64, or " + SettingsReader.PREFIX
                            + ".key-file");
            return Optional.empty();
        }
        Optional<String> text = key != null
                ? Optional.of(key.reveal())
                : path("key-file", fileSetting, problems).flatMap(file -> keyIn(file, problems));
        try {
            return text.map(t -> TokenCipher.of(settings.keyId(), t));
        } catch (IllegalArgumentException e) {
            // Its message tells the length and what was expected, never the key.
            problems.add(SettingsReader.PREFIX + ".key: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> keyIn(Path file, Problems problems) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            problems.add(
                    SettingsReader.PREFIX + ".key-file",
                    file,
                    "a readable file, " + e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private void problem(String key, Object value, String expected) {
        problems.add(SettingsReader.PREFIX + "." + key, value, expected);
    }
}
