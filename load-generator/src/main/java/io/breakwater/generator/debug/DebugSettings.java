package io.breakwater.generator.debug;

import io.breakwater.events.token.TokenCipher;
import io.breakwater.generator.run.AllowedTargets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the process is told: a scenario file, then {@code --key value} with the keys of a generator.
 *
 * @param file                  the scenario file
 * @param allowedTargets        the hosts that requests may go to; key {@code allowed.targets}; default the machine itself
 * @param kafkaBootstrapServers the brokers that platform tokens come from; key {@code kafka.bootstrap.servers}; none by
 *                              default, and then a scenario with tokens is refused
 * @param tokenCipher           opens platform tokens, as for a generator
 */
record DebugSettings(
        Path file,
        AllowedTargets allowedTargets,
        Optional<String> kafkaBootstrapServers,
        Optional<TokenCipher> tokenCipher) {

    private static final String ALLOWED_TARGETS = "allowed.targets";
    private static final String KAFKA_BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";
    private static final String TOKEN_KEY_FILE = "token.key.file";
    private static final String TOKEN_KEY_ID = "token.key.id";
    private static final List<String> KEYS =
            List.of(ALLOWED_TARGETS, KAFKA_BOOTSTRAP_SERVERS, TOKEN_KEY_FILE, TOKEN_KEY_ID);

    /**
     * Reads arguments and environment.
     *
     * @throws WrongInputException with all errors
     */
    static DebugSettings read(String[] arguments, Map<String, String> environment) throws WrongInputException {
        List<String> errors = new ArrayList<>();
        Map<String, String> given = new TreeMap<>();
        if (arguments.length == 0 || arguments[0].startsWith("--") || arguments.length % 2 == 0) {
            throw new WrongInputException(
                    List.of("arguments: " + String.join(" ", arguments) + " (expected: FILE [--key value]...)"));
        }
        for (int i = 1; i < arguments.length; i += 2) {
            String key = arguments[i].replaceFirst("^--", "");
            if (!KEYS.contains(key)) {
                errors.add(key + ": unknown key (expected: one of " + KEYS + ")");
            }
            given.put(key, arguments[i + 1]);
        }
        AllowedTargets allowed = allowedTargets(given, errors);
        Optional<TokenCipher> cipher = tokenCipher(given, environment, errors);
        if (!errors.isEmpty()) {
            throw new WrongInputException(errors);
        }
        return new DebugSettings(
                Path.of(arguments[0]), allowed, Optional.ofNullable(given.get(KAFKA_BOOTSTRAP_SERVERS)), cipher);
    }

    private static AllowedTargets allowedTargets(Map<String, String> given, List<String> errors) {
        String value = given.get(ALLOWED_TARGETS);
        try {
            return new AllowedTargets(value == null ? AllowedTargets.LOOPBACK : List.of(value.split(",", -1)));
        } catch (IllegalArgumentException e) {
            errors.add(ALLOWED_TARGETS + ": " + e.getMessage());
            return new AllowedTargets(AllowedTargets.LOOPBACK);
        }
    }

    private static Optional<TokenCipher> tokenCipher(
            Map<String, String> given, Map<String, String> environment, List<String> errors) {
        String file = given.get(TOKEN_KEY_FILE);
        try {
            String key = file == null ? environment.get("BREAKWATER_TOKEN_KEY") : Files.readString(Path.of(file));
            return key == null
                    ? Optional.empty()
                    : Optional.of(TokenCipher.of(given.getOrDefault(TOKEN_KEY_ID, "local"), key.strip()));
        } catch (IOException e) {
            errors.add(TOKEN_KEY_FILE + ": " + file + " (expected: a readable file: " + e + ")");
        } catch (IllegalArgumentException e) {
            errors.add(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }
}
