package io.breakwater.generator.data;

import io.breakwater.events.data.DataRows;
import io.breakwater.events.scenario.DataSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data sets of one run, each with a slot of its own, and the values that its templates use, encoded once and shared by
 * all event loops. Filled while the run is prepared, on one thread; afterwards only read.
 */
public final class RunData {

    private final List<DataSet> dataSets = new ArrayList<>();
    private final List<DataRows> rows = new ArrayList<>();
    private final List<RowPick> picks = new ArrayList<>();
    private final Map<String, Integer> slots = new HashMap<>();
    private final Map<Use, byte[][]> encoded = new HashMap<>();

    /** One way in which templates use one value of every row; an empty column means the whole row. */
    private record Use(int slot, String column, ValueEncoding encoding) {}

    /** The data of these sets, whose files have been read. */
    public RunData(Map<String, DataSet> declared, Map<String, DataRows> read) {
        new TreeMap<>(read).forEach((name, rowsOfSet) -> {
            DataSet dataSet = declared.get(name);
            if (dataSet == null) {
                throw new IllegalArgumentException("data: " + name + " (expected: one of " + declared.keySet() + ")");
            }
            slots.put(name, picks.size());
            dataSets.add(dataSet);
            rows.add(rowsOfSet);
            picks.add(new RowPick(dataSet.pick(), dataSet.whenUsedUp(), rowsOfSet.size(), name.hashCode()));
        });
    }

    /** How many data sets there are; their slots count from 0. */
    public int size() {
        return picks.size();
    }

    /** The slot of a data set. */
    public int slot(String dataSet) {
        Integer slot = slots.get(dataSet);
        if (slot == null) {
            throw new IllegalArgumentException("data: " + dataSet + " (expected: one of " + slots.keySet() + ")");
        }
        return slot;
    }

    /** How rows of a slot are picked. */
    public RowPick pick(int slot) {
        return picks.get(slot);
    }

    /** The bytes of every whole row. */
    public byte[][] wholeRows(int slot, ValueEncoding encoding) {
        return encoded.computeIfAbsent(new Use(slot, "", encoding), this::encode);
    }

    /**
     * The bytes of one column in every row.
     *
     * @throws IllegalArgumentException when a row lacks it
     */
    public byte[][] column(int slot, String column, ValueEncoding encoding) {
        return encoded.computeIfAbsent(new Use(slot, column, encoding), this::encode);
    }

    private byte[][] encode(Use use) {
        DataRows all = rows.get(use.slot());
        byte[][] values = new byte[all.size()][];
        for (int row = 0; row < values.length; row++) {
            values[row] = use.encoding().encode(value(all, row, use));
        }
        return values;
    }

    private String value(DataRows all, int row, Use use) {
        if (use.column().isEmpty()) {
            return all.row(row).text();
        }
        return all.row(row)
                .value(use.column())
                .orElseThrow(() -> new IllegalArgumentException(dataSets.get(use.slot())
                                .file() + ": row " + (row + 1) + " has no " + use.column() + " (expected: one)"));
    }
}
