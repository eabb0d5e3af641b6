package io.breakwater.reporting;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.topic.Topic;
import io.breakwater.local.LocalElasticsearch;
import io.breakwater.local.LocalKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The process under test on real parts, with what is needed to write to its topics and to ask it. */
final class RunningReporting implements AutoCloseable {

    /** More than one page of the process's own reading, and soon exceeded. */
    static final int WINDOWS_PER_QUERY = 550;

    private static final JsonMapper JSON = new JsonMapper();

    private final LocalKafka kafka;
    private final LocalElasticsearch elasticsearch;
    private final HttpClient http = HttpClient.newHttpClient();
    private final KafkaProducer<byte[], byte[]> producer;
    private ConfigurableApplicationContext context;

    private RunningReporting(LocalKafka kafka, LocalElasticsearch elasticsearch) throws Exception {
        this.kafka = kafka;
        this.elasticsearch = elasticsearch;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.context = runAs("reporting-api");
    }

    static RunningReporting start(LocalKafka kafka, LocalElasticsearch elasticsearch) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            List<NewTopic> topics = Topic.ALL.stream()
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                    .toList();
            admin.createTopics(topics).all().get(20, TimeUnit.SECONDS);
        }
        return new RunningReporting(kafka, elasticsearch);
    }

    private ConfigurableApplicationContext runAs(String consumerGroup) throws Exception {
        ConfigurableApplicationContext started = SpringApplication.run(
                ReportingApi.class,
                "--server.port=0",
                "--reporting.consumer-group=" + consumerGroup,
                "--reporting.windows-per-query=" + WINDOWS_PER_QUERY,
                "--reporting.kafka-bootstrap-servers=" + kafka.bootstrapServers(),
                "--reporting.elasticsearch-url=" + elasticsearch.url());
        started.getBean(ReadyLine.class).said().get(30, TimeUnit.SECONDS);
        return started;
    }

    /** Ends the process in an orderly way, lets something happen, and starts it again. */
    void restartAfter(ThrowingCallable meanwhile) throws Throwable {
        context.close();
        meanwhile.call();
        context = runAs("reporting-api");
    }

    /** Ends the process and starts another whose consumer group has read nothing yet. */
    void replayEverything() throws Exception {
        context.close();
        context = runAs("replay");
    }

    void publish(Topic topic, Object record) throws Exception {
        publish(topic, EventCodec.encode(record));
    }

    void publish(Topic topic, byte[] bytes) throws Exception {
        producer.send(new ProducerRecord<>(topic.name(), "key".getBytes(StandardCharsets.UTF_8), bytes))
                .get(20, TimeUnit.SECONDS);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The answer to a question that must succeed. */
    JsonNode json(String path) throws IOException, InterruptedException {
        return json(path, 200);
    }

    /** The answer to a question, with the status that it must have. */
    JsonNode json(String path, int status) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != status) {
            throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** One number of what the health page says of a topic. */
    long count(Topic topic, String name) throws IOException, InterruptedException {
        return counts(topic).get(name).asLong();
    }

    /** What the health page says of a topic. */
    JsonNode counts(Topic topic) throws IOException, InterruptedException {
        for (JsonNode counts : JSON.readTree(get("/health").body()).get("topics")) {
            if (counts.get("topic").asString().equals(topic.name())) {
                return counts;
            }
        }
        throw new AssertionError(topic.name() + ": absent from the health page");
    }

    /** Asks Elasticsearch itself. */
    JsonNode elasticsearch(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(elasticsearch.url() + path)).build();
        return JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** Sends something to Elasticsearch itself. */
    void change(String method, String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(elasticsearch.url() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
        }
    }

    @Override
    public void close() {
        context.close();
        producer.close();
    }
}
