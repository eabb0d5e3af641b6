package io.breakwater.generator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestEventReader;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.request.StepAccounting;
import io.breakwater.events.request.UnreadableBatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The batches of a part as a reader sees them. */
public final class Sent {

    private final List<BatchHeader> headers = new ArrayList<>();
    private final List<List<Event>> eventsByBatch = new ArrayList<>();

    /** One event. */
    public record Event(
            int step,
            long intendedMicros,
            long lagMicros,
            long serviceMicros,
            long firstByteMicros,
            long connectMicros,
            long bytesSent,
            long bytesReceived,
            Optional<RequestOutcome> outcome,
            Optional<NotSentReason> notSent,
            int status,
            BusinessOutcome business) {

        public long responseMicros() {
            return lagMicros + serviceMicros;
        }
    }

    public synchronized void add(byte[] batch) {
        RequestEventReader reader = new RequestEventReader();
        try {
            headers.add(reader.read(batch));
        } catch (UnreadableBatchException e) {
            throw new AssertionError(e);
        }
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < reader.events(); i++) {
            boolean sent = reader.sent(i);
            events.add(new Event(
                    reader.step(i),
                    reader.intendedStartMicros(i),
                    reader.scheduleLagMicros(i),
                    reader.serviceTimeMicros(i),
                    reader.firstByteMicros(i),
                    reader.connectMicros(i),
                    reader.bytesSent(i),
                    reader.bytesReceived(i),
                    sent ? Optional.of(reader.requestOutcome(i)) : Optional.empty(),
                    sent ? Optional.empty() : Optional.of(reader.notSentReason(i)),
                    reader.status(i),
                    reader.businessOutcome(i)));
        }
        eventsByBatch.add(events);
    }

    public synchronized List<BatchHeader> headers() {
        return List.copyOf(headers);
    }

    public synchronized List<Event> events() {
        return eventsByBatch.stream().flatMap(List::stream).toList();
    }

    public List<Event> events(int step) {
        return events().stream().filter(event -> event.step() == step).toList();
    }

    public BatchHeader closing() {
        List<BatchHeader> all = headers();
        return all.get(all.size() - 1);
    }

    public long count(RequestOutcome outcome) {
        return events().stream()
                .filter(event -> event.outcome().equals(Optional.of(outcome)))
                .count();
    }

    public long count(NotSentReason reason) {
        return events().stream()
                .filter(event -> event.notSent().equals(Optional.of(reason)))
                .count();
    }

    /** What holds of every part of every run: numbering, identity, agreement of accounting and events, frontiers. */
    public synchronized Sent requireConsistent() {
        int steps = closing().steps().size();
        long[] completed = new long[steps];
        long[] notSent = new long[steps];
        long frontier = Long.MIN_VALUE;
        for (int batch = 0; batch < headers.size(); batch++) {
            BatchHeader header = headers.get(batch);
            assertThat(header.batchNumber()).isEqualTo(batch);
            assertThat(header.closing()).isEqualTo(batch == headers.size() - 1);
            for (Event event : eventsByBatch.get(batch)) {
                assertThat(event.intendedMicros())
                        .as("no event below the frontier of an earlier batch")
                        .isGreaterThanOrEqualTo(frontier);
                (event.notSent().isPresent() ? notSent : completed)[event.step()]++;
            }
            assertThat(header.frontierMicros()).isGreaterThanOrEqualTo(frontier);
            frontier = header.frontierMicros();
            for (int step = 0; step < steps; step++) {
                StepAccounting accounting = header.accounting().get(step);
                assertThat(accounting.holds()).as("identity of %s", accounting).isTrue();
                assertThat(accounting.completed()).isEqualTo(completed[step]);
                assertThat(accounting.notSent()).isEqualTo(notSent[step]);
            }
        }
        assertThat(closing().accounting()).allMatch(accounting -> accounting.inFlight() == 0);
        return this;
    }
}
