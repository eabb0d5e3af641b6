package io.breakwater.generator.extract;

import io.breakwater.events.path.PathSyntax;
import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.http.HeaderBytes;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.json.JsonPathFinder;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.text.TextSearch;
import io.breakwater.generator.text.ValueKind;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.Source;
import io.breakwater.generator.value.Sources;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The places where values are looked for. */
public final class Finders {

    private Finders() {}

    /** The status. */
    public static Finder status() {
        return (response, filling, out) -> {
            out.append((long) response.status());
            return ValueKind.NUMBER;
        };
    }

    /** The first header field of a name. */
    public static Finder header(String name) {
        return new OfHeader(HeaderBytes.name(name));
    }

    /** The last cookie of a name that the response sets. */
    public static Finder cookie(String name) {
        return new OfCookie(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The whole body. */
    public static Finder body() {
        return new OfBody();
    }

    /**
     * What a JSON path leads to in the body.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Finder json(String path) {
        return new OfJson(JsonPathFinder.of(path));
    }

    /**
     * What a JSON path leads to in the data of a widget message's answer.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Finder widgetData(String path) {
        return new OfWidgetData(JsonPathFinder.of(path));
    }

    /**
     * What an XPath leads to in the body.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Finder xml(String path) {
        return new XPathFinder(path);
    }

    /**
     * The first group of a match of a regular expression in the body, or the whole match.
     *
     * @param match which one: from 0, or from -1 backwards
     * @param any   whether any one is taken instead
     * @throws IllegalArgumentException when it is no regular expression
     */
    public static Finder text(String pattern, int match, boolean any) {
        return new OfText(pattern(pattern), match, any);
    }

    /**
     * A value of the virtual user, or anything else that can stand in the braces of a reference.
     *
     * @throws IllegalArgumentException when it leads nowhere
     */
    public static Finder value(String expression, Sources sources) {
        Template template = Template.parse("${" + expression + "}");
        Expression only = template.expressions().findFirst().orElseThrow();
        Source source = sources.source(only, ValueEncoding.PLAIN);
        return (response, filling, out) -> source.append(filling, out) ? ValueKind.TEXT : ValueKind.ABSENT;
    }

    /**
     * A regular expression.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Pattern pattern(String text) {
        Optional<String> complaint = PathSyntax.ofRegularExpression(text);
        if (complaint.isPresent()) {
            throw new IllegalArgumentException(complaint.get());
        }
        return Pattern.compile(text);
    }

    private record OfHeader(byte[] name) implements Finder {
        @Override
        public ValueKind find(Response response, Filling filling, ByteText out) {
            HeaderBytes headers = response.headers();
            int at = headers.next(name, 0);
            if (at >= headers.count()) {
                return ValueKind.ABSENT;
            }
            out.append(headers.bytes(), headers.valueFrom(at), headers.valueLength(at));
            return ValueKind.TEXT;
        }

        @Override
        public boolean needsHeaders() {
            return true;
        }
    }

    private record OfCookie(byte[] name) implements Finder {

        private static final byte[] SET_COOKIE = HeaderBytes.name("set-cookie");

        @Override
        public ValueKind find(Response response, Filling filling, ByteText out) {
            HeaderBytes headers = response.headers();
            int before = out.length();
            ValueKind kind = ValueKind.ABSENT;
            for (int at = headers.next(SET_COOKIE, 0); at < headers.count(); at = headers.next(SET_COOKIE, at + 1)) {
                int from = headers.valueFrom(at);
                int length = headers.valueLength(at);
                if (isNamed(headers.bytes(), from, length)) {
                    out.cutTo(before);
                    int valueFrom = from + name.length + 1;
                    int valueTo = valueFrom;
                    while (valueTo < from + length && headers.bytes()[valueTo] != ';') {
                        valueTo++;
                    }
                    out.append(headers.bytes(), valueFrom, valueTo - valueFrom);
                    kind = ValueKind.TEXT;
                }
            }
            return kind;
        }

        private boolean isNamed(byte[] bytes, int from, int length) {
            if (length <= name.length || bytes[from + name.length] != '=') {
                return false;
            }
            for (int i = 0; i < name.length; i++) {
                if (bytes[from + i] != name[i]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean needsHeaders() {
            return true;
        }
    }

    private record OfBody() implements Finder {
        @Override
        public ValueKind find(Response response, Filling filling, ByteText out) {
            out.append(response.body().bytes(), 0, response.body().length());
            return ValueKind.TEXT;
        }

        @Override
        public boolean needsBody() {
            return true;
        }
    }

    private record OfJson(JsonPathFinder finder) implements Finder {
        @Override
        public ValueKind find(Response response, Filling filling, ByteText out) {
            return finder.find(
                    filling.json().over(response.body().bytes(), response.body().length()), filling.values(), out);
        }

        @Override
        public boolean needsBody() {
            return true;
        }
    }

    /** The answer is open by then. */
    private record OfWidgetData(JsonPathFinder finder) implements Finder {
        @Override
        public ValueKind find(Response response, Filling filling, ByteText out) {
            ByteText data = filling.widget().data();
            return data.length() == 0
                    ? ValueKind.UNREADABLE
                    : finder.find(filling.json().over(data.bytes(), data.length()), filling.values(), out);
        }

        @Override
        public boolean needsBody() {
            return true;
        }
    }

    private record OfText(Pattern pattern, int match, boolean any) implements Finder {
        @Override
        public ValueKind find(Response response, Filling filling, ByteText out) {
            String body = new String(response.body().bytes(), 0, response.body().length(), StandardCharsets.UTF_8);
            return TextSearch.find(pattern, body, match, any, filling.values(), out);
        }

        @Override
        public boolean needsBody() {
            return true;
        }
    }
}
