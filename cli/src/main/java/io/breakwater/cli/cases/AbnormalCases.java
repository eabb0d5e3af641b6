package io.breakwater.cli.cases;

import io.breakwater.events.cases.CaseDescription;
import io.breakwater.events.cases.CaseDescription.Slot;
import io.breakwater.events.cases.CaseDescription.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Cases that say something which their description does not allow, each kind of it in turn, no two alike: a value outside of the
 * whitelist, the range or the form, an empty one, one that is far too long, a slot that is missing or unknown, another type, a
 * place that is none. Not thread-safe.
 */
final class AbnormalCases {

    private static final int FAR_TOO_LONG = 500;
    private static final int OTHER_TYPES = 1_000_000;
    private static final int TRIES = 1_000;

    private final CaseDescription description;
    private final NormalCases normal;
    private final RandomGenerator random;
    private final List<Kind> kinds = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int turn;

    /** Makes an abnormal case of a normal one. */
    private interface Kind {
        CaseQuery of(CaseQuery normal);
    }

    AbnormalCases(CaseDescription description, NormalCases normal, RandomGenerator random) {
        this.description = description;
        this.normal = normal;
        this.random = random;
        for (Slot slot : description.slots()) {
            kinds.add(query -> query.with(slot.key(), outside(slot.values())));
        }
        kinds.add(query -> query.with("unknown_" + random.nextInt(OTHER_TYPES), "x"));
        kinds.add(query -> new CaseQuery(otherType(), query.slots(), Optional.empty()));
        for (Slot slot : description.slots()) {
            if (!slot.values().allow("")) {
                kinds.add(query -> query.with(slot.key(), ""));
            }
            kinds.add(query -> query.with(slot.key(), "9".repeat(FAR_TOO_LONG) + random.nextInt(OTHER_TYPES)));
            if (!slot.optional()) {
                kinds.add(query -> query.without(slot.key()));
            }
        }
        if (description.coordinates().isPresent()) {
            kinds.add(query -> new CaseQuery(
                    query.type(),
                    query.slots(),
                    Optional.of(new CaseQuery.Location(
                            Integer.toString(random.nextInt(181, 1_000)),
                            Integer.toString(random.nextInt(91, 1_000))))));
        }
    }

    /** An abnormal case that has not come before; those of one kind, as an empty value, may be few. */
    CaseQuery next() {
        CaseQuery query = normal.any();
        for (int tries = 0; tries < TRIES; tries++) {
            query = kinds.get(turn++ % kinds.size()).of(normal.any());
            boolean abnormal = !CaseSense.of(description, query).isNormal();
            if (abnormal && seen.add(query.line())) {
                return query;
            }
        }
        return query;
    }

    private int otherType() {
        int other = random.nextInt(1, OTHER_TYPES);
        return other == description.type() ? other + 1 : other;
    }

    private String outside(Values values) {
        if (values instanceof Values.Range range) {
            BigDecimal beyond = BigDecimal.valueOf(random.nextLong(1, OTHER_TYPES));
            return (random.nextBoolean() ? range.to().add(beyond) : range.from().subtract(beyond)).toPlainString();
        }
        return values instanceof Values.Formed formed
                ? misshapen(formed)
                : values.any(random) + random.nextInt(OTHER_TYPES);
    }

    private String misshapen(Values.Formed formed) {
        String right = formed.pattern().any(random);
        int at = right.isEmpty() ? 0 : random.nextInt(right.length());
        String wrong = switch (random.nextInt(3)) {
            case 0 -> right + right + random.nextInt(10);
            case 1 -> right.substring(0, at);
            default -> right.substring(0, at) + "\u00a7" + right.substring(Math.min(right.length(), at + 1));
        };
        return formed.allow(wrong) ? "\u00a7" + wrong : wrong;
    }
}
