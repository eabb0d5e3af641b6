package io.breakwater.generator.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.breakwater.events.data.DataRows;
import io.breakwater.events.data.TokenUses;
import io.breakwater.events.scenario.Body;
import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.Extraction;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.TokenAnswers;
import io.breakwater.events.token.TokenPlatform;
import io.breakwater.generator.check.ResponseChecks;
import io.breakwater.generator.check.TokenRefusals;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.extract.Extractors;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.token.TokenFixture;
import io.breakwater.generator.token.TokenSlot;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.HandedValues;
import io.breakwater.generator.value.Sequences;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.value.ValueNames;
import io.breakwater.generator.value.Values;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A warmed loop over what every request does: the collector has nothing to do, however long a run lasts. */
class NoGarbageTest {

    private static final int WARM_UP = 100_000;

    /** Less than a byte each may be allocated: by the measurement, and by the compiler's second thoughts. */
    private static final int MEASURED = 20_000;

    private static final DataSet ROWS = DataSet.of(
            "r.csv", DataSet.Format.CSV, List.of("id", "name"), DataSet.Pick.SEQUENTIAL, DataSet.WhenUsedUp.REPEAT);

    private final ValueNames names = ValueNames.of(List.of("order", "sid"));
    private final Values values = new Values(names, new HandedValues(names));
    private final Filling filling = new Filling(new Sequences(1, 0, 1));
    private final Response response = new Response();
    private final int[] rows = new int[1];
    private long sent;

    @Test
    void rendersExtractsAndChecksWithoutAllocating() throws Exception {
        TokenSlot token = new TokenSlot();
        TokenFixture.set(token, "secret", Long.MAX_VALUE);
        byte[] file = "1,plain\n2,\"quo\"\"ted & more\"\n".getBytes(StandardCharsets.UTF_8);
        RunData data = new RunData(Map.of("rows", ROWS), Map.of("rows", DataRows.open(ROWS, file)));
        Sources sources = new Sources(data, ignored -> token, names);
        RequestTemplate request = RequestTemplate.compile(
                "pay",
                Request.Http.of(
                        Request.Http.Method.POST,
                        "/pay/${rows.id}?n=${rows.name}",
                        Map.of("Authorization", "Bearer ${token.t}", "X-Order", "${order ?? \"none\"}"),
                        Optional.of(new Body.Text(
                                "application/json",
                                "{\"order\":\"${order}\",\"name\":\"${rows.name}\",\"at\":${epochMillis()},"
                                        + "\"n\":${sequence(\"n\")}}",
                                Body.Escaping.JSON_STRING))),
                HttpSettings.DEFAULT,
                "h:1",
                sources,
                Map.of());
        Extractors extractors = Extractors.of(
                Map.of(
                        "order", new Extraction(Extraction.Source.JSON, "$.data.order", 0, false, Optional.empty()),
                        "sid", new Extraction(Extraction.Source.COOKIE, "sid", 0, false, Optional.empty())),
                sources);
        ResponseChecks checks = ResponseChecks.of(
                List.of(
                        Check.in(Check.Subject.STATUS, "", List.of("200")),
                        Check.in(Check.Subject.JSON, "$.errcode", List.of("-1", "0.0"))
                                .absentIs("0"),
                        Check.in(Check.Subject.JSON, "$.data.order", List.of("\"${order}\"")),
                        new Check(
                                Check.Subject.HEADER,
                                "x-left",
                                Check.Operator.AT_LEAST,
                                false,
                                List.of(Check.Expected.of("3.5")),
                                Optional.empty())),
                List.of(),
                sources);

        TokenUses.Source wechat = new TokenUses.Source(
                "t",
                false,
                Optional.empty(),
                "shop",
                new TokenAnswers(TokenPlatform.WECHAT.refusedWhen(), TokenPlatform.WECHAT.expiredWhen(), List.of()),
                Optional.empty());
        TokenRefusals refusals = TokenRefusals.of(List.of(wechat), List.of(wechat), sources);

        FutureTask<Long> allocated = new FutureTask<>(() -> {
            loop(WARM_UP, request, extractors, checks, refusals);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            loop(MEASURED, request, extractors, checks, refusals);
            return threads.getCurrentThreadAllocatedBytes() - before;
        });
        new Thread(allocated).start();

        assertThat(allocated.get(30, TimeUnit.SECONDS)).isLessThan(MEASURED);
        assertThat(sent).isGreaterThan(0);
    }

    /** Gives out one buffer again and again: what Netty's own cache allocates now and then is not of interest here. */
    private static final class OneBuffer extends AbstractByteBufAllocator {

        private final ByteBuf only = Unpooled.buffer(4096);

        @Override
        public ByteBuf directBuffer(int capacity) {
            return only.clear().retain();
        }

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            throw new UnsupportedOperationException("buffer: on the heap (expected: a direct one)");
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            throw new UnsupportedOperationException("buffer: with a limit (expected: one without)");
        }

        @Override
        public boolean isDirectBufferPooled() {
            return true;
        }
    }

    private void loop(
            int times, RequestTemplate request, Extractors extractors, ResponseChecks checks, TokenRefusals refusals) {
        ByteBufAllocator allocator = new OneBuffer();
        byte[] body = "{\"errcode\":0,\"skipped\":[1,{\"a\":\"b\"}],\"data\":{\"order\":\"A\\u00fc\\\"7\"}}"
                .getBytes(StandardCharsets.UTF_8);
        byte[] cookie = "set-cookiesid=12; Path=/".getBytes(StandardCharsets.UTF_8);
        byte[] left = "x-left4.0".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < times; i++) {
            values.begin(1, i);
            rows[0] = i & 1;
            values.set(names.slot("order"), body, 0, 8);
            ByteBuf rendered = request.render(allocator, filling.of(rows, values, 1_000_000_000_000L + i));
            if (rendered == null) {
                throw new AssertionError(filling.missingName());
            }
            sent += rendered.readableBytes();
            rendered.release();
            response.reset();
            response.status(200);
            response.body().append(body, 0, body.length);
            response.headers().add(cookie, 0, 10, 10, cookie.length - 10);
            response.headers().add(left, 0, 6, 6, left.length - 6);
            filling.of(rows, values, 0);
            if (extractors.extract(response, filling) != null
                    || checks.firstFailed(response, filling) != ResponseChecks.ALL_HOLD
                    || refusals.refused(response, filling) != TokenRefusals.NOT_REFUSED) {
                throw new AssertionError("response: not as expected (expected: all found, all hold)");
            }
        }
    }
}
