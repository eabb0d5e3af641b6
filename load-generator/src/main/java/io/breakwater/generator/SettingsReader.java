package io.breakwater.generator;

import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.token.TokenKeys;
import io.breakwater.generator.http.ClientIdentities;
import io.breakwater.generator.run.AllowedTargets;
import io.breakwater.generator.run.EventLoops;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Reads settings: a properties file named by {@code --config FILE}, then {@code --key value} for single keys, which win. A
 * secret is never an argument, for every user of the machine can read those.
 */
final class SettingsReader {

    /** The environment variable with the key of platform tokens. */
    static final String TOKEN_KEY_VARIABLE = "BREAKWATER_TOKEN_KEY";

    static final String PREVIOUS_TOKEN_KEYS_VARIABLE = "BREAKWATER_PREVIOUS_TOKEN_KEYS";

    private static final String CONFIG = "config";
    /** A tenth of a second and more would be another load, and beyond 10 ms verdicts are INCONCLUSIVE. */
    private static final long MOST_GATHER_MICROS = 10_000;

    private static final int MOST_EVENT_LOOPS = 256;
    private static final long DEFAULT_DATA_FOLDER_BYTES = 8L * 1024 * 1024 * 1024;
    private static final long DEFAULT_BACKLOG_BYTES = 32L * 1024 * 1024;

    /** Below, one batch of one loop would not fit. */
    private static final long SMALLEST_BACKLOG_BYTES = 1024 * 1024;

    private final Map<String, String> given = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();
    private final Map<String, String> environment;

    private SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The settings that arguments and environment make.
     *
     * @throws InvalidSettingsException with all errors
     */
    static GeneratorSettings read(String[] arguments, Map<String, String> environment) throws InvalidSettingsException {
        SettingsReader reader = new SettingsReader(environment);
        reader.readArguments(arguments);
        GeneratorSettings settings = reader.settings();
        if (!reader.errors.isEmpty()) {
            throw new InvalidSettingsException(reader.errors);
        }
        return settings;
    }

    private void readArguments(String[] arguments) {
        Map<String, String> single = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (!name.startsWith("--") || i + 1 == arguments.length) {
                errors.add(name + ": (expected: --key value, with key one of " + GeneratorSettings.KEYS + ")");
                return;
            }
            String key = name.substring(2);
            if (key.equals(CONFIG)) {
                readFile(Path.of(arguments[i + 1]));
            } else {
                single.put(key, arguments[i + 1]);
            }
        }
        given.putAll(single);
        for (String key : given.keySet()) {
            if (!GeneratorSettings.KEYS.contains(key)) {
                errors.add(key + ": unknown key (expected: one of " + GeneratorSettings.KEYS + ")");
            }
        }
    }

    private void readFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            errors.add(CONFIG + ": " + file + " (expected: a readable properties file: " + e + ")");
        }
        for (String key : properties.stringPropertyNames()) {
            given.put(key, properties.getProperty(key).strip());
        }
    }

    private GeneratorSettings settings() {
        return new GeneratorSettings(
                text(GeneratorSettings.GENERATOR_ID, defaultGeneratorId()),
                text(GeneratorSettings.REGION, "local"),
                text(GeneratorSettings.KAFKA_BOOTSTRAP_SERVERS, "127.0.0.1:18092"),
                url(GeneratorSettings.SCENARIO_SERVICE_URL, "http://127.0.0.1:18080"),
                tokenKeys(),
                allowedTargets(),
                tlsIdentities(),
                (int) number(
                        GeneratorSettings.EVENT_LOOPS,
                        Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
                        1,
                        MOST_EVENT_LOOPS),
                Duration.ofNanos(1_000
                        * number(
                                GeneratorSettings.GATHER_ARRIVALS_MICROS,
                                EventLoops.GATHER_ARRIVALS.toNanos() / 1_000,
                                0,
                                MOST_GATHER_MICROS)),
                number(
                        GeneratorSettings.BACKLOG_LIMIT_BYTES,
                        DEFAULT_BACKLOG_BYTES,
                        SMALLEST_BACKLOG_BYTES,
                        Integer.MAX_VALUE),
                yesNo(GeneratorSettings.EVENTS_DISCARDED),
                dataFolder(),
                number(GeneratorSettings.DATA_FOLDER_LIMIT_BYTES, DEFAULT_DATA_FOLDER_BYTES, 1, Long.MAX_VALUE / 2));
    }

    private Path dataFolder() {
        String generatorId = given.getOrDefault(GeneratorSettings.GENERATOR_ID, defaultGeneratorId());
        String name = "breakwater-" + generatorId.replaceAll("[^A-Za-z0-9._-]", "_");
        Path otherwise = Path.of(System.getProperty("java.io.tmpdir"), name);
        String value = text(GeneratorSettings.DATA_FOLDER, otherwise.toString());
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            errors.add(GeneratorSettings.DATA_FOLDER + ": \"" + value + "\" (expected: a folder's path)");
            return otherwise;
        }
    }

    private boolean yesNo(String key) {
        String value = given.getOrDefault(key, "false");
        if (!value.equals("true") && !value.equals("false")) {
            errors.add(key + ": " + value + " (expected: true or false)");
        }
        return value.equals("true");
    }

    private String text(String key, String otherwise) {
        String value = given.getOrDefault(key, otherwise);
        if (value.isBlank() || value.length() > 500) {
            errors.add(key + ": \"" + value + "\" (expected: a text of 1 to 500 characters)");
        }
        return value;
    }

    private long number(String key, long otherwise, long lowest, long highest) {
        String value = given.getOrDefault(key, Long.toString(otherwise));
        try {
            long number = Long.parseLong(value);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, in the same words as a number out of range.
        }
        errors.add(key + ": " + value + " (expected: a whole number from " + lowest + " to " + highest + ")");
        return otherwise;
    }

    private URI url(String key, String otherwise) {
        String value = given.getOrDefault(key, otherwise);
        try {
            URI uri = URI.create(value);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below, in the same words as an address that can be parsed and is none of these.
        }
        errors.add(key + ": " + value + " (expected: an address such as " + otherwise + ")");
        return URI.create(otherwise);
    }

    private AllowedTargets allowedTargets() {
        String value = given.get(GeneratorSettings.ALLOWED_TARGETS);
        try {
            return new AllowedTargets(value == null ? AllowedTargets.LOOPBACK : List.of(value.split(",", -1)));
        } catch (IllegalArgumentException e) {
            errors.add(GeneratorSettings.ALLOWED_TARGETS + ": " + e.getMessage());
            return new AllowedTargets(AllowedTargets.LOOPBACK);
        }
    }

    private ClientIdentities tlsIdentities() {
        Optional<Path> folder = Optional.ofNullable(given.get(GeneratorSettings.TLS_IDENTITIES_FOLDER))
                .map(Path::of);
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            errors.add(GeneratorSettings.TLS_IDENTITIES_FOLDER + ": " + folder.get() + " (expected: a folder)");
        }
        return new ClientIdentities(folder);
    }

    private Optional<TokenKeys> tokenKeys() {
        String keyId = text(GeneratorSettings.TOKEN_KEY_ID, "local");
        try {
            String key = secret(GeneratorSettings.TOKEN_KEY_FILE, TOKEN_KEY_VARIABLE);
            String previous = secret(GeneratorSettings.TOKEN_PREVIOUS_KEYS_FILE, PREVIOUS_TOKEN_KEYS_VARIABLE);
            return key.isEmpty()
                    ? Optional.empty()
                    : Optional.of(TokenKeys.of(TokenCipher.of(keyId, key), TokenKeys.parsePrevious(previous)));
        } catch (IllegalArgumentException e) {
            errors.add(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** What stands in the file that a setting names, or else in an environment variable; empty when there is neither. */
    private String secret(String fileKey, String variable) {
        String file = given.get(fileKey);
        try {
            return file == null ? environment.getOrDefault(variable, "") : Files.readString(Path.of(file));
        } catch (IOException e) {
            errors.add(fileKey + ": " + file + " (expected: a readable file: " + e + ")");
            return "";
        }
    }

    private static String defaultGeneratorId() {
        try {
            return InetAddress.getLocalHost().getHostName() + "-"
                    + ProcessHandle.current().pid();
        } catch (UnknownHostException e) {
            return "generator-" + ProcessHandle.current().pid();
        }
    }
}
