package io.breakwater.events.template;

import java.util.List;

/**
 * A function that references can call, such as {@code md5} in {@code ${md5(order)}}.
 *
 * @param name       its name
 * @param parameters what it takes, in order; those that may be left out come last
 * @param repeats    whether the last parameter may be given again and again
 * @param meaning    what it gives, in one line
 * @param example    a call of it, without the braces
 */
public record TemplateFunction(
        String name, List<Parameter> parameters, boolean repeats, String meaning, String example) {

    /**
     * Something that a function takes.
     *
     * @param name     what it is called in texts for people
     * @param kind     what may be given
     * @param optional whether it may be left out
     */
    public record Parameter(String name, Kind kind, boolean optional) {}

    /** What may be given for a parameter. */
    public enum Kind {
        /** Any value. */
        TEXT("a text", false),
        /** A value that is a whole number. */
        WHOLE_NUMBER("a whole number", false),
        /** A value that is a number. */
        NUMBER("a number", false),
        /** A name, written out. */
        NAME("a name in quotes", true),
        /** {@code "s"} or {@code "ms"}, written out. */
        TIME_UNIT("\"s\" or \"ms\"", true),
        /** A pattern of {@link java.time.format.DateTimeFormatter}, written out. */
        TIME_PATTERN("a pattern such as \"yyyy-MM-dd HH:mm:ss\"", true),
        /** A time to add such as {@code "+1d"} or {@code "-30m"}, written out. */
        TIME_OFFSET("an offset such as \"+1d\" or \"-30m\"", true),
        /** A time zone such as {@code "Asia/Shanghai"} or {@code "+08:00"}, written out. */
        TIME_ZONE("a time zone such as \"Asia/Shanghai\"", true);

        private final String description;
        private final boolean writtenOut;

        Kind(String description, boolean writtenOut) {
            this.description = description;
            this.writtenOut = writtenOut;
        }

        /** What is expected, in words. */
        public String description() {
            return description;
        }

        /** Whether it has to be written out, as it is read once and not for each request. */
        public boolean isWrittenOut() {
            return writtenOut;
        }
    }

    public TemplateFunction {
        parameters = List.copyOf(parameters);
    }

    /** The fewest arguments. */
    public int fewest() {
        return (int)
                parameters.stream().filter(parameter -> !parameter.optional()).count();
    }

    /** The parameter that an argument is for, counted from 0. */
    public Parameter parameter(int argument) {
        return parameters.get(Math.min(argument, parameters.size() - 1));
    }

    /** Whether so many arguments can be given. */
    public boolean takes(int arguments) {
        return arguments >= fewest() && (repeats || arguments <= parameters.size());
    }

    /** How it is called, such as {@code substring(text, from, [to])}. */
    public String signature() {
        StringBuilder signature = new StringBuilder(name).append('(');
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            signature.append(i == 0 ? "" : ", ");
            signature.append(parameter.optional() ? "[" + parameter.name() + "]" : parameter.name());
        }
        return signature.append(repeats ? ", …)" : ")").toString();
    }
}
