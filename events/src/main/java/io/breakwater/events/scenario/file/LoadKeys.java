package io.breakwater.events.scenario.file;

import static io.breakwater.events.scenario.file.KeyTable.Key.optional;
import static io.breakwater.events.scenario.file.KeyTable.Key.required;

import java.util.List;
import java.util.stream.Stream;

/** Every key of a load. */
final class LoadKeys {

    private static final KeyTable.Key FOR = required("for", Forms.DURATION, "How long");
    private static final KeyTable.Key WARM_UP = optional(
            "warm-up",
            new Shape.YesNo(),
            "Show its requests, but leave them out of objectives; only before all other phases");
    private static final KeyTable.Key RUNG_FOR =
            required("for", Forms.DURATION, "How long each rung lasts: whole seconds");

    static final KeyTable OPEN_LADDER = ladder(LoadForms.RATE_PER_SECOND);
    static final KeyTable CLOSED_LADDER = ladder(LoadForms.USERS_LEVEL);

    static final List<KeyTable> OPEN = List.of(
            KeyTable.of(
                    "Keeps an arrival rate",
                    required("hold", LoadForms.RATE_PER_SECOND, "The arrival rate"),
                    FOR,
                    WARM_UP),
            KeyTable.of(
                    "Moves the arrival rate evenly",
                    required("ramp", LoadForms.RATE_RAMP, "From the one to the other"),
                    FOR,
                    WARM_UP),
            pause("No arrivals"),
            KeyTable.of(
                    "Arrivals at one instant", required("burst", new Shape.Whole(1, 10_000_000), "How many"), WARM_UP),
            KeyTable.of(
                    "Moves the arrival rate up and down again",
                    required("spike", LoadForms.RATE_RAMP, "From the one to the other, and back"),
                    required("for", Forms.DURATION, "How long up and down take together"),
                    WARM_UP),
            KeyTable.of(
                    "Raises or lowers the arrival rate step by step; results are shown for each rung",
                    required("ladder", new Shape.Table(OPEN_LADDER), "Its rungs"),
                    RUNG_FOR),
            KeyTable.of(
                    "Sends what was recorded",
                    required(
                            "replay",
                            Forms.FILE,
                            "A CSV file of times and rates: its name under files, or its file name"),
                    optional("scale", LoadForms.SCALE_RATIO, "Multiplies its rates; 100% by default"),
                    WARM_UP));

    static final List<KeyTable> CLOSED = List.of(
            KeyTable.of(
                            "Keeps a number of virtual users",
                            required("hold", LoadForms.USERS_LEVEL, "How many"),
                            optional("for", Forms.DURATION, "How long"),
                            optional(
                                    "within",
                                    Forms.DURATION,
                                    "How long at most, with iterations-per-user or shared-iterations"),
                            WARM_UP)
                    .withOneOf("for", "within"),
            KeyTable.of(
                    "Moves the number of virtual users evenly",
                    required("ramp", LoadForms.USERS_RAMP, "From the one to the other"),
                    FOR,
                    WARM_UP),
            pause("No virtual users"),
            KeyTable.of(
                    "Moves the number of virtual users up and down again",
                    required("spike", LoadForms.USERS_RAMP, "From the one to the other, and back"),
                    required("for", Forms.DURATION, "How long up and down take together"),
                    WARM_UP),
            KeyTable.of(
                    "Raises or lowers the number of virtual users step by step; results are shown for each rung",
                    required("ladder", new Shape.Table(CLOSED_LADDER), "Its rungs"),
                    RUNG_FOR));

    static final KeyTable LOAD = KeyTable.of(
                    "How often iterations start",
                    optional(
                            "open",
                            new Shape.ListOf(new Shape.Kinds(OPEN)),
                            "Phases, one after the other; arrivals do not wait for responses"),
                    optional(
                            "closed",
                            new Shape.ListOf(new Shape.Kinds(CLOSED)),
                            "Phases, one after the other; virtual users wait for responses"),
                    optional(
                            "arrivals",
                            new Shape.Words(List.of("even", "poisson")),
                            "With open: how they follow each other; even by default"),
                    optional(
                            "seed",
                            new Shape.Whole(0, 999_999_999),
                            "With arrivals: poisson, what their times are made from; 0 by default"),
                    optional(
                            "skip-after",
                            Forms.DURATION,
                            "With open: an arrival overdue by more is not sent, and counted; all are sent by default"),
                    optional(
                            "iterations-per-user",
                            new Shape.Whole(1, 999_999_999),
                            "With closed: a virtual user that has walked so often leaves"),
                    optional(
                            "shared-iterations",
                            new Shape.Whole(1, 999_999_999),
                            "With closed: all leave when so many iterations have begun"))
            .withOneOf("open", "closed")
            .withAtMostOneOf("iterations-per-user", "shared-iterations");

    static Stream<KeyTable> all() {
        return Stream.of(Stream.of(LOAD, OPEN_LADDER, CLOSED_LADDER), OPEN.stream(), CLOSED.stream())
                .flatMap(tables -> tables);
    }

    private LoadKeys() {}

    private static KeyTable pause(String meaning) {
        return KeyTable.of(meaning, required("pause", Forms.DURATION, "How long"), WARM_UP);
    }

    private static KeyTable ladder(Form<Double> level) {
        return KeyTable.of(
                        "The rungs of a ladder",
                        required("from", level, "The first rung's level"),
                        optional("step", level, "How much each rung is above the one before"),
                        optional("to", level, "The last rung's level, instead of step; may be below the first's"),
                        required("rungs", new Shape.Whole(2, 200), "How many there are"),
                        optional(
                                "ramp-between",
                                Forms.DURATION,
                                "How long the way from one rung to the next takes: whole seconds; none by default"))
                .withOneOf("step", "to");
    }
}
