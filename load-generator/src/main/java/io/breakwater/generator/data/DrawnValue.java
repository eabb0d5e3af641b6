package io.breakwater.generator.data;

import io.breakwater.events.data.DataRows;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** What a reference to a data set means: of each row the whole, or one column, in one encoding. Safe for several threads. */
public final class DrawnValue {

    private final int slot;
    private final String file;
    private final DataRows rows;
    private final ByteBuf bytes;
    private final String columnName;
    private final DataRows.@Nullable Column column;
    private final ValueEncoding encoding;

    /** A value of each row; an empty column means the whole row. */
    DrawnValue(int slot, String file, DataRows rows, String columnName, ValueEncoding encoding) {
        this.slot = slot;
        this.file = file;
        this.rows = rows;
        this.bytes = Unpooled.wrappedBuffer(rows.bytes().duplicate().position(0));
        this.columnName = columnName;
        this.column = columnName.isEmpty() ? null : rows.column(columnName);
        this.encoding = encoding;
    }

    /** The slot of its data set, at which an iteration notes its row. */
    public int slot() {
        return slot;
    }

    /**
     * Finds the value of a row.
     *
     * @param row  from 0
     * @param into where to note it; stays good until it is used again
     * @throws IllegalArgumentException when the row lacks it, which the check before the run excludes
     */
    public void find(int row, RowBytes into) {
        if (column == null) {
            rows.findRow(row, into.span());
        } else if (!rows.find(row, column, into.span())) {
            throw new IllegalArgumentException(
                    file + ": row " + (row + 1) + " has no " + columnName + " (expected: one)");
        }
        into.take(bytes, rows.bytes(), encoding);
    }

    /**
     * Looks through all rows for one whose value could not stand in a header, for it would end it.
     *
     * @return the row's number from 0; below 0 when there is none
     */
    public int firstRowWithControlCharacter() {
        RowBytes value = new RowBytes();
        for (int row = 0; row < rows.size(); row++) {
            find(row, value);
            for (int i = 0; i < value.length(); i++) {
                byte b = value.at(i);
                if ((b >= 0 && b < 0x20 && b != '\t') || b == 0x7F) {
                    return row;
                }
            }
        }
        return -1;
    }
}
