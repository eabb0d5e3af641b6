package io.breakwater.generator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.events.data.RateCurve;
import io.breakwater.events.data.TemplateUse;
import io.breakwater.events.request.BatchHeader;
import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.sample.RequestSample;
import io.breakwater.events.scenario.HttpSettings.Protocol;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.generator.data.DataFolders;
import io.breakwater.generator.data.PlanData;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.http.ClientIdentities;
import io.breakwater.generator.http.HostNames;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.http.TestCertificates;
import io.breakwater.generator.reference.ExampleTarget.Received;
import io.breakwater.generator.run.AllowedTargets;
import io.breakwater.generator.run.EngineRig;
import io.breakwater.generator.run.Sent;
import io.breakwater.generator.run.TargetPreparation;
import io.breakwater.generator.session.CompiledRun;
import io.breakwater.generator.session.RunCompiler;
import io.breakwater.generator.token.TokenFixture;
import io.breakwater.generator.widget.MessageBackend;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/scenario-reference.md} shows can be sent, and does what is said of it. */
@Timeout(60)
class ReferenceExamplesTest {

    private static final AllowedTargets ALLOWED =
            new AllowedTargets(List.of("127.0.0.1", "*.example.com", "example.com"));

    private static final EngineRig RIG = new EngineRig(1);

    private static ExampleTarget target;
    private static ExampleFiles files;
    private static TargetPreparation targets;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        TestCertificates server = TestCertificates.make(folder, "dns:shop.internal", 0);
        TestCertificates partner = TestCertificates.make(folder, "dns:partner", 0);
        Files.write(folder.resolve("partner.pem"), partner.certificatePem());
        Files.write(folder.resolve("partner.key"), partner.keyPem());
        target = new ExampleTarget(server.server(partner));
        files = new ExampleFiles(server.authorityPem());
        targets = new TargetPreparation(
                ALLOWED,
                HostNames.of(host -> new InetAddress[] {InetAddress.getLoopbackAddress()}),
                new ClientIdentities(Optional.of(folder)));
    }

    @AfterAll
    static void stop() throws Exception {
        RIG.close();
        target.close();
    }

    static List<ReferenceExample> examples() throws Exception {
        return ReferenceExample.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void theExampleIsSentAsItStands(ReferenceExample example) throws Exception {
        Scenario read = example.scenario();
        Map<String, ByteBuffer> contents = files.of(read);
        Scenario scenario = ScaledDown.of(RateCurve.inPlace(read, contents), target.httpPort(), target.httpsPort());
        List<String> reasons = new ArrayList<>();
        RunData data = PlanData.open(scenario, contents, DataFolders.temporary(), reasons);
        Optional<RunTargets> ways = targets.prepare(scenario, data::file, reasons);
        assertThat(reasons).isEmpty();
        scenario.tokens()
                .values()
                .forEach(use -> TokenFixture.set(
                        RIG.token(use.binding()), Map.of("token", "token-1", "user_id", "2088", "openid", "o-1")));
        TemplateUse.credentialBindings(scenario)
                .forEach(binding -> TokenFixture.set(RIG.token(binding), MessageBackend.fields()));
        RunCompiler compiler = new RunCompiler(scenario, data, RIG::token);
        target.takeReceived();

        for (Session session : scenario.before()) {
            requireAllWentWell(session.steps(), sent(scenario, compiler.once(session), ways.get()));
        }
        requireAllWentWell(scenario.steps(), sent(scenario, compiler.underLoad(), ways.get()));
        for (Session session : scenario.after()) {
            requireAllWentWell(session.steps(), sent(scenario, compiler.once(session), ways.get()));
        }

        List<Received> received = target.takeReceived();
        assertThat(received)
                .isNotEmpty()
                .allMatch(one -> one.http2() == (scenario.http().protocol() == Protocol.HTTP_2))
                .extracting(Received::text)
                .noneMatch(
                        text -> text.replace("\"literally\":\"${cases}\"", "").contains("${"));
    }

    private static Sent sent(Scenario scenario, CompiledRun compiled, RunTargets ways) throws Exception {
        Queue<Supplier<RequestSample>> samples = new ConcurrentLinkedQueue<>();
        EngineRig.Started started = RIG.start(scenario, compiled, ways, (sample, dropped) -> samples.add(sample));
        Sent sent = started.await();
        assertThat(started.stopsWanted()).isEmpty();
        assertThat(samples)
                .extracting(Supplier::get)
                .as("exchanges that failed")
                .noneMatch(sample -> !sample.failures().isEmpty());
        return sent;
    }

    private static void requireAllWentWell(List<Step> steps, Sent sent) {
        BatchHeader closing = sent.requireConsistent().closing();
        assertThat(closing.steps()).isEqualTo(steps.stream().map(Step::name).toList());
        assertThat(sent.events())
                .as("requests that did not succeed")
                .extracting(event -> closing.steps().get(event.step()) + ": " + end(event))
                .allMatch(end -> end.endsWith(": succeeded"));
        for (int step = 0; step < steps.size(); step++) {
            assertThat(closing.accounting().get(step).completed())
                    .as("requests of step %s", steps.get(step).name())
                    .isPositive();
        }
    }

    private static String end(Sent.Event event) {
        if (event.outcome().equals(Optional.of(RequestOutcome.SUCCEEDED))
                && event.business() != BusinessOutcome.FAILED) {
            return "succeeded";
        }
        return event.notSent()
                .map(Enum::name)
                .orElseGet(() ->
                        event.outcome().orElseThrow() + ", status " + event.status() + ", checks " + event.business());
    }
}
