package io.breakwater.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.supervise.PartState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPartsIT {

    @Test
    void kafkaKeepsItsTopicsOverKillAndStop(@TempDir Path folder) throws Exception {
        try (LocalKafka kafka = LocalParts.kafka(folder)) {
            try (Admin admin = admin(kafka)) {
                admin.createTopics(List.of(new NewTopic("kept", 2, (short) 1)))
                        .all()
                        .get(20, TimeUnit.SECONDS);
            }
            kafka.kill();
            assertThat(kafka.status().state()).isEqualTo(PartState.DIED);
            kafka.start();
            kafka.stop();
            assertThat(kafka.status().state()).isEqualTo(PartState.STOPPED);
            kafka.start();
            try (Admin admin = admin(kafka)) {
                assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).containsExactly("kept");
            }
        }
    }

    private static Admin admin(LocalKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @Test
    void postgresKeepsItsRowsOverKillAndStop(@TempDir Path folder) throws Exception {
        try (LocalPostgres postgres = LocalParts.postgres(folder)) {
            execute(postgres, "CREATE TABLE kept (n INT)");
            execute(postgres, "INSERT INTO kept VALUES (42)");
            postgres.kill();
            postgres.start();
            execute(postgres, "INSERT INTO kept VALUES (43)");
            postgres.stop();
            postgres.start();
            try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
                    Statement statement = connection.createStatement();
                    ResultSet sum = statement.executeQuery("SELECT sum(n) FROM kept")) {
                assertThat(sum.next()).isTrue();
                assertThat(sum.getInt(1)).isEqualTo(85);
            }
        }
    }

    private static void execute(LocalPostgres postgres, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void elasticsearchKeepsItsDocumentsOverKillAndStop(@TempDir Path folder) throws Exception {
        try (LocalElasticsearch elasticsearch = LocalParts.elasticsearch(folder)) {
            assertThat(send(elasticsearch, "PUT", "/kept/_doc/1?refresh=true", "{\"n\":42}"))
                    .contains("\"result\":\"created\"");
            elasticsearch.kill();
            elasticsearch.start();
            assertThat(send(elasticsearch, "GET", "/kept/_source/1", "")).isEqualTo("{\"n\":42}");
            elasticsearch.stop();
            elasticsearch.start();
            assertThat(send(elasticsearch, "GET", "/kept/_count", "")).contains("\"count\":1");
        }
    }

    private static String send(LocalElasticsearch elasticsearch, String method, String path, String body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(elasticsearch.url() + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
