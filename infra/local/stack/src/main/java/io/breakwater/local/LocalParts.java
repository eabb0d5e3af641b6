package io.breakwater.local;

import io.breakwater.local.part.ElasticsearchPart;
import io.breakwater.local.part.KafkaPart;
import io.breakwater.local.part.PostgresPart;
import io.breakwater.local.part.ProjectHome;
import io.breakwater.local.port.Ports;
import io.breakwater.local.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Starts one real part each, for tests. Several may share a folder; each takes a folder of its own below it.
 *
 * <p>Each method returns when the part is ready.
 */
public final class LocalParts {

    private LocalParts() {}

    /**
     * Starts a Kafka broker. It creates no topics by itself.
     *
     * @param folder where its data and its log go
     * @throws IOException          when it does not become ready
     * @throws InterruptedException when interrupted meanwhile
     */
    public static LocalKafka kafka(Path folder) throws IOException, InterruptedException {
        int port = Ports.free();
        int controllerPort = Ports.free();
        StackSettings settings = StackSettings.of(
                folder.resolve("local-kafka"),
                Map.of("kafka.port", "" + port, "kafka.controller-port", "" + controllerPort));
        return new LocalKafka(
                LocalPart.start(
                        settings.dataFolder(),
                        KafkaPart.in(ProjectHome.find(), settings.dataFolder(), settings.part(KafkaPart.NAME))),
                port);
    }

    /**
     * Starts a PostgreSQL server with an empty database.
     *
     * @param folder where its data and its log go
     * @throws IOException          when it does not become ready
     * @throws InterruptedException when interrupted meanwhile
     */
    public static LocalPostgres postgres(Path folder) throws IOException, InterruptedException {
        int port = Ports.free();
        StackSettings settings = StackSettings.of(folder.resolve("local-postgres"), Map.of("postgres.port", "" + port));
        return new LocalPostgres(
                LocalPart.start(
                        settings.dataFolder(),
                        PostgresPart.in(ProjectHome.find(), settings.dataFolder(), settings.part(PostgresPart.NAME))),
                port);
    }

    /**
     * Starts an Elasticsearch node.
     *
     * @param folder where its data and its log go
     * @throws IOException          when it does not become ready
     * @throws InterruptedException when interrupted meanwhile
     */
    public static LocalElasticsearch elasticsearch(Path folder) throws IOException, InterruptedException {
        int port = Ports.free();
        StackSettings settings =
                StackSettings.of(folder.resolve("local-elasticsearch"), Map.of("elasticsearch.port", "" + port));
        return new LocalElasticsearch(
                LocalPart.start(
                        settings.dataFolder(),
                        ElasticsearchPart.in(
                                ProjectHome.find(), settings.dataFolder(), settings.part(ElasticsearchPart.NAME))),
                port);
    }
}
