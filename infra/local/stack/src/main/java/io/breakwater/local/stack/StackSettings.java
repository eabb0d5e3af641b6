package io.breakwater.local.stack;

import io.breakwater.local.part.PartSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of a whole stack: the defaults of {@code local-stack.properties}, some of them overridden.
 *
 * @param dataFolder where everything is kept
 * @param values     by name, such as {@code kafka.port} or {@code allowed-targets}
 */
public record StackSettings(Path dataFolder, Map<String, String> values) {

    private static final String DEFAULTS = "/local-stack.properties";

    private static final String ALLOWED_TARGETS = "allowed-targets";

    /** No port: scenario-service could tell ports apart, but the generator goes by hosts only. */
    private static final Pattern TARGET = Pattern.compile("(\\*\\.)?[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");

    /** Copies the values. */
    public StackSettings {
        values = Map.copyOf(values);
        dataFolder = dataFolder.toAbsolutePath().normalize();
    }

    /**
     * Returns the defaults with the given values in their place.
     *
     * @param dataFolder where everything is kept
     * @param overrides  by name; each name must be one of the defaults'
     */
    public static StackSettings of(Path dataFolder, Map<String, String> overrides) {
        Map<String, String> values = defaults();
        List<String> unknown = overrides.keySet().stream()
                .filter(name -> !values.containsKey(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("settings: " + unknown + " (expected: some of " + values.keySet() + ")");
        }
        values.putAll(overrides);
        List<String> errors = new ArrayList<>();
        checkPorts(values, errors);
        StackSettings settings = new StackSettings(dataFolder, values);
        settings.checkAllowedTargets(errors);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), errors));
        }
        return settings;
    }

    private static Map<String, String> defaults() {
        Properties read = new Properties();
        try (InputStream defaults =
                Objects.requireNonNull(StackSettings.class.getResourceAsStream(DEFAULTS), DEFAULTS)) {
            read.load(defaults);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> values = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> values.put(name, read.getProperty(name)));
        return values;
    }

    private static void checkPorts(Map<String, String> values, List<String> errors) {
        Map<String, String> users = new HashMap<>();
        new TreeMap<>(values).forEach((name, value) -> {
            if (isPort(name)) {
                if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65_535) {
                    errors.add(name + ": " + value + " (expected: 1 to 65535)");
                }
                String other = users.put(value, name);
                if (other != null) {
                    errors.add(name + ": " + value + " (expected: another port than " + other + ")");
                }
            }
        });
    }

    private void checkAllowedTargets(List<String> errors) {
        for (String target : allowedTargets()) {
            if (!TARGET.matcher(target).matches()) {
                errors.add(ALLOWED_TARGETS + ": " + target + " (expected: hosts without ports, separated by commas,"
                        + " such as api.example.com, *.example.com, 10.0.0.7 or [::1])");
            }
        }
    }

    private static boolean isPort(String name) {
        return name.endsWith(".port") || name.endsWith("-port");
    }

    /** Returns the hosts that load may go to; {@code *.example.com} stands for all names below. */
    public List<String> allowedTargets() {
        return Stream.of(values.getOrDefault(ALLOWED_TARGETS, "").split(",", -1))
                .map(String::strip)
                .toList();
    }

    /**
     * Returns the settings of one part.
     *
     * @param part its name
     */
    public PartSettings part(String part) {
        String prefix = part + ".";
        Map<String, Integer> ports = new HashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix) && isPort(name)) {
                ports.put(name.substring(prefix.length()), Integer.valueOf(value));
            }
        });
        String flags = values.getOrDefault(prefix + "flags", "").trim();
        return new PartSettings(part, ports, flags.isEmpty() ? List.of() : List.of(flags.split("\\s+", -1)));
    }
}
