package io.breakwater.events.scenario.file;

import static io.breakwater.events.scenario.file.KeyTable.Key.optional;
import static io.breakwater.events.scenario.file.KeyTable.Key.required;

import io.breakwater.events.cases.CaseDescription;
import io.breakwater.events.cases.TextPattern;
import java.util.List;
import java.util.Optional;

/** Every key of a description of self-test cases. */
final class CaseKeys {

    static final Form<Double> ABNORMAL_RATIO = Form.of(
            "a share from 0% to 90% with its unit, such as 10%",
            Forms.SHARE_RATIO.pattern(),
            List.of("10%"),
            text -> Forms.SHARE_RATIO.read().apply(text).filter(ratio -> ratio <= 0.9));

    static final Form<TextPattern> PATTERN = Form.of(
            "characters, [a-z0-9] and \\d, with {4}, {2,8} or ? behind them",
            "[\\s\\S]{1,400}", List.of("[0-9]{5}"), CaseKeys::pattern);

    private static final Shape NUMBERS = new Shape.Pair(new Shape.JsonScalar());

    static final KeyTable SLOT = KeyTable.of(
                    "A slot of the widget's template",
                    required("slot", Forms.FIELD_NAME, "Its key"),
                    optional("values", new Shape.ListOf(Forms.TEXT), "The texts that it may hold"),
                    optional("range", NUMBERS, "The least and the greatest number that it may hold"),
                    optional("pattern", PATTERN, "The form of the texts that it may hold"),
                    optional("optional", new Shape.YesNo(), "Whether a normal case may lack it; false by default"))
            .withOneOf("values", "range", "pattern");

    static final KeyTable COORDINATES = KeyTable.of(
            "Where users are who allow to be located",
            required("longitude", NUMBERS, "From west to east, in degrees"),
            required("latitude", NUMBERS, "From south to north, in degrees"));

    static final KeyTable DESCRIPTION = KeyTable.of(
            "What the self-test cases of a widget may say",
            required("cases", Forms.SCENARIO_NAME, "Their name"),
            required("type", new Shape.Whole(0, 999_999_999), "The type of the template"),
            required("slots", new Shape.ListOf(new Shape.Table(SLOT)), "The slots of the template"),
            optional(
                    "count",
                    new Shape.Whole(1, CaseDescription.MOST_CASES),
                    "How many cases; 3000 by default, the most that the platform takes"),
            optional("abnormal", ABNORMAL_RATIO, "This share of them is abnormal; 10% by default"),
            optional("coordinates", new Shape.Table(COORDINATES), "Where users are; without it no case says so"),
            optional("seed", new Shape.Whole(0, 999_999_999), "Decides what is drawn; 1 by default"));

    private CaseKeys() {}

    private static Optional<TextPattern> pattern(String text) {
        try {
            return Optional.of(TextPattern.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
