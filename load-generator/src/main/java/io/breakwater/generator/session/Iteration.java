package io.breakwater.generator.session;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestEventWriter;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.generator.check.ResponseChecks;
import io.breakwater.generator.http.Call;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.session.CompiledRun.CompiledSession;
import io.breakwater.generator.session.CompiledRun.CompiledStep;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.Values;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** One walk of one virtual user through its session. Reused for later iterations of the same loop. */
final class Iteration extends Call {

    private final LoopDriver driver;
    private final int[] rows;
    private final Values values;
    private CompiledSession session;
    private int position;
    private long intendedNanos;

    /** Where the driver keeps it while it is under way. */
    int place;

    Iteration(LoopDriver driver, CompiledSession session, int[] rows, Values values) {
        this.driver = driver;
        this.session = session;
        this.rows = rows;
        this.values = values;
    }

    /** Begins a walk. */
    void begin(CompiledSession newSession, long newIntendedNanos) {
        session = newSession;
        position = 0;
        intendedNanos = newIntendedNanos;
    }

    int[] rows() {
        return rows;
    }

    Values values() {
        return values;
    }

    long intendedNanos() {
        return intendedNanos;
    }

    CompiledStep step() {
        return session.steps().get(position);
    }

    @Override
    protected @Nullable ByteBuf render(ByteBufAllocator allocator) {
        return step().request().render(allocator, driver.filling().of(rows, values, driver.wallMillis()));
    }

    @Override
    protected NotSentReason missing() {
        return driver.filling().missing();
    }

    @Override
    protected boolean needsBody() {
        return step().checks().needsBody();
    }

    @Override
    protected boolean needsHeaders() {
        return step().checks().needsHeaders();
    }

    @Override
    protected boolean responded(long nowNanos, Response response) {
        ResponseChecks checks = step().checks();
        int status = response.status();
        Filling filling = driver.filling().of(rows, values, driver.wallMillis());
        RequestOutcome outcome = checks.requestOutcome(response, filling);
        BusinessOutcome business = checks.businessOutcome(response, filling);
        complete(nowNanos, outcome, status, business);
        boolean held = outcome == RequestOutcome.SUCCEEDED && business == BusinessOutcome.SUCCEEDED;
        if (held && position + 1 < session.steps().size() && driver.begins()) {
            position++;
            intendedNanos = nowNanos;
            driver.intended(this);
            return true;
        }
        driver.end(this);
        return false;
    }

    @Override
    protected void failed(long nowNanos, RequestOutcome outcome) {
        complete(nowNanos, outcome, 0, BusinessOutcome.NOT_CHECKED);
        driver.end(this);
    }

    @Override
    protected void notSent(NotSentReason reason) {
        driver.notSent(this, reason);
    }

    /** Ends it from outside, wherever it was when the generator broke. */
    void breakOff(long nowNanos) {
        if (isBegun()) {
            failed(nowNanos, RequestOutcome.ABORTED);
        } else {
            notSent(NotSentReason.STOPPED);
        }
    }

    private void complete(long nowNanos, RequestOutcome outcome, int status, BusinessOutcome business) {
        driver.completed(this, nowNanos, outcome, status, business);
    }

    /** Writes the event of the request that has just ended; times count from the run's start. */
    void write(
            RequestEventWriter writer,
            long runStartNanos,
            long nowNanos,
            RequestOutcome outcome,
            int status,
            BusinessOutcome business) {
        writer.completed(
                step().index(),
                (intendedNanos - runStartNanos) / 1_000,
                (startedNanos() - intendedNanos) / 1_000,
                (nowNanos - startedNanos()) / 1_000,
                firstByteNanos() / 1_000,
                connectNanos() / 1_000,
                tlsNanos() / 1_000,
                sentBytes(),
                receivedBytes(),
                outcome,
                status,
                business);
    }
}
