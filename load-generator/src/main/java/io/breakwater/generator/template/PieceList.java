package io.breakwater.generator.template;

import io.breakwater.events.template.Expression;
import io.breakwater.events.template.Template;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.token.TokenSlot;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects pieces, neighbouring literals as one. */
final class PieceList {

    private final RunData data;
    private final Function<String, TokenSlot> tokens;
    private final List<Piece> pieces = new ArrayList<>();
    private final ByteArrayOutputStream literal = new ByteArrayOutputStream();

    PieceList(RunData data, Function<String, TokenSlot> tokens) {
        this.data = data;
        this.tokens = tokens;
    }

    void text(String text) {
        literal.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    void bodyLength() {
        add(new Piece.BodyLength());
    }

    void template(String text, ValueEncoding encoding) {
        for (Template.Part part : Template.parse(text).parts()) {
            if (part instanceof Template.Part.Text plain) {
                text(plain.text());
            } else if (part instanceof Template.Part.Reference reference) {
                add(piece(reference.expression(), encoding));
            }
        }
    }

    private Piece piece(Expression expression, ValueEncoding encoding) {
        if (expression instanceof Expression.Token token) {
            return new Piece.Token(tokens.apply(token.name()), encoding);
        }
        if (expression instanceof Expression.Named row) {
            int slot = data.slot(row.name());
            return new Piece.Drawn(slot, data.wholeRows(slot, encoding));
        }
        if (expression instanceof Expression.Column column) {
            int slot = data.slot(column.dataSet());
            return new Piece.Drawn(slot, data.column(slot, column.column(), encoding));
        }
        throw new IllegalArgumentException("reference: " + expression + " (expected: a token, a row or a column)");
    }

    /** A header's value: one that could end the header and begin something else is refused before the run. */
    void header(String name, String value) {
        int before = pieces.size();
        text(name + ": ");
        template(value, ValueEncoding.PLAIN);
        for (Piece piece : pieces.subList(before, pieces.size())) {
            if (piece instanceof Piece.Drawn drawn) {
                requireOneLine(name, drawn.byRow());
            }
        }
        text("\r\n");
    }

    Piece[] toArray() {
        flush();
        return pieces.toArray(Piece[]::new);
    }

    private void add(Piece piece) {
        flush();
        pieces.add(piece);
    }

    private void flush() {
        if (literal.size() > 0) {
            pieces.add(new Piece.Literal(literal.toByteArray()));
            literal.reset();
        }
    }

    private static void requireOneLine(String header, byte[][] byRow) {
        for (int row = 0; row < byRow.length; row++) {
            for (byte b : byRow[row]) {
                if ((b >= 0 && b < 0x20 && b != '\t') || b == 0x7F) {
                    throw new IllegalArgumentException("header " + header + ": row " + (row + 1)
                            + " has a control character (expected: one line of text)");
                }
            }
        }
    }
}
