package io.breakwater.scenario.catalog;

import io.breakwater.events.data.ScenarioFilesCheck;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.ScenarioReader;
import io.breakwater.events.scenario.file.ScenarioReading;
import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.catalog.ScenarioCatalog.Listed;
import io.breakwater.scenario.catalog.ScenarioCatalog.Stored;
import io.breakwater.scenario.catalog.StoredScenario.Content;
import io.breakwater.scenario.rest.BoundedBody;
import io.breakwater.scenario.rest.ProblemMessage;
import io.breakwater.scenario.rest.RequestRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/scenarios}. */
@RestController
@RequestMapping("/api/scenarios")
final class ScenarioEndpoint {

    private static final int MAX_LISTED = 500;

    private final ScenarioCatalog catalog;
    private final DataFileStore dataFiles;
    private final FileInspection inspection;
    private final long maxScenarioBytes;

    ScenarioEndpoint(
            ScenarioCatalog catalog,
            DataFileStore dataFiles,
            FileInspection inspection,
            ScenarioServiceProperties properties) {
        this.catalog = catalog;
        this.dataFiles = dataFiles;
        this.inspection = inspection;
        this.maxScenarioBytes = properties.maxScenarioSize().toBytes();
    }

    /**
     * A scenario as REST shows it.
     *
     * @param missingDataFiles files that it declares and that have no content; a run is refused until they have
     * @param warnings         what ends the load of some sessions early, found when it was stored; empty in later answers
     */
    record ScenarioView(
            String name,
            int version,
            String title,
            Instant storedAt,
            String text,
            Map<String, Content> dataFiles,
            List<String> missingDataFiles,
            List<String> warnings) {

        static ScenarioView of(StoredScenario stored, Scenario scenario, List<String> warnings) {
            return new ScenarioView(
                    stored.name(),
                    stored.version(),
                    stored.title(),
                    stored.storedAt(),
                    stored.text(),
                    stored.dataFiles(),
                    files(scenario).stream()
                            .filter(file -> !stored.dataFiles().containsKey(file))
                            .sorted()
                            .toList(),
                    warnings);
        }

        private static Set<String> files(Scenario scenario) {
            return Stream.concat(
                            scenario.dataSets().values().stream().map(DataSet::file),
                            scenario.files().values().stream())
                    .collect(Collectors.toSet());
        }
    }

    /**
     * A page of scenarios.
     *
     * @param scenarios the newest version of each, by name
     */
    record ScenarioList(List<Listed> scenarios) {}

    @PostMapping(
            consumes = {
                "application/yaml",
                "application/x-yaml",
                "text/yaml",
                "text/plain",
                "application/json",
                "application/octet-stream"
            })
    ResponseEntity<ScenarioView> store(
            HttpServletRequest request, @RequestParam(name = "dataFile", required = false) List<String> attached)
            throws IOException {
        byte[] body = BoundedBody.of(request, "scenario", maxScenarioBytes);
        ScenarioReading reading = ScenarioReader.read(body);
        if (reading.scenario().isEmpty()) {
            throw RequestRefusedException.unprocessable("The scenario is wrong", reading.problems());
        }
        Scenario scenario = reading.scenario().get();
        Map<String, Content> contents = contents(scenario, attached == null ? List.of() : attached);
        ScenarioFilesCheck.Finding finding = inspection.inspect(scenario, contents);
        if (!finding.errors().isEmpty()) {
            throw RequestRefusedException.unprocessable("A data file is wrong", ProblemMessage.of(finding.errors()));
        }
        Stored stored = catalog.store(scenario, new String(body, StandardCharsets.UTF_8), contents);
        return ResponseEntity.status(stored.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(URI.create("/api/scenarios/" + scenario.name()))
                .body(ScenarioView.of(stored.scenario(), scenario, finding.warnings()));
    }

    /** Reads {@code file:sha256}, and finds the content. */
    private Map<String, Content> contents(Scenario scenario, List<String> attached) {
        Set<String> declared = ScenarioView.files(scenario);
        Map<String, Content> contents = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (String file : attached) {
            int colon = file.lastIndexOf(':');
            String name = colon < 0 ? file : file.substring(0, colon);
            String sha256 = colon < 0 ? "" : file.substring(colon + 1);
            if (!declared.contains(name)) {
                problems.add(
                        "dataFile: " + file + " (expected: FILE:SHA256 with a file of the scenario: " + declared + ")");
                continue;
            }
            dataFiles
                    .find(sha256)
                    .ifPresentOrElse(
                            content -> contents.put(name, content),
                            () -> problems.add(
                                    "dataFile: " + file
                                            + " (expected: FILE:SHA256 with a content sent by PUT /api/data-files/SHA256 before)"));
        }
        if (!problems.isEmpty()) {
            throw RequestRefusedException.unprocessable("A data file is wrong", ProblemMessage.of(problems));
        }
        return contents;
    }

    @GetMapping
    ScenarioList list(@RequestParam(name = "after", defaultValue = "") String after) {
        return new ScenarioList(catalog.list(after, MAX_LISTED));
    }

    @GetMapping("/{name}")
    ScenarioView get(@PathVariable("name") String name) {
        StoredScenario stored = catalog.latest(name)
                .orElseThrow(() -> RequestRefusedException.notFound(
                        "scenario: " + name + " (expected: the name of a stored scenario)"));
        return ScenarioReader.read(stored.text())
                .scenario()
                .map(scenario -> ScenarioView.of(stored, scenario, List.of()))
                .orElseThrow(() -> new IllegalStateException("scenario: " + name + " version " + stored.version()
                        + " (expected: readable as when it was stored)"));
    }
}
