package io.breakwater.scenario.catalog;

import io.breakwater.events.scenario.Scenario;
import io.breakwater.scenario.catalog.StoredScenario.Content;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Scenarios in PostgreSQL: each name has versions, and nothing that was stored ever changes. Thread-safe. */
@Component
public final class ScenarioCatalog {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ScenarioCatalog(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What a list shows of a scenario.
     *
     * @param name     its name
     * @param version  its newest version
     * @param title    the title of that version
     * @param storedAt when that version was stored
     */
    record Listed(String name, int version, String title, Instant storedAt) {}

    /**
     * A version, and whether storing made it.
     *
     * @param scenario the version
     * @param isNew    false when the newest version was the same already
     */
    record Stored(StoredScenario scenario, boolean isNew) {}

    /**
     * Stores a scenario under its name as a new version, unless the newest is the same.
     *
     * @param scenario  what the text says
     * @param text      the text
     * @param dataFiles contents by file name; all of them are stored
     */
    Stored store(Scenario scenario, String text, Map<String, Content> dataFiles) {
        return transactions.execute(status -> {
            // Versions of one name are counted by one transaction at a time.
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
                    .param("name", scenario.name())
                    .query((row, number) -> scenario.name())
                    .list();
            Optional<StoredScenario> newest = latest(scenario.name());
            if (newest.isPresent()
                    && newest.get().text().equals(text)
                    && newest.get().dataFiles().equals(dataFiles)) {
                return new Stored(newest.get(), false);
            }
            StoredScenario next = new StoredScenario(
                    scenario.name(),
                    newest.map(StoredScenario::version).orElse(0) + 1,
                    scenario.title(),
                    text,
                    clock.instant(),
                    dataFiles);
            insert(next);
            return new Stored(next, true);
        });
    }

    private void insert(StoredScenario next) {
        jdbc.sql("""
                        insert into scenario_versions (name, version, title, text, stored_at)
                        values (:name, :version, :title, :text, :storedAt)
                        """)
                .param("name", next.name())
                .param("version", next.version())
                .param("title", next.title().replace('\u0000', '\uFFFD'))
                .param("text", next.text())
                .param("storedAt", next.storedAt().atOffset(ZoneOffset.UTC))
                .update();
        next.dataFiles()
                .forEach((file, content) -> jdbc.sql("""
                                insert into scenario_data_files (name, version, file, sha256)
                                values (:name, :version, :file, :sha256)
                                """)
                        .param("name", next.name())
                        .param("version", next.version())
                        .param("file", file)
                        .param("sha256", content.sha256())
                        .update());
    }

    /** The newest version of a scenario. */
    public Optional<StoredScenario> latest(String name) {
        return jdbc.sql("select * from scenario_versions where name = :name order by version desc limit 1")
                .param("name", name)
                .query(this::stored)
                .optional();
    }

    /** The newest version of each scenario, by name, after the given name. */
    List<Listed> list(String after, int limit) {
        return jdbc.sql("""
                        select distinct on (name) name, version, title, stored_at from scenario_versions
                        where name > :after order by name, version desc limit :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) ->
                        new Listed(row.getString("name"), row.getInt("version"), row.getString("title"), storedAt(row)))
                .list();
    }

    private StoredScenario stored(ResultSet row, int number) throws SQLException {
        String name = row.getString("name");
        int version = row.getInt("version");
        return new StoredScenario(
                name, version, row.getString("title"), row.getString("text"), storedAt(row), dataFiles(name, version));
    }

    private Map<String, Content> dataFiles(String name, int version) {
        Map<String, Content> contents = new HashMap<>();
        jdbc.sql("""
                        select file, sha256, size_bytes from scenario_data_files join data_files using (sha256)
                        where name = :name and version = :version
                        """)
                .param("name", name)
                .param("version", version)
                .query((row, number) -> Map.entry(
                        row.getString("file"), new Content(row.getString("sha256"), row.getLong("size_bytes"))))
                .list()
                .forEach(entry -> contents.put(entry.getKey(), entry.getValue()));
        return contents;
    }

    private static Instant storedAt(ResultSet row) throws SQLException {
        return row.getObject("stored_at", OffsetDateTime.class).toInstant();
    }
}
