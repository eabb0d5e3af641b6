package io.breakwater.generator.value;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.generator.data.RowBytes;
import io.breakwater.generator.json.JsonCursor;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.widget.WidgetExchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What references are filled in from, one virtual user after the other, and the buffers for it. One for each event loop; not
 * thread-safe.
 */
public final class Filling {

    /** Requests above it cost an array each; most are far below. */
    private static final int KEPT_CAPACITY_BYTES = 1 << 20;

    private static final int[] NO_ROWS = {};

    /** Stands for a token of no number. */
    public static final int NO_TOKEN = -1;

    private final Sequences sequences;
    private final ByteText out = new ByteText(KEPT_CAPACITY_BYTES);
    private final ByteText headers = new ByteText(KEPT_CAPACITY_BYTES);
    private final List<ByteText> spare = new ArrayList<>();
    private final RowBytes rowBytes = new RowBytes();
    private final JsonCursor json = new JsonCursor();
    private @Nullable WidgetExchange widget;
    private int lent;

    private int[] rows = NO_ROWS;
    private @Nullable Values values;
    private long nowMillis;
    private @Nullable NotSentReason missing;
    private String missingName = "";
    private int missingToken = NO_TOKEN;
    private boolean missingTokenExpired;

    /** A filling of one event loop, whose sequences these are. */
    public Filling(Sequences sequences) {
        this.sequences = sequences;
    }

    /**
     * Turns to a virtual user.
     *
     * @param newRows      the row that its iteration drew, by the data set's slot
     * @param newValues    its values
     * @param newNowMillis the time at which tokens must be valid; also what time functions tell
     * @return this
     */
    public Filling of(int[] newRows, Values newValues, long newNowMillis) {
        rows = newRows;
        values = newValues;
        nowMillis = newNowMillis;
        missing = null;
        missingToken = NO_TOKEN;
        lent = 0;
        headers.reset();
        return this;
    }

    /** Whole header lines, each with its end, that only the next request carries, such as its cookies. */
    public ByteText headers() {
        return headers;
    }

    /** Why the last text could not be filled in; empty text when it could be. */
    public String missingName() {
        return missing == null ? "" : missingName;
    }

    /** What kind of thing was missing when the last text could not be filled in. */
    public NotSentReason missing() {
        return missing == null ? NotSentReason.VALUE_MISSING : missing;
    }

    /** Notes what is missing; always false, so that those who look for a value can return it. */
    public boolean lacks(NotSentReason reason, String name) {
        missing = reason;
        missingName = name;
        missingToken = reason == NotSentReason.TOKEN_MISSING ? missingToken : NO_TOKEN;
        return false;
    }

    /** Notes that a token is missing, or that its time is up; always false. */
    boolean lacksToken(int token, String name, boolean expired) {
        missingToken = token;
        missingTokenExpired = expired;
        return lacks(NotSentReason.TOKEN_MISSING, name);
    }

    /** Which of the run's tokens was missing when the last text could not be filled in; {@link #NO_TOKEN} if none was. */
    public int missingToken() {
        return missing == NotSentReason.TOKEN_MISSING ? missingToken : NO_TOKEN;
    }

    /** Whether there was one, but its time was up. */
    public boolean isMissingTokenExpired() {
        return missingTokenExpired;
    }

    /** The virtual user's values. */
    public Values values() {
        if (values == null) {
            throw new IllegalStateException("filling: of nobody (expected: of(rows, values, now) before it is used)");
        }
        return values;
    }

    /** Where a whole text is put together; empty. Valid until it is asked for again. */
    public ByteText out() {
        out.reset();
        return out;
    }

    /** Lends a further buffer, empty; to be given back in the opposite order. */
    public ByteText borrow() {
        if (lent == spare.size()) {
            spare.add(new ByteText(KEPT_CAPACITY_BYTES));
        }
        ByteText buffer = spare.get(lent++);
        buffer.reset();
        return buffer;
    }

    /** Takes the buffer back that was lent last. */
    public void giveBack() {
        lent--;
    }

    /** What reads JSON, one document after the other. */
    public JsonCursor json() {
        return json;
    }

    /** Where widget messages are sealed and their answers opened, one after the other. */
    public WidgetExchange widget() {
        WidgetExchange made = widget;
        if (made == null) {
            made = new WidgetExchange(System::nanoTime);
            widget = made;
        }
        return made;
    }

    RowBytes rowBytes() {
        return rowBytes;
    }

    int row(int slot) {
        return rows[slot];
    }

    /** The time that it was turned to the virtual user with. */
    public long nowMillis() {
        return nowMillis;
    }

    Sequences sequences() {
        return sequences;
    }
}
