package io.breakwater.events.request;

import io.breakwater.events.request.RequestEventWriter.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads batches of request events without an object per event: after {@link #read}, each component of event {@code i} has
 * an accessor of its own. Reused from batch to batch, it allocates only what a batch's header needs. Not thread-safe.
 */
public final class RequestEventReader {

    private static final Column[] COLUMNS = Column.values();

    private final long[][] columns = new long[COLUMNS.length][0];
    private @Nullable BatchHeader header;
    private int events;

    /**
     * Reads a batch in place of the previous one.
     *
     * @return its header
     * @throws UnreadableBatchException when the bytes are not a whole batch of a known version
     */
    public BatchHeader read(byte[] bytes) throws UnreadableBatchException {
        header = null;
        events = 0;
        ByteCursor cursor = new ByteCursor(bytes, 0, bytes.length);
        readVersion(cursor);
        BatchHeader read = readHeader(cursor);
        int count = cursor.count("events");
        for (Column column : COLUMNS) {
            readColumn(column, cursor.slice(column.name()), count, read.steps().size());
        }
        if (!cursor.atEnd()) {
            throw new UnreadableBatchException("batch: has bytes after its last column (expected: none)");
        }
        header = read;
        events = count;
        return read;
    }

    /**
     * Reads what {@link RequestEventWriter#headerBytes} wrote.
     *
     * @throws UnreadableBatchException when the bytes are not a header of a known version
     */
    public static BatchHeader readHeader(byte[] bytes) throws UnreadableBatchException {
        ByteCursor cursor = new ByteCursor(bytes, 0, bytes.length);
        readVersion(cursor);
        return readHeader(cursor);
    }

    private static void readVersion(ByteCursor cursor) throws UnreadableBatchException {
        int magic = cursor.fixedByte();
        if (magic != RequestEventWriter.MAGIC) {
            throw new UnreadableBatchException(
                    "first byte: " + magic + " (expected: " + RequestEventWriter.MAGIC + ", a request event batch)");
        }
        int version = cursor.fixedByte();
        if (version != RequestEventWriter.VERSION) {
            throw new UnreadableBatchException(
                    "version: " + version + " (expected: " + RequestEventWriter.VERSION + ")");
        }
    }

    /** The header of the batch that was read last. */
    public BatchHeader header() {
        if (header == null) {
            throw new IllegalStateException("header: none (expected: a batch that was read)");
        }
        return header;
    }

    /** How many events the batch holds. */
    public int events() {
        return events;
    }

    /** Index of the event's step in the header's steps. */
    public int step(int event) {
        return (int) value(Column.STEP, event);
    }

    /** When the schedule said to send it, in microseconds since the run's start. */
    public long intendedStartMicros(int event) {
        return value(Column.INTENDED_START, event);
    }

    /** Whether it was sent; if not, only {@link #notSentReason} says more. */
    public boolean sent(int event) {
        return value(Column.OUTCOME, event) < NotSentReason.FIRST_CODE;
    }

    /** Actual minus intended start, in microseconds. */
    public long scheduleLagMicros(int event) {
        return value(Column.SCHEDULE_LAG, event);
    }

    /** Last byte received, or the failure, minus actual start, in microseconds. */
    public long serviceTimeMicros(int event) {
        return value(Column.SERVICE_TIME, event);
    }

    /** What the user waited: from the intended start, so that a stalled generator or target shows. In microseconds. */
    public long responseTimeMicros(int event) {
        return scheduleLagMicros(event) + serviceTimeMicros(event);
    }

    /** First byte received minus actual start, in microseconds. */
    public long firstByteMicros(int event) {
        return serviceTimeMicros(event) - value(Column.FIRST_BYTE, event);
    }

    /** Time to open the connection, when this request had to, in microseconds; otherwise 0. */
    public long connectMicros(int event) {
        return value(Column.CONNECT, event);
    }

    /** Time of the TLS handshake, when this request had to, in microseconds; otherwise 0. */
    public long tlsMicros(int event) {
        return value(Column.TLS, event);
    }

    /** Bytes of the request. */
    public long bytesSent(int event) {
        return value(Column.BYTES_SENT, event);
    }

    /** Bytes of the response. */
    public long bytesReceived(int event) {
        return value(Column.BYTES_RECEIVED, event);
    }

    /** What the transport and the status say of a request that was sent. */
    public RequestOutcome requestOutcome(int event) {
        return RequestOutcome.ofCode((int) value(Column.OUTCOME, event));
    }

    /** Why an arrival was not sent. */
    public NotSentReason notSentReason(int event) {
        return NotSentReason.ofCode((int) value(Column.OUTCOME, event));
    }

    /** The HTTP status; 0 when none came. */
    public int status(int event) {
        return (int) value(Column.STATUS, event);
    }

    /** What the checks say. */
    public BusinessOutcome businessOutcome(int event) {
        return BusinessOutcome.ofCode((int) value(Column.BUSINESS_OUTCOME, event));
    }

    private long value(Column column, int event) {
        return columns[column.ordinal()][event];
    }

    private static BatchHeader readHeader(ByteCursor cursor) throws UnreadableBatchException {
        String runId = cursor.text("runId");
        String generatorId = cursor.text("generatorId");
        String region = cursor.text("region");
        int partIndex = cursor.smallInt("partIndex");
        int partCount = cursor.smallInt("partCount");
        long batchNumber = cursor.unsigned();
        long startSecond = cursor.signed();
        int startMicro = cursor.smallInt("startAt");
        if (Math.abs(startSecond) > Instant.MAX.getEpochSecond() || startMicro >= 1_000_000) {
            throw new UnreadableBatchException(
                    "startAt: " + startSecond + " s and " + startMicro + " us (expected: an instant)");
        }
        long frontierMicros = cursor.signed();
        long warmUpMicros = cursor.unsigned();
        List<Long> limitsMicros = new ArrayList<>();
        for (int left = cursor.count("limitsMicros"); left > 0; left--) {
            limitsMicros.add(cursor.unsigned());
        }
        List<String> steps = new ArrayList<>();
        List<StepAccounting> accounting = new ArrayList<>();
        for (int left = cursor.count("steps"); left > 0; left--) {
            steps.add(cursor.text("step"));
            accounting.add(new StepAccounting(
                    cursor.unsigned(),
                    cursor.unsigned(),
                    cursor.unsigned(),
                    cursor.unsigned(),
                    new CryptographyTime(cursor.unsigned(), cursor.unsigned())));
        }
        List<Long> iterations = new ArrayList<>();
        for (int left = cursor.count("loads"); left > 0; left--) {
            iterations.add(cursor.unsigned());
        }
        LoadProgress progress = new LoadProgress(iterations, cursor.unsigned(), cursor.fixedByte() == 1);
        List<TokenAccounting> tokens = new ArrayList<>();
        for (int left = cursor.count("tokens"); left > 0; left--) {
            tokens.add(new TokenAccounting(
                    cursor.text("token"), cursor.unsigned(), cursor.unsigned(), cursor.unsigned(), cursor.unsigned()));
        }
        GeneratorHealth health = new GeneratorHealth(
                cursor.unsigned() / 1_000.0,
                cursor.unsigned(),
                cursor.unsigned(),
                cursor.unsigned(),
                cursor.unsigned(),
                cursor.unsigned(),
                cursor.byteString("dispatchLag"));
        boolean closing = cursor.fixedByte() == 1;
        return new BatchHeader(
                runId,
                generatorId,
                region,
                partIndex,
                partCount,
                batchNumber,
                Instant.ofEpochSecond(startSecond, startMicro * 1_000L),
                frontierMicros,
                warmUpMicros,
                limitsMicros,
                steps,
                accounting,
                progress,
                tokens,
                health,
                closing);
    }

    private void readColumn(Column column, ByteCursor cursor, int count, int steps) throws UnreadableBatchException {
        long[] values = columns[column.ordinal()];
        if (values.length < count) {
            values = Arrays.copyOf(values, Math.max(count, values.length * 2));
            columns[column.ordinal()] = values;
        }
        switch (column) {
            case STEP -> {
                cursor.unsigned(values, count);
                inRange("step", values, count, steps);
            }
            case INTENDED_START -> {
                cursor.signed(values, count);
                long previous = 0;
                for (int i = 0; i < count; i++) {
                    previous += values[i];
                    values[i] = previous;
                }
            }
            case SCHEDULE_LAG, SERVICE_TIME, FIRST_BYTE, CONNECT -> {
                cursor.signed(values, count);
            }
            case TLS, BYTES_SENT, BYTES_RECEIVED -> {
                cursor.unsigned(values, count);
            }
            case STATUS -> {
                cursor.unsigned(values, count);
                inRange("status", values, count, 1_000);
            }
            case OUTCOME -> {
                cursor.fixedBytes(values, count);
                for (int i = 0; i < count; i++) {
                    checkOutcome((int) values[i]);
                }
            }
            case BUSINESS_OUTCOME -> {
                cursor.fixedBytes(values, count);
                inRange("business outcome", values, count, BusinessOutcome.values().length);
            }
        }
        if (!cursor.atEnd()) {
            throw new UnreadableBatchException(column + ": has values after its last event (expected: " + count + ")");
        }
    }

    private static void inRange(String name, long[] values, int count, int bound) throws UnreadableBatchException {
        for (int i = 0; i < count; i++) {
            if (values[i] < 0 || values[i] >= bound) {
                throw new UnreadableBatchException(name + ": " + values[i] + " (expected: 0 to " + (bound - 1) + ")");
            }
        }
    }

    private static void checkOutcome(int code) throws UnreadableBatchException {
        int reason = code - NotSentReason.FIRST_CODE;
        boolean known = reason < 0 ? code < RequestOutcome.values().length : reason < NotSentReason.values().length;
        if (!known) {
            throw new UnreadableBatchException("outcome: " + code + " (expected: a code of version 1)");
        }
    }
}
