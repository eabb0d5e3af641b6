package io.breakwater.events.request;

import java.time.temporal.ChronoField;

/**
 * Collects request events in columns and makes batches of them. A column holds one component of all events, so that equal
 * and slowly changing values lie side by side and Kafka's compression finds them.
 *
 * <p>Layout, version 1: the magic byte {@code 0xB7}, the version, the header, the number of events, then for each column its
 * length in bytes and its values. Integers are LEB128, signed ones zigzag; intended starts are differences between
 * neighbours. Not thread-safe: one writer an event loop.
 */
public final class RequestEventWriter {

    static final int MAGIC = 0xB7;
    static final int VERSION = 1;

    /** Enough for a few hundred events before a column grows; columns keep their size between batches. */
    private static final int COLUMN_CAPACITY_BYTES = 1_024;

    private final ByteColumns[] columns = new ByteColumns[Column.values().length];
    private int events;
    private long previousIntendedStartMicros;

    /** The components of an event, in the order in which their columns stand on the wire. */
    enum Column {
        STEP,
        INTENDED_START,
        SCHEDULE_LAG,
        SERVICE_TIME,
        FIRST_BYTE,
        CONNECT,
        TLS,
        BYTES_SENT,
        BYTES_RECEIVED,
        OUTCOME,
        STATUS,
        BUSINESS_OUTCOME
    }

    /** A writer without events. */
    public RequestEventWriter() {
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new ByteColumns(COLUMN_CAPACITY_BYTES);
        }
    }

    /** How many events the next batch will hold. */
    public int events() {
        return events;
    }

    /**
     * Adds a request that ended.
     *
     * @param step                index into the header's steps
     * @param intendedStartMicros since the run's start
     * @param scheduleLagMicros   actual minus intended start
     * @param serviceTimeMicros   last byte received, or the failure, minus actual start
     * @param firstByteMicros     first byte received minus actual start; 0 when none came
     * @param connectMicros       time to open the connection without TLS, when this request had to; otherwise 0
     * @param tlsMicros           time of the TLS handshake, when this request had to; otherwise 0
     * @param bytesSent           bytes of the request as written to the socket
     * @param bytesReceived       bytes of the response as read from the socket
     * @param outcome             what the transport and the status say
     * @param status              the HTTP status; 0 when none came
     * @param businessOutcome     what the checks say
     */
    public void completed(
            int step,
            long intendedStartMicros,
            long scheduleLagMicros,
            long serviceTimeMicros,
            long firstByteMicros,
            long connectMicros,
            long tlsMicros,
            long bytesSent,
            long bytesReceived,
            RequestOutcome outcome,
            int status,
            BusinessOutcome businessOutcome) {
        begin(step, intendedStartMicros);
        column(Column.SCHEDULE_LAG).signed(scheduleLagMicros);
        column(Column.SERVICE_TIME).signed(serviceTimeMicros);
        column(Column.FIRST_BYTE).signed(serviceTimeMicros - firstByteMicros);
        column(Column.CONNECT).signed(connectMicros);
        column(Column.TLS).unsigned(tlsMicros);
        column(Column.BYTES_SENT).unsigned(bytesSent);
        column(Column.BYTES_RECEIVED).unsigned(bytesReceived);
        column(Column.OUTCOME).fixedByte(outcome.code());
        column(Column.STATUS).unsigned(status);
        column(Column.BUSINESS_OUTCOME).fixedByte(businessOutcome.code());
    }

    /**
     * Adds an arrival that was never started.
     *
     * @param step                index into the header's steps
     * @param intendedStartMicros since the run's start
     * @param reason              why
     */
    public void notSent(int step, long intendedStartMicros, NotSentReason reason) {
        begin(step, intendedStartMicros);
        for (Column zero : new Column[] {
            Column.SCHEDULE_LAG,
            Column.SERVICE_TIME,
            Column.FIRST_BYTE,
            Column.CONNECT,
            Column.TLS,
            Column.BYTES_SENT,
            Column.BYTES_RECEIVED,
            Column.STATUS
        }) {
            column(zero).unsigned(0);
        }
        column(Column.OUTCOME).fixedByte(reason.code());
        column(Column.BUSINESS_OUTCOME).fixedByte(BusinessOutcome.NOT_CHECKED.code());
    }

    /** The bytes of a batch with this header and the events collected since the last batch; forgets those events. */
    public byte[] toBatch(BatchHeader header) {
        int columnBytes = 0;
        for (ByteColumns column : columns) {
            columnBytes += column.sizeBytes();
        }
        ByteColumns batch = new ByteColumns(1_024 + columnBytes);
        batch.fixedByte(MAGIC);
        batch.fixedByte(VERSION);
        writeHeader(batch, header);
        batch.unsigned(events);
        for (ByteColumns column : columns) {
            batch.unsigned(column.sizeBytes());
            batch.append(column);
            column.reset();
        }
        events = 0;
        previousIntendedStartMicros = 0;
        return batch.toBytes();
    }

    /** The bytes of a header alone, which {@link RequestEventReader#readHeader} reads. */
    public static byte[] headerBytes(BatchHeader header) {
        ByteColumns bytes = new ByteColumns(512);
        bytes.fixedByte(MAGIC);
        bytes.fixedByte(VERSION);
        writeHeader(bytes, header);
        return bytes.toBytes();
    }

    private void begin(int step, long intendedStartMicros) {
        events++;
        column(Column.STEP).unsigned(step);
        column(Column.INTENDED_START).signed(intendedStartMicros - previousIntendedStartMicros);
        previousIntendedStartMicros = intendedStartMicros;
    }

    private ByteColumns column(Column column) {
        return columns[column.ordinal()];
    }

    private static void writeHeader(ByteColumns batch, BatchHeader header) {
        batch.text(header.runId());
        batch.text(header.generatorId());
        batch.text(header.region());
        batch.unsigned(header.partIndex());
        batch.unsigned(header.partCount());
        batch.unsigned(header.batchNumber());
        batch.signed(header.startAt().getEpochSecond());
        batch.unsigned(header.startAt().get(ChronoField.MICRO_OF_SECOND));
        batch.signed(header.frontierMicros());
        batch.unsigned(header.warmUpMicros());
        batch.unsigned(header.limitsMicros().size());
        header.limitsMicros().forEach(batch::unsigned);
        batch.unsigned(header.steps().size());
        for (int step = 0; step < header.steps().size(); step++) {
            StepAccounting accounting = header.accounting().get(step);
            batch.text(header.steps().get(step));
            batch.unsigned(accounting.intended());
            batch.unsigned(accounting.completed());
            batch.unsigned(accounting.inFlight());
            batch.unsigned(accounting.notSent());
            batch.unsigned(accounting.cryptography().messages());
            batch.unsigned(accounting.cryptography().nanos());
        }
        batch.unsigned(header.progress().iterations().size());
        header.progress().iterations().forEach(batch::unsigned);
        batch.unsigned(header.progress().adjustments());
        batch.fixedByte(header.progress().cutShort() ? 1 : 0);
        batch.unsigned(header.tokens().size());
        for (TokenAccounting token : header.tokens()) {
            batch.text(token.token());
            batch.unsigned(token.refused());
            batch.unsigned(token.refusedExpired());
            batch.unsigned(token.notSent());
            batch.unsigned(token.notSentExpired());
        }
        GeneratorHealth health = header.health();
        batch.unsigned(Math.round(health.cpuRatio() * 1_000));
        batch.unsigned(health.longestPauseMicros());
        batch.unsigned(health.eventsLost());
        batch.unsigned(health.requestsResent());
        batch.unsigned(health.samplesDropped());
        batch.unsigned(health.messagesDropped());
        batch.byteString(health.dispatchLagHistogram());
        batch.fixedByte(header.closing() ? 1 : 0);
    }
}
