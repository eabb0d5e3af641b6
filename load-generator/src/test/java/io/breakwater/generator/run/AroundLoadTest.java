package io.breakwater.generator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.generator.GeneratorReport;
import io.breakwater.events.generator.GeneratorReport.AfterWalked;
import io.breakwater.events.generator.GeneratorReport.PartClosed;
import io.breakwater.events.generator.GeneratorReport.PartReady;
import io.breakwater.events.generator.GeneratorReport.PartRefused;
import io.breakwater.events.run.HandedOver;
import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunCommand.WalkAfter;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.RunPart;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.sample.RequestSample.Stage;
import io.breakwater.events.scenario.Extraction;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Sampling;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.events.scenario.TokenUse;
import io.breakwater.events.token.TokenCipher;
import io.breakwater.events.token.TokenKeys;
import io.breakwater.generator.data.DataFiles;
import io.breakwater.generator.data.DataFolders;
import io.breakwater.generator.http.ClientIdentities;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.publish.DiscardingBatchSender;
import io.breakwater.generator.publish.EventBacklog;
import io.breakwater.generator.publish.EventPublisher;
import io.breakwater.generator.sample.SampleSink;
import io.breakwater.generator.token.PlatformTokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions before and after the load, on real sockets, over two generators. */
@Timeout(60)
class AroundLoadTest {

    private static final String AUTH = "log-on-credential-4711";
    private static final TokenCipher KEY =
            TokenCipher.of("k1", Base64.getEncoder().encodeToString(new byte[32]));

    private final List<String> refusedPaths = new ArrayList<>();
    private final ScriptedTarget target = ScriptedTarget.start((request, out) -> {
        boolean refused = refusedPaths.stream().anyMatch(path -> request.line().contains(path));
        out.write(
                refused
                        ? ScriptedTarget.response(403, "{}")
                        : ScriptedTarget.response(200, "{\"id\":\"" + AUTH + "\"}"));
        return true;
    });
    private final LinkedBlockingQueue<GeneratorReport> reports = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<RequestSample> samples = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(target));

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void logsOnOnceAndGivesAllGeneratorsWhatItGot() throws Exception {
        Runs first = generator("g0", Optional.of(KEY));
        Runs second = generator("g1", Optional.of(KEY));
        RunPlan plan = plan("run-1", "g0", "g1");

        first.accept(new PrepareRun(plan));
        PartReady ready = next(PartReady.class);
        second.accept(new PrepareRun(plan));
        PartReady other = next(PartReady.class);
        lines().containsExactly("POST /log-on HTTP/1.1");
        Optional<HandedOver> handedOver = ready.handedOver();
        StartRun start = new StartRun(plan, Instant.now(), handedOver);
        first.accept(start);
        second.accept(start);
        PartClosed one = next(PartClosed.class);
        PartClosed two = next(PartClosed.class);

        assertThat(handedOver.orElseThrow().open(KEY, "run-1")).containsExactly(Map.entry("auth", AUTH));
        assertThat(other.handedOver()).as("only part 0 walks").isEmpty();
        assertThat(one.completed() + two.completed()).isEqualTo(20);
        assertThat(target.requests().stream().filter(request -> request.line().contains("/home")))
                .hasSize(20)
                .allMatch(request -> request.head().contains("X-Auth: " + AUTH));
        lines().filteredOn(line -> line.contains("log-on")).hasSize(1);
    }

    @Test
    void tellsAgainWhatWasHandedOverWhenItIsAskedAgain() throws Exception {
        Runs runs = generator("g0", Optional.of(KEY));
        RunPlan plan = plan("run-1", "g0");

        runs.accept(new PrepareRun(plan));
        PartReady ready = next(PartReady.class);
        runs.accept(new PrepareRun(plan));

        assertThat(EventCodec.encode(next(PartReady.class).handedOver().orElseThrow()))
                .isEqualTo(EventCodec.encode(ready.handedOver().orElseThrow()));
        assertThat(target.requests()).hasSize(1);
    }

    @Test
    void showsSecretsNeitherInReportsNorInSamples() throws Exception {
        Runs runs = generator("g0", Optional.of(KEY));
        RunPlan plan = plan("run-1", "g0");

        runs.accept(new PrepareRun(plan));
        PartReady ready = next(PartReady.class);
        runs.accept(new StartRun(plan, Instant.now(), ready.handedOver()));
        next(PartClosed.class);
        runs.accept(new WalkAfter(plan, "g0", ready.handedOver()));
        AfterWalked walked = next(AfterWalked.class);

        assertThat(walked.problems()).isEmpty();
        for (Object told :
                Stream.concat(Stream.of(ready, walked), samples.stream()).toList()) {
            assertThat(text(told)).doesNotContain(AUTH).doesNotContain(base64(AUTH));
        }
        assertThat(samples).extracting(RequestSample::stage).contains(Stage.BEFORE, Stage.LOAD, Stage.AFTER);
        assertThat(samples).extracting(RequestSample::runId).containsOnly("run-1");
        assertThat(samples).extracting(RequestSample::traceparent).doesNotHaveDuplicates();
    }

    @Test
    void refusesTheRunWithItsReasonWhenTheLogOnFails() throws Exception {
        refusedPaths.add("/log-on");
        Runs runs = generator("g0", Optional.of(KEY));

        runs.accept(new PrepareRun(plan("run-1", "g0")));

        assertThat(next(PartRefused.class).reasons())
                .singleElement()
                .asString()
                .startsWith("before: session enter, step log-on: ")
                .contains("403");
        assertThat(target.requests()).hasSize(1);
        assertThat(runs.active()).isZero();
    }

    @Test
    void namesTheKeyThatIsMissingToHandSomethingOver() throws Exception {
        Runs runs = generator("g0", Optional.empty());

        runs.accept(new PrepareRun(plan("run-1", "g0")));

        assertThat(next(PartRefused.class).reasons())
                .singleElement()
                .asString()
                .startsWith("before: auth handed over without a key")
                .contains("BREAKWATER_TOKEN_KEY");
        assertThat(target.requests()).isEmpty();
    }

    @Test
    void refusesToStartWithWhatAnotherRunHandedOver() throws Exception {
        Runs runs = generator("g0", Optional.of(KEY));
        RunPlan plan = plan("run-1", "g0");
        runs.accept(new PrepareRun(plan));
        next(PartReady.class);

        runs.accept(new StartRun(
                plan, Instant.now(), Optional.of(HandedOver.seal(KEY, "run-2", Map.of("auth", "somebody's")))));

        assertThat(next(PartRefused.class).reasons())
                .singleElement()
                .asString()
                .startsWith("values handed over in run run-1: not authentic");
    }

    @Test
    void cleansUpOnAGeneratorThatHadNoPartAndOnlyOnce() throws Exception {
        Runs runs = generator("g7", Optional.of(KEY));
        RunPlan plan = plan("run-1", "g0");
        Optional<HandedOver> handedOver = Optional.of(HandedOver.seal(KEY, "run-1", Map.of("auth", AUTH)));

        runs.accept(new WalkAfter(plan, "g0", handedOver));
        runs.accept(new WalkAfter(plan, "g7", handedOver));
        AfterWalked walked = next(AfterWalked.class);
        runs.accept(new WalkAfter(plan, "g7", handedOver));

        assertThat(walked.problems()).isEmpty();
        assertThat(next(AfterWalked.class)).isEqualTo(walked);
        assertThat(target.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.head())
                        .startsWith("POST /log-off HTTP/1.1")
                        .contains("X-Auth: " + AUTH));
    }

    @Test
    void saysWhatFailedAfterTheLoad() throws Exception {
        refusedPaths.add("/log-off");
        Runs runs = generator("g0", Optional.of(KEY));

        runs.accept(new WalkAfter(plan("run-1", "g0"), "g0", Optional.empty()));
        runs.accept(new WalkAfter(
                plan("run-2", "g0"), "g0", Optional.of(HandedOver.seal(KEY, "run-2", Map.of("auth", AUTH)))));

        List<String> problems = new ArrayList<>(next(AfterWalked.class).problems());
        problems.addAll(next(AfterWalked.class).problems());
        assertThat(problems)
                .hasSize(2)
                .anyMatch(problem -> problem.equals("after: session leave, step log-off: not sent: value missing"))
                .anyMatch(problem ->
                        problem.startsWith("after: session leave, step log-off: ") && problem.contains("403"));
    }

    @Test
    void awaitsTokensThatOnlySessionsAroundTheLoadUse() throws Exception {
        Runs runs = generator("g0", Optional.empty());
        Scenario plain = scenario(
                List.of(), List.of(new Flow.Assign("t", "${token.wechat}"), new Flow.Send(send("log-off", "${t}"))));

        runs.accept(new PrepareRun(new RunPlan("run-1", "org", plain, List.of(), List.of(new RunPart("g0", 0)))));

        assertThat(next(PartRefused.class).reasons())
                .singleElement()
                .asString()
                .startsWith("token of shop: no key to open it");
    }

    private static String text(Object told) {
        return new String(EventCodec.encode(told), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        // Without the last group, which depends on what follows.
        return Base64.getEncoder().encodeToString(Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), 18));
    }

    private ListAssert<String> lines() {
        return assertThat(
                target.requests().stream().map(ScriptedTarget.Request::line).toList());
    }

    private <T extends GeneratorReport> T next(Class<T> kind) throws InterruptedException {
        GeneratorReport report = reports.poll(20, TimeUnit.SECONDS);
        assertThat(report).isInstanceOf(kind);
        return kind.cast(report);
    }

    private Runs generator(String generatorId, Optional<TokenCipher> cipher) {
        EventLoops loops = new EventLoops(2);
        EventPublisher publisher = new EventPublisher(new DiscardingBatchSender(), new EventBacklog(10_000_000));
        SampleSink sink = (sample, dropped) -> samples.add(sample.get());
        SessionWalk walk = new SessionWalk(generatorId, Clock.systemUTC(), sink);
        Runs runs = new Runs(
                new Preparation(
                        generatorId,
                        new TargetPreparation(
                                new AllowedTargets(AllowedTargets.LOOPBACK),
                                HostNames.ofSystem(),
                                new ClientIdentities(Optional.empty())),
                        new DataFiles(URI.create("http://127.0.0.1:1"), DataFolders.temporary()),
                        new PlatformTokens(cipher.map(TokenKeys::of), Clock.systemUTC()),
                        new CountDownLatch(0),
                        walk),
                new Part.Surroundings(
                        generatorId, "here", loops, publisher, () -> 0, System::nanoTime, Clock.systemUTC(), sink),
                reports::add);
        open.add(loops::close);
        open.add(publisher::close);
        open.add(walk::close);
        open.add(runs::close);
        return runs;
    }

    private RunPlan plan(String runId, String... generatorIds) {
        List<RunPart> parts = new ArrayList<>();
        for (String generatorId : generatorIds) {
            parts.add(new RunPart(generatorId, parts.size()));
        }
        Step logOn = send("log-on", "");
        Flow entering = new Flow.Send(new Step(
                logOn.name(),
                logOn.request(),
                Map.of("auth", new Extraction(Extraction.Source.JSON, "$.id", 0, false, Optional.empty())),
                List.of(),
                1,
                false));
        return new RunPlan(
                runId,
                "org",
                scenario(
                        List.of(entering, new Flow.HandOver(List.of("auth"))),
                        List.of(new Flow.Send(send("log-off", "${auth}")))),
                List.of(),
                parts);
    }

    private Scenario scenario(List<Flow> before, List<Flow> after) {
        Load load = Scenarios.open(Scenarios.hold(100, Duration.ofMillis(200)));
        Flow home = before.isEmpty() ? Scenarios.send("home") : new Flow.Send(send("home", "${auth}"));
        return new Scenario(
                "test",
                "",
                target.uri(),
                Map.of("wechat", new TokenUse("shop")),
                Map.of(),
                Map.of(),
                Map.of(),
                before.isEmpty()
                        ? List.of()
                        : List.of(new Session("enter", 1, 0, Optional.empty(), Duration.ZERO, before)),
                List.of(Scenarios.session("visit", home)),
                List.of(new Session("leave", 1, 0, Optional.empty(), Duration.ZERO, after)),
                load,
                List.of(),
                Scenarios.limits(Duration.ofSeconds(5), 20, 1_000),
                new Sampling(1, 5, 1_024));
    }

    private static Step send(String name, String auth) {
        return Step.of(
                name,
                Request.Http.of(Request.Http.Method.POST, "/" + name, Map.of("X-Auth", auth), Optional.empty()),
                List.of());
    }
}
