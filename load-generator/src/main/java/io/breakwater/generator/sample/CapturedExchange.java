package io.breakwater.generator.sample;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.sample.RequestSample.Received;
import io.breakwater.events.sample.RequestSample.Sent;
import io.breakwater.events.sample.RequestSample.Waterfall;
import io.breakwater.events.sample.RequestSample.Why;
import io.breakwater.generator.http.HeaderBytes;
import io.breakwater.generator.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Copies of everything that a sample tells, taken on the event loop; made readable and masked elsewhere. Immutable. */
final class CapturedExchange {

    private final Sampler.Origin origin;
    private final SampledStep step;
    private final Judged judged;
    private final byte[] sent;
    private final long sentWhole;
    private final Optional<Received> received;
    private final Map<String, String> used;
    private final Map<String, String> extracted;
    private final String sentPlain;
    private final String receivedPlain;
    private final String traceparent;
    private final int bodyBytes;
    private final long intendedMicros;
    private final long lagMicros;
    private final long serviceMicros;
    private final List<String> redirects;
    private final Waterfall waterfall;

    /**
     * What was thought of it.
     *
     * @param outcome  what the transport and the status say
     * @param business what the checks say
     * @param failures what failed, in words
     * @param why      why it is kept
     */
    record Judged(RequestOutcome outcome, BusinessOutcome business, List<String> failures, Why why) {
        Judged {
            failures = List.copyOf(failures);
        }
    }

    private CapturedExchange(
            Sampler.Origin origin,
            SampledStep step,
            Exchange exchange,
            Judged judged,
            Optional<Received> received,
            Map<String, String> used,
            Map<String, String> extracted,
            String receivedPlain,
            int bodyBytes) {
        this.origin = origin;
        this.step = step;
        this.judged = judged;
        this.sent = Arrays.copyOf(exchange.sent, exchange.sentLength);
        this.sentWhole = exchange.sentWhole;
        this.received = received;
        this.used = used;
        this.extracted = extracted;
        this.sentPlain = new String(exchange.plain, 0, exchange.plainLength, StandardCharsets.UTF_8);
        this.receivedPlain = receivedPlain;
        // A message has no header that could carry it.
        this.traceparent = exchange.sampled && step.word.isEmpty()
                ? new String(exchange.traceparent, StandardCharsets.US_ASCII)
                : "";
        this.bodyBytes = bodyBytes;
        this.intendedMicros = (exchange.intendedNanos - origin.startNanos()) / 1_000;
        this.lagMicros = Math.max(0, (exchange.startedNanos - exchange.intendedNanos) / 1_000);
        this.redirects = exchange.redirects;
        long firstByteMicros = exchange.firstByteNanos / 1_000;
        long sendMicros = exchange.sendNanos / 1_000;
        this.serviceMicros = Math.max(0, (exchange.endedNanos - exchange.startedNanos) / 1_000);
        this.waterfall = new Waterfall(
                exchange.lookUpNanos / 1_000,
                exchange.connectNanos / 1_000,
                exchange.tlsNanos / 1_000,
                sendMicros,
                Math.max(0, firstByteMicros - sendMicros),
                firstByteMicros == 0 ? 0 : Math.max(0, serviceMicros - firstByteMicros));
    }

    static CapturedExchange of(
            Sampler.Origin origin,
            SampledStep step,
            Exchange exchange,
            Judged judged,
            @Nullable Response response,
            Map<String, String> used,
            Map<String, String> extracted,
            String receivedPlain,
            int bodyBytes) {
        Optional<Received> received = Optional.ofNullable(response).map(some -> received(some, bodyBytes));
        return new CapturedExchange(
                origin, step, exchange, judged, received, used, extracted, receivedPlain, bodyBytes);
    }

    private static Received received(Response response, int bodyBytes) {
        HeaderBytes headers = response.headers();
        List<String> lines = new ArrayList<>(headers.count());
        for (int at = 0; at < headers.count(); at++) {
            lines.add(text(headers.bytes(), headers.nameFrom(at), headers.nameLength(at)) + ": "
                    + text(headers.bytes(), headers.valueFrom(at), headers.valueLength(at)));
        }
        int length = Math.min(response.body().length(), bodyBytes);
        return new Received(
                response.status(),
                lines,
                text(response.body().bytes(), 0, length),
                response.body().length() > length);
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** The sample, its secrets hidden. */
    RequestSample readable() {
        Sent plain = step.word.isEmpty()
                ? SentText.of(sent, sent.length, sentWhole, step.base, bodyBytes)
                : SentText.ofMessage(step.word, sent, sentWhole, step.base, bodyBytes);
        Mask mask = new Mask(origin.secrets().get(), origin.secretNames());
        mask.learn(used);
        mask.learn(extracted);
        mask.learnHeaders(plain.headers());
        received.ifPresent(answer -> mask.learnHeaders(answer.headers()));
        return new RequestSample(
                origin.runId(),
                origin.generatorId(),
                step.session,
                step.name,
                step.stage,
                origin.startAt().plusNanos(intendedMicros * 1_000),
                lagMicros,
                serviceMicros,
                judged.outcome(),
                judged.business(),
                judged.failures(),
                judged.why(),
                new Sent(
                        plain.method(),
                        mask.text(plain.url()),
                        mask.headers(plain.headers()),
                        mask.text(plain.body()),
                        plain.cut(),
                        mask.text(sentPlain)),
                redirects.stream().map(mask::text).toList(),
                received.map(answer -> new Received(
                        answer.status(),
                        mask.headers(answer.headers()),
                        mask.text(answer.body()),
                        answer.cut(),
                        mask.text(receivedPlain))),
                waterfall,
                mask.values(used),
                mask.values(extracted),
                traceparent);
    }
}
