package io.breakwater.events.template;

import io.breakwater.events.template.TemplateFunction.Kind;
import io.breakwater.events.template.TemplateFunction.Parameter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All functions that references can call. */
public final class FunctionCatalogue {

    /** What a time's offset looks like: a sign, a number, and weeks, days, hours, minutes, seconds or milliseconds. */
    public static final String OFFSET_PATTERN = "([+-])([0-9]{1,9})(w|d|h|m|s|ms)";

    /** The zone of {@code time} where none is given: that of the platforms whose back ends are tested. */
    public static final String DEFAULT_ZONE = "Asia/Shanghai";

    private static final Parameter TEXT = required("text", Kind.TEXT);
    private static final Parameter OFFSET = optional("offset", Kind.TIME_OFFSET);

    private static final List<TemplateFunction> ALL = List.of(
            once(
                    "random",
                    "a whole number from one to the other, both included",
                    "random(1, 6)",
                    required("from", Kind.WHOLE_NUMBER),
                    required("to", Kind.WHOLE_NUMBER)),
            once(
                    "randomString",
                    "so many letters and digits, or characters of the given ones; at most 4096",
                    "randomString(16)",
                    required("length", Kind.WHOLE_NUMBER),
                    optional("characters", Kind.TEXT)),
            repeating("select", "one of the values, evenly", "select(\"red\", \"green\")", TEXT),
            once("uuid", "a random UUID (version 4)", "uuid()"),
            once(
                    "sequence",
                    "1, 2, 3 and so on, no number twice in a run, over all generators",
                    "sequence(\"order\")",
                    required("name", Kind.NAME)),
            once("phone", "a random number of the form of Chinese mobile numbers, 11 digits", "phone()"),
            once(
                    "idNumber",
                    "a random number of the form of Chinese identity cards, with its check digit (GB 11643)",
                    "idNumber()"),
            once(
                    "timestamp",
                    "the time since 1970 in milliseconds, or in seconds",
                    "timestamp(\"s\")",
                    optional("unit", Kind.TIME_UNIT),
                    OFFSET),
            once("epochMillis", "the time since 1970 in milliseconds", "epochMillis()", OFFSET),
            once(
                    "time",
                    "the date and time by a pattern, in the zone " + DEFAULT_ZONE + " unless another is given",
                    "time(\"yyyy-MM-dd\", \"+1d\")",
                    required("pattern", Kind.TIME_PATTERN),
                    OFFSET,
                    optional("zone", Kind.TIME_ZONE)),
            once(
                    "substring",
                    "the characters from one position, counted from 0, up to another, not included; missing where the text"
                            + " is too short",
                    "substring(order, 0, 8)",
                    TEXT,
                    required("from", Kind.WHOLE_NUMBER),
                    optional("to", Kind.WHOLE_NUMBER)),
            repeating("concat", "the values one after the other", "concat(\"A-\", order)", TEXT),
            once("upper", "the text in capital letters", "upper(order)", TEXT),
            once("lower", "the text in small letters", "lower(order)", TEXT),
            once("trim", "the text without blanks at its ends", "trim(order)", TEXT),
            once("length", "how many characters the text has", "length(order)", TEXT),
            once("md5", "the MD5 digest in 32 small hexadecimal digits", "md5(concat(order, \"secret\"))", TEXT),
            once("sha1", "the SHA-1 digest in 40 small hexadecimal digits", "sha1(order)", TEXT),
            once("sha256", "the SHA-256 digest in 64 small hexadecimal digits", "sha256(order)", TEXT),
            once(
                    "hmacSha256",
                    "the HMAC with SHA-256 in 64 small hexadecimal digits",
                    "hmacSha256(\"key\", order)",
                    required("key", Kind.TEXT),
                    TEXT),
            once("base64", "the text in Base64", "base64(concat(\"user:\", password))", TEXT),
            once(
                    "base64Decode",
                    "the text that a Base64 text stands for; missing where it is none",
                    "base64Decode(payload)",
                    TEXT),
            once("urlEncode", "the text percent-encoded as one component of a URL", "urlEncode(order)", TEXT),
            once(
                    "urlDecode",
                    "the text that a percent-encoded one stands for; missing where it is none",
                    "urlDecode(link)",
                    TEXT),
            repeating("add", "the sum", "add(count, 1)", required("number", Kind.NUMBER)),
            once(
                    "subtract",
                    "the first number less the second",
                    "subtract(total, 1)",
                    required("number", Kind.NUMBER),
                    required("less", Kind.NUMBER)),
            repeating("multiply", "the product", "multiply(price, 3)", required("number", Kind.NUMBER)));

    private static final Map<String, TemplateFunction> BY_NAME = new TreeMap<>();

    static {
        ALL.forEach(function -> BY_NAME.put(function.name(), function));
    }

    private FunctionCatalogue() {}

    /** All functions, in the order in which people should read of them. */
    public static List<TemplateFunction> functions() {
        return ALL;
    }

    /** The function of a name. */
    public static Optional<TemplateFunction> function(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** What is wrong with a call: an unknown function, too few or many arguments, or one that it cannot take. */
    public static Optional<String> complaint(Expression.Call call) {
        TemplateFunction function = BY_NAME.get(call.function());
        if (function == null) {
            return Optional.of(call.function() + ": unknown function (expected: one of "
                    + String.join(", ", BY_NAME.keySet())
                    + NearestName.of(call.function(), BY_NAME.keySet())
                            .map(name -> "; did you mean " + name + "?")
                            .orElse("")
                    + ")");
        }
        int given = call.arguments().size();
        if (!function.takes(given)) {
            return Optional.of(call.function() + ": " + given + " arguments (expected: " + function.signature() + ")");
        }
        for (int i = 0; i < given; i++) {
            Parameter parameter = function.parameter(i);
            Expression argument = call.arguments().get(i);
            boolean fits = argument instanceof Expression.Literal literal
                    ? fits(parameter.kind(), literal.text())
                    : !parameter.kind().isWrittenOut();
            if (!fits) {
                return Optional.of(call.function() + ": " + parameter.name() + " " + shown(argument) + " (expected: "
                        + parameter.kind().description() + ")");
            }
        }
        return Optional.empty();
    }

    private static String shown(Expression argument) {
        return argument instanceof Expression.Literal literal ? "\"" + literal.text() + "\"" : "given by reference";
    }

    private static boolean fits(Kind kind, String text) {
        return switch (kind) {
            case TEXT -> true;
            case WHOLE_NUMBER -> text.matches("-?[0-9]{1,18}");
            case NUMBER -> isNumber(text);
            case NAME -> text.matches(Template.NAME_PATTERN);
            case TIME_UNIT -> text.equals("s") || text.equals("ms");
            case TIME_OFFSET -> text.matches(OFFSET_PATTERN);
            case TIME_PATTERN -> isTimePattern(text);
            case TIME_ZONE -> isZone(text);
        };
    }

    private static boolean isNumber(String text) {
        try {
            return text.length() <= 40 && Math.abs(new BigDecimal(text).scale()) <= 40;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isTimePattern(String pattern) {
        try {
            // A pattern may name what a date with its time does not have, such as a week-based field without its
            // locale.
            return !DateTimeFormatter.ofPattern(pattern)
                    .format(Instant.EPOCH.atZone(ZoneOffset.UTC))
                    .isEmpty();
        } catch (DateTimeException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isZone(String zone) {
        try {
            ZoneId.of(zone);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static TemplateFunction once(String name, String meaning, String example, Parameter... parameters) {
        return new TemplateFunction(name, Arrays.asList(parameters), false, meaning, example);
    }

    private static TemplateFunction repeating(String name, String meaning, String example, Parameter... parameters) {
        return new TemplateFunction(name, Arrays.asList(parameters), true, meaning, example);
    }

    private static Parameter required(String name, Kind kind) {
        return new Parameter(name, kind, false);
    }

    private static Parameter optional(String name, Kind kind) {
        return new Parameter(name, kind, true);
    }
}
