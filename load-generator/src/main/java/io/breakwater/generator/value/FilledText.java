package io.breakwater.generator.value;

import io.breakwater.generator.text.ByteText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A template, compiled: what never changes is bytes already. Immutable, so that all event loops share it. */
public final class FilledText implements Source {

    private final Source[] pieces;

    private FilledText(Source[] pieces) {
        this.pieces = pieces;
    }

    @Override
    public boolean append(Filling filling, ByteText out) {
        for (Source piece : pieces) {
            if (!piece.append(filling, out)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is the same whatever it is filled in from. */
    public boolean isConstant() {
        return pieces.length == 0 || (pieces.length == 1 && pieces[0] instanceof Bytes);
    }

    /** Bytes that are always the same. */
    private record Bytes(byte[] bytes) implements Source {
        @Override
        public boolean append(Filling filling, ByteText out) {
            out.append(bytes);
            return true;
        }
    }

    /** Collects pieces, neighbouring texts as one. */
    public static final class Builder {

        private final List<Source> pieces = new ArrayList<>();
        private final ByteArrayOutputStream constant = new ByteArrayOutputStream();

        /** Adds a text that stands for itself. */
        public Builder text(String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Adds bytes that stand for themselves. */
        public Builder bytes(byte[] bytes) {
            constant.writeBytes(bytes);
            return this;
        }

        /** Adds a value. */
        public Builder source(Source source) {
            if (source instanceof FilledText text) {
                for (Source piece : text.pieces) {
                    add(piece);
                }
                return this;
            }
            add(source);
            return this;
        }

        /** What was collected. */
        public FilledText build() {
            flush();
            return new FilledText(pieces.toArray(Source[]::new));
        }

        private void add(Source piece) {
            if (piece instanceof Bytes same) {
                bytes(same.bytes());
            } else {
                flush();
                pieces.add(piece);
            }
        }

        private void flush() {
            if (constant.size() > 0) {
                pieces.add(new Bytes(constant.toByteArray()));
                constant.reset();
            }
        }
    }
}
