package io.breakwater.generator.value;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.template.Expression;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.text.ByteText;
import java.util.List;

/** The functions of {@link io.breakwater.events.template.FunctionCatalogue}, made ready to be called. */
final class Functions {

    private Functions() {}

    /** What a function does with its arguments. */
    interface Body {

        /** Appends the result; false when there is none for these arguments. */
        boolean append(Filling filling, ByteText[] given, ByteText out);
    }

    /**
     * A call, compiled.
     *
     * @throws IllegalArgumentException when there is no such function, or an argument leads nowhere
     */
    static Source compile(Expression.Call call, Sources sources) {
        List<Expression> given = call.arguments();
        Source[] arguments = given.stream()
                .map(argument -> sources.source(argument, ValueEncoding.PLAIN))
                .toArray(Source[]::new);
        return switch (call.function()) {
            case "select" -> new Selected(arguments);
            case "sequence" -> new Counted(sources.sequence(literal(given, 0, "")));
            case "timestamp" -> Times.timestamp(literal(given, 0, "ms"), literal(given, 1, ""));
            case "epochMillis" -> Times.timestamp("ms", literal(given, 0, ""));
            case "time" -> Times.formatted(literal(given, 0, ""), literal(given, 1, ""), literal(given, 2, ""));
            default -> new Called(call.function(), body(call.function()), arguments);
        };
    }

    private static Body body(String function) {
        return switch (function) {
            case "random" -> Randoms::number;
            case "randomString" -> Randoms::text;
            case "uuid" -> Randoms::uuid;
            case "phone" -> Randoms::phone;
            case "idNumber" -> Randoms::idNumber;
            case "substring" -> Texts::substring;
            case "concat" -> Texts::concat;
            case "upper" -> Texts::upper;
            case "lower" -> Texts::lower;
            case "trim" -> Texts::trim;
            case "length" -> Texts::length;
            case "md5" -> (filling, given, out) -> Digests.digest("MD5", given[0], out);
            case "sha1" -> (filling, given, out) -> Digests.digest("SHA-1", given[0], out);
            case "sha256" -> (filling, given, out) -> Digests.digest("SHA-256", given[0], out);
            case "hmacSha256" -> (filling, given, out) -> Digests.hmacSha256(given[0], given[1], out);
            case "base64" -> Texts::base64;
            case "base64Decode" -> Texts::base64Decode;
            case "urlEncode" -> Texts::urlEncode;
            case "urlDecode" -> Texts::urlDecode;
            case "add" -> Numbers::add;
            case "subtract" -> Numbers::subtract;
            case "multiply" -> Numbers::multiply;
            default ->
                throw new IllegalArgumentException(function + ": unknown function (expected: one of the catalogue)");
        };
    }

    private static String literal(List<Expression> arguments, int index, String otherwise) {
        if (index >= arguments.size()) {
            return otherwise;
        }
        if (arguments.get(index) instanceof Expression.Literal literal) {
            return literal.text();
        }
        throw new IllegalArgumentException("argument " + (index + 1) + ": a reference (expected: a text in quotes)");
    }

    /** A function and its arguments, which are all needed. */
    private record Called(String name, Body body, Source[] arguments) implements Source {
        @Override
        public boolean append(Filling filling, ByteText out) {
            ByteText[] given = new ByteText[arguments.length];
            int lent = 0;
            try {
                for (Source argument : arguments) {
                    given[lent] = filling.borrow();
                    if (!argument.append(filling, given[lent++])) {
                        return false;
                    }
                }
                return body.append(filling, given, out) || filling.lacks(NotSentReason.VALUE_MISSING, name + "(…)");
            } finally {
                for (; lent > 0; lent--) {
                    filling.giveBack();
                }
            }
        }
    }

    /** One of its arguments. */
    private record Selected(Source[] arguments) implements Source {
        @Override
        public boolean append(Filling filling, ByteText out) {
            int index = (int) Randoms.below(filling, arguments.length);
            return arguments[index].append(filling, out);
        }
    }

    /** The next number of a sequence. */
    private record Counted(int sequence) implements Source {
        @Override
        public boolean append(Filling filling, ByteText out) {
            out.append(filling.sequences().next(sequence));
            return true;
        }
    }
}
