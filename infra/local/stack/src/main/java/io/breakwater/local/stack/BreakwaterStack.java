package io.breakwater.local.stack;

import io.breakwater.events.topic.Topic;
import io.breakwater.local.part.ElasticsearchPart;
import io.breakwater.local.part.JavaPart;
import io.breakwater.local.part.KafkaPart;
import io.breakwater.local.part.KafkaTopic;
import io.breakwater.local.part.PostgresPart;
import io.breakwater.local.part.ProjectHome;
import io.breakwater.local.supervise.Part;
import io.breakwater.local.supervise.Readiness;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All parts of Breakwater on one machine: Kafka, PostgreSQL, Elasticsearch, the services, the stream job, one generator, and
 * the sample backend with its platform simulator.
 */
public final class BreakwaterStack {

    private static final String LOOPBACK = "127.0.0.1:";

    /** The application that the platform simulator knows; a secret of nothing but that simulator. */
    private static final String SIMULATED_APP_ID = "wx0123456789abcdef";

    private static final String SIMULATED_APP_SECRET = "0123456789abcdef0123456789abcdef";

    private final ProjectHome home;
    private final StackSettings settings;
    private final Map<String, String> tokenKey;

    private BreakwaterStack(ProjectHome home, StackSettings settings, Map<String, String> tokenKey) {
        this.home = home;
        this.settings = settings;
        this.tokenKey = tokenKey;
    }

    /**
     * Returns the parts, those that others need first.
     *
     * @param home     the project, built
     * @param settings ports, heaps, the data folder, and where load may go
     * @throws IOException when the key for platform tokens cannot be read or written in the data folder
     */
    public static List<Part> parts(ProjectHome home, StackSettings settings) throws IOException {
        Map<String, String> tokenKey = Map.of("BREAKWATER_TOKEN_KEY", TokenKey.of(settings.dataFolder()));
        BreakwaterStack stack = new BreakwaterStack(home, settings, tokenKey);
        Path dataFolder = settings.dataFolder();
        return List.of(
                KafkaPart.in(home, dataFolder, settings.part(KafkaPart.NAME), topics()),
                PostgresPart.in(home, dataFolder, settings.part(PostgresPart.NAME)),
                ElasticsearchPart.in(home, dataFolder, settings.part(ElasticsearchPart.NAME)),
                stack.target(),
                stack.scenarioService(),
                stack.tokenService(),
                stack.loadGenerator(),
                stack.analyticsJob(),
                stack.reportingApi());
    }

    /** Made by the broker, so that the parts that use them start at the same time. */
    private static List<KafkaTopic> topics() {
        return Topic.ALL.stream()
                .map(topic -> new KafkaTopic(topic.name(), topic.partitions(), topic.compacted()))
                .toList();
    }

    private JavaPart target() {
        return part("target", "infra/target", "io.breakwater.target.TargetMain")
                .port("target.port", port("target", "port"))
                .port("target.control-port", port("target", "control-port"))
                .arguments("--port=" + port("target", "port"), "--control-port=" + port("target", "control-port"))
                .punctual()
                .in(folder("target"));
    }

    private JavaPart scenarioService() {
        return springPart("scenario-service", "io.breakwater.scenario.ScenarioServiceMain")
                .arguments(
                        "--spring.datasource.url=" + PostgresPart.jdbcUrl(port(PostgresPart.NAME, "port")),
                        "--spring.kafka.bootstrap-servers=" + kafka(),
                        "--breakwater.scenario-service.allowed-targets=" + allowedTargets())
                .needs(KafkaPart.NAME, PostgresPart.NAME)
                .in(folder("scenario-service"));
    }

    private JavaPart tokenService() {
        return springPart("token-service", "io.breakwater.token.TokenServiceMain")
                .arguments(
                        "--breakwater.token.kafka-servers=" + kafka(),
                        "--breakwater.token.bindings.demo-shop.http-call.url=http://" + LOOPBACK
                                + port("target", "control-port") + "/cgi-bin/token?grant_type=client_credential&appid="
                                + SIMULATED_APP_ID + "&secret=${secret.demo-shop}")
                .environment(tokenKey)
                .environment(Map.of("BREAKWATER_SECRET_DEMO_SHOP", SIMULATED_APP_SECRET))
                .needs(KafkaPart.NAME, "target")
                .in(folder("token-service"));
    }

    private JavaPart loadGenerator() {
        return part("load-generator", "load-generator", "io.breakwater.generator.LoadGeneratorMain")
                .arguments(
                        "--generator.id",
                        "local-1",
                        "--kafka.bootstrap.servers",
                        kafka(),
                        "--scenario.service.url",
                        "http://" + LOOPBACK + port("scenario-service", "port"),
                        "--allowed.targets",
                        allowedTargets())
                .environment(tokenKey)
                .needs(KafkaPart.NAME)
                .punctual()
                .in(folder("load-generator"));
    }

    private JavaPart analyticsJob() {
        return part("analytics-job", "analytics-job", "io.breakwater.analytics.AnalyticsJob")
                .arguments(
                        "--bootstrap-servers",
                        kafka(),
                        "--checkpoint-folder",
                        folder("analytics-job").resolve("checkpoints").toString())
                .needs(KafkaPart.NAME)
                .readiness(Readiness.logLine("analytics-job ready"))
                .in(folder("analytics-job"));
    }

    private JavaPart reportingApi() {
        return springPart("reporting-api", "io.breakwater.reporting.ReportingApi")
                .arguments(
                        "--reporting.kafka-bootstrap-servers=" + kafka(),
                        "--reporting.elasticsearch-url=http://" + LOOPBACK + port(ElasticsearchPart.NAME, "port"))
                .needs(KafkaPart.NAME, ElasticsearchPart.NAME)
                .in(folder("reporting-api"));
    }

    private JavaPart.Builder springPart(String name, String mainClass) {
        int port = port(name, "port");
        return part(name, name, mainClass)
                .arguments("--server.address=127.0.0.1", "--server.port=" + port)
                .port(name + ".port", port)
                .readiness(Readiness.httpGet(URI.create("http://" + LOOPBACK + port + "/actuator/health")));
    }

    private JavaPart.Builder part(String name, String module, String mainClass) {
        return JavaPart.of(home, name, mainClass)
                .classPath(home.classPath(module, name))
                .jvmFlags(settings.part(name).flags());
    }

    private String allowedTargets() {
        return String.join(",", settings.allowedTargets());
    }

    private String kafka() {
        return LOOPBACK + port(KafkaPart.NAME, "port");
    }

    private int port(String part, String name) {
        return settings.part(part).port(name);
    }

    private Path folder(String part) {
        return settings.dataFolder().resolve(part);
    }
}
