package io.breakwater.generator.value;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import io.breakwater.generator.data.DrawnValue;
import io.breakwater.generator.data.RowBytes;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.token.HeldToken;
import io.breakwater.generator.token.TokenSlot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Where the references of a scenario's templates lead. Filled while a run is prepared, on one thread. */
public final class Sources {

    private final RunData data;
    private final Function<String, TokenSlot> tokens;
    private final ValueNames names;
    private final Map<String, Integer> sequences = new LinkedHashMap<>();
    private final Map<String, Integer> tokenNumbers = new LinkedHashMap<>();
    private final List<TokenSlot> sealing = new ArrayList<>();

    /**
     * Sources of one run.
     *
     * @param data   its rows
     * @param tokens the place of a token, by its name in the scenario
     * @param names  the values that its virtual users can have
     */
    public Sources(RunData data, Function<String, TokenSlot> tokens, ValueNames names) {
        this.data = data;
        this.tokens = tokens;
        this.names = names;
    }

    /** The values that virtual users can have. */
    public ValueNames names() {
        return names;
    }

    /** How many sequences the texts compiled so far take numbers from. */
    public int sequences() {
        return sequences.size();
    }

    /** Which of the run's tokens this is: numbers go from 0, in the order in which they are asked for. */
    public int tokenNumber(String name) {
        return tokenNumbers.computeIfAbsent(name, ignored -> tokenNumbers.size());
    }

    /** Notes what messages are sealed with, which nothing that is kept may show. */
    public void sealWith(TokenSlot credentials) {
        sealing.add(credentials);
    }

    /** What messages are sealed with. */
    public List<TokenSlot> sealing() {
        return List.copyOf(sealing);
    }

    /** The place of a token. */
    public TokenSlot token(String name) {
        return tokens.apply(name);
    }

    /**
     * A template, compiled.
     *
     * @throws IllegalArgumentException when a reference leads nowhere
     */
    public FilledText text(String template, ValueEncoding encoding) {
        return text(template, encoding, UnaryOperator.identity());
    }

    /**
     * A template, compiled, whose own texts are encoded as its values are.
     *
     * @throws IllegalArgumentException when a reference leads nowhere
     */
    public FilledText encodedText(String template, ValueEncoding encoding) {
        return text(template, encoding, text -> new String(encoding.encode(text), StandardCharsets.UTF_8));
    }

    /**
     * A template, compiled.
     *
     * @param encoding how its values are written
     * @param ofTexts  how its own texts are written
     * @throws IllegalArgumentException when a reference leads nowhere
     */
    public FilledText text(String template, ValueEncoding encoding, UnaryOperator<String> ofTexts) {
        FilledText.Builder text = new FilledText.Builder();
        for (Template.Part part : Template.parse(template).parts()) {
            if (part instanceof Template.Part.Text plain) {
                text.text(ofTexts.apply(plain.text()));
            } else if (part instanceof Template.Part.Reference reference) {
                text.source(source(reference.expression(), encoding));
            }
        }
        return text.build();
    }

    /**
     * The bytes of one of the scenario's files.
     *
     * @throws IllegalArgumentException when there is no such file
     */
    public Source file(String name) {
        return new OfFile(data.file(name));
    }

    /**
     * A reference, compiled.
     *
     * @param encoding how its value is written
     * @throws IllegalArgumentException when it leads nowhere
     */
    public Source source(Expression expression, ValueEncoding encoding) {
        if (expression instanceof Expression.Literal literal) {
            return new FilledText.Builder()
                    .bytes(encoding.encode(literal.text()))
                    .build();
        }
        if (expression instanceof Expression.Token token) {
            return new OfToken(
                    token.name(), token.field(), tokenNumber(token.name()), tokens.apply(token.name()), encoding);
        }
        if (expression instanceof Expression.Column column) {
            int slot = data.slot(column.dataSet());
            return new OfRow(data.drawn(slot, column.column(), encoding));
        }
        if (expression instanceof Expression.Named named) {
            if (names.has(named.name())) {
                return new OfSlot(named.name(), names.slot(named.name()), encoding);
            }
            int slot = data.slot(named.name());
            return new OfRow(data.drawn(slot, encoding));
        }
        if (expression instanceof Expression.OrElse orElse) {
            return new Either(source(orElse.value(), encoding), source(orElse.otherwise(), encoding));
        }
        if (expression instanceof Expression.Call call) {
            Source result = Functions.compile(call, this);
            return encoding == ValueEncoding.PLAIN ? result : new Encoded(result, encoding);
        }
        throw new IllegalArgumentException("reference: " + expression + " (expected: a value)");
    }

    /** The number of a sequence among all. */
    int sequence(String name) {
        return sequences.computeIfAbsent(name, ignored -> sequences.size());
    }

    /** A value, written another way. */
    private record Encoded(Source plain, ValueEncoding encoding) implements Source {
        @Override
        public boolean append(Filling filling, ByteText out) {
            ByteText value = filling.borrow();
            boolean there = plain.append(filling, value);
            if (there) {
                encoding.append(value.bytes(), 0, value.length(), out);
            }
            filling.giveBack();
            return there;
        }
    }

    /** The value of the row that the iteration drew. */
    private record OfRow(DrawnValue value) implements Source {
        @Override
        public boolean append(Filling filling, ByteText out) {
            RowBytes found = filling.rowBytes();
            value.find(filling.row(value.slot()), found);
            int length = found.length();
            out.reserve(length);
            found.copyTo(out.bytes(), out.length());
            out.grow(length);
            return true;
        }
    }

    /** A file's bytes. */
    private record OfFile(ByteBuffer bytes) implements Source {
        @Override
        public boolean append(Filling filling, ByteText out) {
            int length = bytes.limit();
            out.reserve(length);
            bytes.get(0, out.bytes(), out.length(), length);
            out.grow(length);
            return true;
        }
    }

    /** The token in force of the virtual user. */
    private record OfToken(String name, String field, int number, TokenSlot slot, ValueEncoding encoding)
            implements Source {
        @Override
        public boolean append(Filling filling, ByteText out) {
            Values values = filling.values();
            HeldToken held = slot.of(values.user());
            if (held == null || held.isExpired(filling.nowMillis())) {
                return filling.lacksToken(number, name, held != null);
            }
            byte[] bytes = held.bytes(field);
            if (bytes == null) {
                return filling.lacksToken(number, name, false);
            }
            values.sends(number, held);
            encoding.append(bytes, 0, bytes.length, out);
            return true;
        }
    }

    /** A value of the virtual user, or else one that was handed over. */
    private record OfSlot(String name, int slot, ValueEncoding encoding) implements Source {
        @Override
        public boolean append(Filling filling, ByteText out) {
            Values values = filling.values();
            byte[] own = values.own(slot);
            if (own != null) {
                encoding.append(own, 0, values.ownLength(slot), out);
                return true;
            }
            byte[] handed = values.handed(slot);
            if (handed == null) {
                return filling.lacks(NotSentReason.VALUE_MISSING, name);
            }
            encoding.append(handed, 0, handed.length, out);
            return true;
        }
    }

    /** A value, or another where it is missing. */
    private record Either(Source value, Source otherwise) implements Source {
        @Override
        public boolean append(Filling filling, ByteText out) {
            int before = out.length();
            if (value.append(filling, out)) {
                return true;
            }
            out.cutTo(before);
            return otherwise.append(filling, out);
        }
    }
}
