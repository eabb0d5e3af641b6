package io.breakwater.generator.data;

import io.breakwater.events.data.DataRows;
import io.breakwater.events.scenario.DataSet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The data of one run: its data sets, each with a slot of its own, and the files that are sent or trusted as they are. What
 * is on a disk stays there, mapped. Filled while the run is prepared, on one thread; afterwards only read.
 */
public final class RunData {

    private final List<DataSet> dataSets = new ArrayList<>();
    private final List<DataRows> rows = new ArrayList<>();
    private final List<RowPick> picks = new ArrayList<>();
    private final Map<String, Integer> slots = new HashMap<>();
    private final Map<String, ByteBuffer> files;

    /** The data of these sets, whose files have been read. */
    public RunData(Map<String, DataSet> declared, Map<String, DataRows> read) {
        this(declared, read, Map.of());
    }

    /**
     * The data of these sets, whose files have been read.
     *
     * @param declared what the scenario says of them
     * @param read     their rows by name
     * @param files    files that are sent or trusted as they are, by name
     */
    public RunData(Map<String, DataSet> declared, Map<String, DataRows> read, Map<String, ByteBuffer> files) {
        this.files = Map.copyOf(files);
        OptionalInt base = read.entrySet().stream()
                .filter(entry -> declared.containsKey(entry.getKey())
                        && declared.get(entry.getKey()).base())
                .mapToInt(entry -> entry.getValue().size())
                .findFirst();
        new TreeMap<>(read).forEach((name, rowsOfSet) -> {
            DataSet dataSet = declared.get(name);
            if (dataSet == null) {
                throw new IllegalArgumentException("data: " + name + " (expected: one of " + declared.keySet() + ")");
            }
            slots.put(name, picks.size());
            dataSets.add(dataSet);
            rows.add(rowsOfSet);
            picks.add(new RowPick(
                    dataSet.pick(),
                    dataSet.whenUsedUp(),
                    rowsOfSet.size(),
                    base.orElse(rowsOfSet.size()),
                    name.hashCode()));
        });
    }

    /** How many data sets there are; their slots count from 0. */
    public int size() {
        return picks.size();
    }

    /** Whether a name is a data set's. */
    public boolean has(String dataSet) {
        return slots.containsKey(dataSet);
    }

    /** The slot of a data set. */
    public int slot(String dataSet) {
        Integer slot = slots.get(dataSet);
        if (slot == null) {
            throw new IllegalArgumentException("data: " + dataSet + " (expected: one of " + slots.keySet() + ")");
        }
        return slot;
    }

    /** What the scenario says of a slot's data set. */
    public DataSet dataSet(int slot) {
        return dataSets.get(slot);
    }

    /** How rows of a slot are picked. */
    public RowPick pick(int slot) {
        return picks.get(slot);
    }

    /** Each whole row of a slot. */
    public DrawnValue drawn(int slot, ValueEncoding encoding) {
        return new DrawnValue(slot, dataSets.get(slot).file(), rows.get(slot), "", encoding);
    }

    /**
     * One column of each row of a slot.
     *
     * @throws IllegalArgumentException when the first row lacks it
     */
    public DrawnValue drawn(int slot, String column, ValueEncoding encoding) {
        DrawnValue value = new DrawnValue(slot, dataSets.get(slot).file(), rows.get(slot), column, encoding);
        value.find(0, new RowBytes());
        return value;
    }

    /**
     * A file that is sent or trusted as it is.
     *
     * @param name its name under {@code files}
     * @return its bytes, from 0 to its limit, read-only
     * @throws IllegalArgumentException when there is none of that name
     */
    public ByteBuffer file(String name) {
        ByteBuffer file = files.get(name);
        if (file == null) {
            throw new IllegalArgumentException("file: " + name + " (expected: one of " + files.keySet() + ")");
        }
        return file.asReadOnlyBuffer().position(0);
    }
}
