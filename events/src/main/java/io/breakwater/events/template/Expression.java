package io.breakwater.events.template;

import java.util.List;
import java.util.stream.Stream;

/** What stands between the braces of a reference. */
public sealed interface Expression {

    /**
     * A text in quotes, or a number.
     *
     * @param text itself
     */
    record Literal(String text) implements Expression {}

    /**
     * A platform token, or a text that belongs to it such as the open id of its user.
     *
     * @param name  its name in the scenario
     * @param field the text's name; {@code token} for the token itself
     */
    record Token(String name, String field) implements Expression {

        /** What every token has. */
        public static final String ITSELF = "token";

        /** The token itself. */
        public Token(String name) {
            this(name, ITSELF);
        }
    }

    /**
     * What has this name: a whole row of a data set, an extracted, assigned or handed-over value, or one of the scenario's
     * own values. No two of them share a name.
     *
     * @param name the name
     */
    record Named(String name) implements Expression {}

    /**
     * One value of a row of a data set.
     *
     * @param dataSet its name in the scenario
     * @param column  the CSV column, or the top-level field of a JSON object
     */
    record Column(String dataSet, String column) implements Expression {}

    /**
     * A function of other values.
     *
     * @param function  its name
     * @param arguments what it is given
     */
    record Call(String function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A value, or another where it is missing.
     *
     * @param value     the value
     * @param otherwise what stands for it
     */
    record OrElse(Expression value, Expression otherwise) implements Expression {}

    /** This expression and all that stand in it. */
    default Stream<Expression> all() {
        if (this instanceof Call call) {
            return Stream.concat(Stream.of(this), call.arguments().stream().flatMap(Expression::all));
        }
        if (this instanceof OrElse orElse) {
            Stream<Expression> inner =
                    Stream.concat(orElse.value().all(), orElse.otherwise().all());
            return Stream.concat(Stream.of(this), inner);
        }
        return Stream.of(this);
    }
}
