package io.breakwater.cli.cases;

import io.breakwater.events.cases.CaseDescription;
import io.breakwater.events.cases.CaseDescription.Slot;
import io.breakwater.events.cases.CaseDescription.Values;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Cases that say only what their description allows, no two alike. Where there are few, all of them come, each step as far from
 * the one before as it can be; where there are many, they are drawn. Not thread-safe.
 */
final class NormalCases {

    /** Up to so many combinations are numbered through; above, a draw hardly ever comes twice. */
    private static final long NUMBERED = 100_000;

    /** So many draws in a row that are all known already: there is nothing new. */
    private static final int VAIN_DRAWS = 1_000;

    /** The part of the whole whose multiples are spread most evenly. */
    private static final double GOLDEN = 0.618_033_988_749_895;

    private static final int LOCATION_DECIMALS = 4;
    private static final double LOCATED_RATIO = 0.3;

    private final CaseDescription description;
    private final RandomGenerator random;
    private final long combinations;
    private final long first;
    private final long step;
    private final Set<String> seen = new HashSet<>();
    private long made;

    NormalCases(CaseDescription description, RandomGenerator random) {
        this.description = description;
        this.random = random;
        this.combinations = combinations(description);
        this.first = random.nextLong(combinations);
        this.step = coprimeNear((long) (combinations * GOLDEN), combinations);
    }

    private static long combinations(CaseDescription description) {
        long product = 1;
        for (Slot slot : description.slots()) {
            long of = slot.values().count() + (slot.optional() ? 1 : 0);
            product = of > NUMBERED / product ? NUMBERED + 1 : product * of;
        }
        return product;
    }

    private static long coprimeNear(long wanted, long of) {
        long candidate = Math.max(1, wanted);
        while (!BigInteger.valueOf(candidate).gcd(BigInteger.valueOf(of)).equals(BigInteger.ONE)) {
            candidate++;
        }
        return candidate;
    }

    /** A case that has not come before; empty when there is none. */
    Optional<CaseQuery> next() {
        return (combinations <= NUMBERED ? numbered() : drawn()).map(this::located);
    }

    /** Any case, which may have come before: to make an abnormal one of. */
    CaseQuery any() {
        Map<String, String> slots = new LinkedHashMap<>();
        for (Slot slot : description.slots()) {
            if (!slot.optional() || random.nextBoolean()) {
                slots.put(slot.key(), slot.values().any(random));
            }
        }
        return new CaseQuery(description.type(), slots, Optional.empty());
    }

    private Optional<CaseQuery> numbered() {
        while (made < combinations) {
            CaseQuery query = numbered((first + made++ * step) % combinations);
            if (seen.add(query.identity())) {
                return Optional.of(query);
            }
        }
        return Optional.empty();
    }

    /** Two numbers may give the same case, as two ways may lead to the same text of a form. */
    private CaseQuery numbered(long combination) {
        long number = combination;
        Map<String, String> slots = new LinkedHashMap<>();
        for (Slot slot : description.slots()) {
            long of = slot.values().count() + (slot.optional() ? 1 : 0);
            long index = number % of;
            number /= of;
            if (index < slot.values().count()) {
                slots.put(slot.key(), slot.values().text(index));
            }
        }
        return new CaseQuery(description.type(), slots, Optional.empty());
    }

    private Optional<CaseQuery> drawn() {
        for (int draws = 0; draws < VAIN_DRAWS; draws++) {
            CaseQuery query = any();
            if (seen.add(query.identity())) {
                return Optional.of(query);
            }
        }
        return Optional.empty();
    }

    /** Some users allow to be located, wherever they are. */
    private CaseQuery located(CaseQuery query) {
        return description
                .coordinates()
                .filter(anywhere -> random.nextDouble() < LOCATED_RATIO)
                .map(place -> new CaseQuery(
                        query.type(),
                        query.slots(),
                        Optional.of(new CaseQuery.Location(
                                fine(place.longitude()).any(random),
                                fine(place.latitude()).any(random)))))
                .orElse(query);
    }

    private static Values.Range fine(Values.Range range) {
        return new Values.Range(
                range.from().setScale(Math.max(LOCATION_DECIMALS, range.decimals()), RoundingMode.UNNECESSARY),
                range.to().setScale(Math.max(LOCATION_DECIMALS, range.decimals()), RoundingMode.UNNECESSARY));
    }
}
