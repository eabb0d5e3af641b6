package io.breakwater.cli.rest;

import io.breakwater.events.verdict.RunVerdict;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reporting API: what came of runs. Thread-safe. */
public final class Reporting {

    private static final List<String> LANGUAGES = List.of("en", "zh");

    private final URI base;
    private final RestClient rest;

    /** The API at this address, without a path. */
    public Reporting(URI base) {
        this.base = base;
        this.rest = new RestClient(base);
    }

    /** The newest verdict of a run, provisional or final; empty while there is none. */
    public Optional<RunVerdict> verdict(String runId) throws IOException, InterruptedException {
        Optional<byte[]> report = report(runId);
        return report.isPresent() ? RestClient.read(report.get(), Report.class).verdict() : Optional.empty();
    }

    /** The whole report as JSON; empty when the run is not known. */
    public Optional<byte[]> report(String runId) throws IOException, InterruptedException {
        return found("/api/reports/" + runId);
    }

    /** The platform's acceptance table in each language as Markdown; none when the run has no such objectives. */
    public List<String> acceptanceTables(String runId) throws IOException, InterruptedException {
        List<String> tables = new ArrayList<>();
        for (String language : LANGUAGES) {
            found("/api/reports/" + runId + "/acceptance?format=markdown&language=" + language)
                    .ifPresent(table -> tables.add(new String(table, StandardCharsets.UTF_8)));
        }
        return tables;
    }

    /** The platform's acceptance table in one language; empty when the run has no such objectives. */
    public <T> Optional<T> acceptance(String runId, String language, Class<T> table)
            throws IOException, InterruptedException {
        Optional<byte[]> body = found("/api/reports/" + runId + "/acceptance?format=json&language=" + language);
        return body.isPresent() ? Optional.of(RestClient.read(body.get(), table)) : Optional.empty();
    }

    /** Where a run's report can be read again. */
    public URI address(String runId) {
        return base.resolve("/api/reports/" + runId);
    }

    private Optional<byte[]> found(String path) throws IOException, InterruptedException {
        try {
            return Optional.of(rest.get(path));
        } catch (ServiceAnswerException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private record Report(Optional<RunVerdict> verdict) {}
}
