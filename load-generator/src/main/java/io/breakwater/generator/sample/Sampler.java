package io.breakwater.generator.sample;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.sample.RequestSample.Stage;
import io.breakwater.events.sample.RequestSample.Why;
import io.breakwater.events.scenario.Sampling;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.value.Filling;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Picks the exchanges of one event loop that are kept whole: an even share of all, decided before they are sent so that they
 * can carry a trace context, and each kind of failure up to a number. A request that is not kept costs a count and the copy of
 * its first bytes. Confined to its loop.
 */
public final class Sampler {

    /** After a failure whose answer was not kept, so many further requests of that step are looked at more closely. */
    private static final int WATCHED = 1_000;

    /**
     * The share is cut off here, for a hundred a second are more than anybody looks at, and each costs as much as dozens of
     * requests.
     */
    private static final int MOST_OF_SHARE_PER_SECOND = 100;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private static final byte[] TRACEPARENT = "traceparent: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Origin origin;
    private final Sampling sampling;
    private final List<SampledStep> steps;
    private final SampleSink sink;
    private final TraceParent traceParents;
    private final FailureBudget failures;
    private final int[] watched;
    private final LongSupplier nanoClock;
    private final AtomicLong dropped = new AtomicLong();
    private double credit;
    private long secondBegunNanos;
    private int pickedInSecond;

    /**
     * Where samples come from.
     *
     * @param runId         the run
     * @param generatorId   the generator
     * @param startAt       the run's start
     * @param startNanos    the same, as {@code System.nanoTime()} of this process tells it
     * @param secrets       the values of tokens, at any time
     * @param secretNames   the names of values that are secret, whatever they are called
     */
    public record Origin(
            String runId,
            String generatorId,
            Instant startAt,
            long startNanos,
            Supplier<Collection<String>> secrets,
            Set<String> secretNames) {
        public Origin {
            secretNames = Set.copyOf(secretNames);
        }
    }

    /**
     * A sampler that has picked nothing.
     *
     * @param origin    where samples come from
     * @param sampling  what the scenario says of them
     * @param steps     all steps by index
     * @param seed      of trace contexts; each loop of each part has another
     * @param nanoClock tells seconds apart
     * @param sink      where samples go
     */
    public Sampler(
            Origin origin,
            Sampling sampling,
            List<SampledStep> steps,
            long seed,
            LongSupplier nanoClock,
            SampleSink sink) {
        this.origin = origin;
        this.sampling = sampling;
        this.steps = List.copyOf(steps);
        this.sink = sink;
        this.traceParents = new TraceParent(seed);
        this.failures = new FailureBudget(sampling.failures());
        this.watched = new int[steps.size()];
        this.nanoClock = nanoClock;
        this.secondBegunNanos = nanoClock.getAsLong();
    }

    /** How many samples found no room on their way or could not be delivered. From any thread. */
    public long dropped() {
        return dropped.get();
    }

    /** Room for the notes of a further virtual user. */
    public Exchange newExchange() {
        return new Exchange();
    }

    /**
     * Decides about a request that is about to be rendered. One that is picked carries a trace context.
     *
     * @param exchange the virtual user's notes
     * @param step     the step's index
     * @param filling  turned to the virtual user; gets the header line
     */
    public void begin(Exchange exchange, int step, Filling filling) {
        boolean picked = steps.get(step).stage != Stage.LOAD || pickedByShare();
        exchange.begin(picked);
        if (picked) {
            traceParents.next(exchange.traceparent);
            filling.headers().append(TRACEPARENT);
            filling.headers().append(exchange.traceparent);
            filling.headers().append(LINE_END);
            exchange.used = steps.get(step).used(filling);
        }
    }

    /** The n-th request is picked when the share of n requests has a whole number more than that of n − 1, up to a bound. */
    private boolean pickedByShare() {
        credit += sampling.share();
        if (credit < 1) {
            return false;
        }
        credit -= 1;
        long now = nanoClock.getAsLong();
        if (now - secondBegunNanos >= SECOND_NANOS) {
            secondBegunNanos = now;
            pickedInSecond = 0;
        }
        return ++pickedInSecond <= MOST_OF_SHARE_PER_SECOND;
    }

    /** Notes the bytes of a request that is about to be written. */
    public void rendered(Exchange exchange, int step, ByteBuf request, Filling filling) {
        if (exchange.sampled || sampling.failures() > 0) {
            exchange.keep(request, sampling.bodyBytes());
            if (steps.get(step).isSealed) {
                exchange.keepPlain(filling.widget().message(), sampling.bodyBytes());
            }
        }
    }

    /** Whether header fields and body of the answer have to be kept. */
    public boolean needsAnswer(Exchange exchange, int step) {
        return exchange.sampled || watched[step] > 0;
    }

    /** Whether {@link #ended} has to be told of an exchange. */
    public boolean mayKeep(Exchange exchange, int step, RequestOutcome outcome, BusinessOutcome business) {
        return exchange.sampled || watched[step] > 0 || outcome != RequestOutcome.SUCCEEDED || business.isFailure();
    }

    /**
     * Keeps an exchange that has ended, or forgets it.
     *
     * @param exchange the virtual user's notes, with its times
     * @param step     the step's index
     * @param outcome  what the transport and the status say
     * @param business what the checks say
     * @param response the answer, with header fields and body as far as they were kept; nothing when none came
     * @param filling  turned to the virtual user
     */
    public void ended(
            Exchange exchange,
            int step,
            RequestOutcome outcome,
            BusinessOutcome business,
            @Nullable Response response,
            Filling filling) {
        boolean wasWatched = watched[step] > 0;
        if (wasWatched) {
            watched[step]--;
        }
        boolean failed = outcome != RequestOutcome.SUCCEEDED || business.isFailure();
        if (!exchange.sampled && !failed) {
            return;
        }
        SampledStep sampledStep = steps.get(step);
        Map<String, String> extracted = response == null ? Map.of() : sampledStep.extracted(filling);
        List<String> words = failed ? words(sampledStep, outcome, extracted, response, filling) : List.of();
        Why why = sampledStep.stage != Stage.LOAD ? Why.ALL : Why.SHARE;
        if (failed && why != Why.ALL) {
            int status = response == null ? 0 : response.status();
            boolean newToUs = failures.take(step, outcome, status, words.isEmpty() ? "" : words.get(0));
            if (!newToUs && !exchange.sampled) {
                return;
            }
            why = newToUs ? Why.FAILURE : Why.SHARE;
            watched[step] = newToUs ? WATCHED : watched[step];
        }
        Map<String, String> used =
                exchange.sampled ? sampledStep.withTokensSent(exchange.used, filling) : sampledStep.used(filling);
        CapturedExchange captured = CapturedExchange.of(
                origin,
                sampledStep,
                exchange,
                new CapturedExchange.Judged(outcome, business, words, why),
                response,
                used,
                extracted,
                sampledStep.isSealed && response != null
                        ? beginning(filling.widget().answer(), sampling.bodyBytes())
                        : "",
                sampling.bodyBytes());
        sink.offer(captured::readable, dropped::incrementAndGet);
    }

    private static String beginning(ByteText text, int bytes) {
        return new String(text.bytes(), 0, Math.min(text.length(), bytes), StandardCharsets.UTF_8);
    }

    private static List<String> words(
            SampledStep step,
            RequestOutcome outcome,
            Map<String, String> extracted,
            @Nullable Response response,
            Filling filling) {
        if (response == null) {
            return List.of(SampledStep.words(outcome, 0));
        }
        List<String> words = new ArrayList<>();
        if (outcome != RequestOutcome.SUCCEEDED) {
            words.add(SampledStep.words(outcome, response.status()));
        }
        words.addAll(step.failures(response, filling));
        words.addAll(step.notFound(extracted));
        return words;
    }
}
