package io.breakwater.events.cases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the self-test cases of one widget may say, from which normal and abnormal ones are made. Immutable.
 *
 * @param name          a word for people
 * @param type          {@code type} of each query
 * @param slots         what stands in {@code slot_list}, in order
 * @param count         how many cases are wanted, 1 to 3,000
 * @param abnormalRatio this share of them is abnormal; 0 to 0.9
 * @param coordinates   where users are who allow to be located; empty when no case says it
 * @param seed          decides what is drawn
 */
public record CaseDescription(
        String name,
        int type,
        List<Slot> slots,
        int count,
        double abnormalRatio,
        Optional<Coordinates> coordinates,
        long seed) {

    /** As many as the platform takes. */
    public static final int MOST_CASES = 3_000;

    public CaseDescription {
        slots = List.copyOf(slots);
    }

    /**
     * One slot.
     *
     * @param key      its name
     * @param optional whether a normal case may lack it
     * @param values   what a normal case may say in it
     */
    public record Slot(String key, boolean optional, Values values) {}

    /** What a slot may hold. */
    public sealed interface Values {

        /** Whether a text is one of them. */
        boolean allow(String text);

        /** How many there are at most, as one may have several numbers; a thousand thousand million where there are more. */
        long count();

        /** One of them by number, from 0 below {@link #count()}; where there are few. */
        String text(long number);

        /** Any of them. */
        String any(RandomGenerator random);

        /**
         * One of a list.
         *
         * @param texts the list, each once
         */
        record Whitelist(List<String> texts) implements Values {
            public Whitelist {
                texts = List.copyOf(texts);
            }

            @Override
            public boolean allow(String text) {
                return texts.contains(text);
            }

            @Override
            public long count() {
                return texts.size();
            }

            @Override
            public String text(long number) {
                return texts.get((int) number);
            }

            @Override
            public String any(RandomGenerator random) {
                return texts.get(random.nextInt(texts.size()));
            }
        }

        /**
         * A number from one to another, with as many decimals as their longer one has.
         *
         * @param from the least
         * @param to   the greatest
         */
        record Range(BigDecimal from, BigDecimal to) implements Values {

            private static final int LONGEST = 40;
            private static final long MANY = 1L << 40;

            /** How many decimals its numbers have. */
            public int decimals() {
                return Math.max(0, Math.max(from.scale(), to.scale()));
            }

            @Override
            public boolean allow(String text) {
                if (text.length() > LONGEST || !text.matches("-?[0-9]+(\\.[0-9]+)?")) {
                    return false;
                }
                BigDecimal number = new BigDecimal(text);
                return number.compareTo(from) >= 0 && number.compareTo(to) <= 0 && number.scale() <= decimals();
            }

            @Override
            public long count() {
                return to.subtract(from)
                        .movePointRight(decimals())
                        .add(BigDecimal.ONE)
                        .min(BigDecimal.valueOf(MANY))
                        .longValue();
            }

            @Override
            public String text(long number) {
                return from.setScale(decimals(), RoundingMode.UNNECESSARY)
                        .add(BigDecimal.valueOf(number, decimals()))
                        .toPlainString();
            }

            @Override
            public String any(RandomGenerator random) {
                return text(random.nextLong(count()));
            }
        }

        /**
         * A text of a form.
         *
         * @param pattern the form
         */
        record Formed(TextPattern pattern) implements Values {
            @Override
            public boolean allow(String text) {
                return pattern.matches(text);
            }

            @Override
            public long count() {
                return pattern.count();
            }

            @Override
            public String text(long number) {
                return pattern.text(number);
            }

            @Override
            public String any(RandomGenerator random) {
                return pattern.any(random);
            }
        }
    }

    /**
     * Where users are.
     *
     * @param longitude from west to east, in degrees
     * @param latitude  from south to north, in degrees
     */
    public record Coordinates(Values.Range longitude, Values.Range latitude) {}
}
