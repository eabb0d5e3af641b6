package io.breakwater.events.scenario;

import java.util.List;
import java.util.Optional;

/**
 * A file of rows that iterations draw values from.
 *
 * @param file       the file's name, relative to the scenario file
 * @param format     how its rows are written
 * @param columns    given column names of a CSV file; empty when its first line names them, and for JSONL
 * @param pick       which row is drawn
 * @param per        how long a row is kept
 * @param base       whether its number of rows is the one that all others are cut or repeated to
 * @param tokens     what is known of its rows when they are platform tokens; empty when they are anything else
 * @param whenUsedUp what happens after the last row; only {@link WhenUsedUp#REPEAT} with {@link Pick#RANDOM}
 */
public record DataSet(
        String file,
        Format format,
        List<String> columns,
        Pick pick,
        Per per,
        boolean base,
        Optional<TokenFile> tokens,
        WhenUsedUp whenUsedUp) {

    /** How rows are written. */
    public enum Format {
        /** One JSON value a line; the row itself is the line. */
        JSONL,
        /** RFC 4180, UTF-8, comma. */
        CSV
    }

    /** Which row is drawn. */
    public enum Pick {
        /** The row whose number is the arrival's index: the same over any number of generators. */
        SEQUENTIAL,
        /** Any row, evenly, by a generator seeded from the arrival's index. */
        RANDOM,
        /** The next row that nobody has drawn: no row twice in a run, over all generators. */
        ONCE
    }

    /** How long a row is kept. */
    public enum Per {
        /** Each iteration draws a row. */
        ITERATION,
        /** Each virtual user draws a row and keeps it. */
        VIRTUAL_USER
    }

    /** What happens after the last row. */
    public enum WhenUsedUp {
        /** Begin again at the first; with {@link Pick#ONCE} too, which then is once a round. */
        REPEAT,
        /** The sessions that use it send no more; what was intended counts as not sent because the data was used up. */
        STOP,
        /** The run is stopped, with that reason. */
        FAIL
    }

    public DataSet {
        columns = List.copyOf(columns);
    }

    /** Rows that are no tokens. */
    public DataSet(
            String file, Format format, List<String> columns, Pick pick, Per per, boolean base, WhenUsedUp whenUsedUp) {
        this(file, format, columns, pick, per, base, Optional.empty(), whenUsedUp);
    }

    /** Rows that iterations draw, without a say in the length of others. */
    public static DataSet of(String file, Format format, List<String> columns, Pick pick, WhenUsedUp whenUsedUp) {
        return new DataSet(file, format, columns, pick, Per.ITERATION, false, whenUsedUp);
    }
}
