package io.breakwater.scenario.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Names runs such that they sort by time and can be told apart by people: {@code 20261120-132455-7k3m9q2x}. */
final class RunIds {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Without letters that are taken for one another. */
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    /** 40 bits: two runs of one second get the same name once in a million millions. */
    private static final int CHARACTERS = 8;

    private final RandomGenerator random;

    RunIds(RandomGenerator random) {
        this.random = random;
    }

    String next(Instant now) {
        StringBuilder name = new StringBuilder(SECOND.format(now)).append('-');
        for (int i = 0; i < CHARACTERS; i++) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return name.toString();
    }
}
