package io.breakwater.analytics;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The keys of a command line, each to be asked for once; collects what is wrong with them. Not thread-safe. */
record GivenKeys(Map<String, String> values, List<String> problems) {

    private static final String KAFKA = "kafka.";

    /** Takes a command line apart. */
    static GivenKeys of(String... arguments) {
        List<String> problems = new ArrayList<>();
        return new GivenKeys(pairs(arguments, problems), problems);
    }

    private static Map<String, String> pairs(String[] arguments, List<String> problems) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--")) {
                problems.add(argument + ": (expected: --key=value or --key value)");
            } else if (equals > 0) {
                pairs.put(argument.substring(2, equals), argument.substring(equals + 1));
            } else if (i + 1 < arguments.length) {
                pairs.put(argument.substring(2), arguments[++i]);
            } else {
                problems.add(argument + ": no value (expected: --key=value or --key value)");
            }
        }
        return pairs;
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(values.remove(key));
    }

    /** Properties for Kafka's clients: those of the file that {@code kafka-properties} names, then those given one by one. */
    Map<String, String> kafka() {
        Map<String, String> kafka = new TreeMap<>();
        text("kafka-properties").ifPresent(file -> {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
                read.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                // Only the kind of fault: the text of some would hold a line of the file, and that may be a secret.
                problems.add("--kafka-properties: " + file + ", " + e.getClass().getSimpleName()
                        + " (expected: a readable file of Java properties)");
            }
            read.stringPropertyNames().forEach(name -> kafka.put(name, read.getProperty(name)));
        });
        values.forEach((key, value) -> {
            if (key.startsWith(KAFKA)) {
                kafka.put(key.substring(KAFKA.length()), value);
            }
        });
        values.keySet().removeIf(key -> key.startsWith(KAFKA));
        return kafka;
    }

    Duration duration(String key, Duration otherwise) {
        Duration[] read = {otherwise};
        read(key, "a positive duration such as 250ms, 2s, 5min or 1h", text -> {
            read[0] = parseDuration(text);
        });
        return read[0];
    }

    int positive(String key, int otherwise) {
        int[] read = {otherwise};
        read(key, "a whole number from 1 on", text -> {
            read[0] = Integer.parseInt(text);
            require(read[0] > 0);
        });
        return read[0];
    }

    boolean yes(String key) {
        boolean[] read = {false};
        read(key, "true or false", text -> {
            require(text.equals("true") || text.equals("false"));
            read[0] = text.equals("true");
        });
        return read[0];
    }

    Optional<URI> location(String key) {
        List<URI> read = new ArrayList<>();
        read(key, "an address such as s3://bucket/checkpoints or file:///shared/checkpoints", text -> {
            URI location = URI.create(text);
            require(location.isAbsolute());
            read.add(location);
        });
        return read.stream().findFirst();
    }

    double share(String key, double otherwise) {
        double[] read = {otherwise};
        read(key, "a number from 0 to 1", text -> {
            double share = Double.parseDouble(text);
            require(share >= 0 && share <= 1);
            read[0] = share;
        });
        return read[0];
    }

    List<String> rest() {
        return List.copyOf(values.keySet());
    }

    private void read(String key, String expected, Consumer<String> reader) {
        text(key).ifPresent(value -> {
            try {
                reader.accept(value);
            } catch (IllegalArgumentException | ArithmeticException e) {
                problems.add("--" + key + ": " + value + " (expected: " + expected + ")");
            }
        });
    }

    private static Duration parseDuration(String text) {
        String unit = text.replaceFirst("^[0-9]+", "");
        long number = Long.parseLong(text.substring(0, text.length() - unit.length()));
        Duration duration = switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> throw new IllegalArgumentException(unit);
        };
        require(!duration.isZero());
        return duration;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("out of range");
        }
    }
}
