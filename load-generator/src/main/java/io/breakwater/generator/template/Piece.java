package io.breakwater.generator.template;

import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.token.TokenSlot;

/** What a compiled request is made of, one piece after the other. */
sealed interface Piece {

    /** Bytes that are always the same. */
    record Literal(byte[] bytes) implements Piece {}

    /** The value of the row that the iteration drew from the data set in this slot. */
    record Drawn(int slot, byte[][] byRow) implements Piece {}

    /** The token in force. */
    record Token(TokenSlot slot, ValueEncoding encoding) implements Piece {}

    /** The number of bytes in the body, in digits. */
    record BodyLength() implements Piece {}
}
