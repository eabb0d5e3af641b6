package io.breakwater.scenario.run;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.data.TokenUses;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.DataFile;
import io.breakwater.events.run.RunRequest;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.file.ScenarioReader;
import io.breakwater.events.scenario.file.ScenarioReading;
import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.catalog.FileInspection;
import io.breakwater.scenario.catalog.ScenarioCatalog;
import io.breakwater.scenario.catalog.StoredScenario;
import io.breakwater.scenario.outbox.Outbox;
import io.breakwater.scenario.outbox.OutgoingRecord;
import io.breakwater.scenario.run.ListedRun.Consent;
import io.breakwater.scenario.run.Move.Change;
import io.breakwater.scenario.run.RunAnswer.Accepted;
import io.breakwater.scenario.run.RunAnswer.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides whether a request becomes a run: in one transaction with the run's record and its announcement. The same key of one
 * organisation starts one run. Thread-safe.
 */
@Component
public final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final RunStore runs;
    private final ScenarioCatalog catalog;
    private final FileInspection files;
    private final Outbox outbox;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final RunIds runIds;
    private final AllowedTargets allowedTargets;
    private final long maxPlanSizeBytes;

    Admission(
            RunStore runs,
            ScenarioCatalog catalog,
            FileInspection files,
            Outbox outbox,
            TransactionTemplate transactions,
            Clock clock,
            RandomGenerator random,
            ScenarioServiceProperties properties) {
        this.runs = runs;
        this.catalog = catalog;
        this.files = files;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
        this.runIds = new RunIds(random);
        this.allowedTargets = new AllowedTargets(properties.allowedTargets());
        this.maxPlanSizeBytes = properties.maxPlanSize().toBytes();
    }

    /** Decides about a request whose sender waits for the answer. */
    public RunAnswer admit(RunRequest request) {
        return transactions.execute(status -> decide(request));
    }

    /** Decides about a request from Kafka, and writes the answer to {@code run-status}, also when it is the old one. */
    public RunAnswer admitAndAnswer(RunRequest request) {
        return transactions.execute(status -> {
            RunAnswer answer = decide(request);
            if (answer instanceof Refused refused) {
                outbox.append(List.of(StatusEvents.refused(request, refused.reasons(), clock.instant())));
            } else if (answer instanceof Accepted accepted && accepted.again()) {
                runs.findListed(accepted.runId()).ifPresent(run -> outbox.append(List.of(accepted(run))));
            }
            return answer;
        });
    }

    /**
     * Answers a message that is no request.
     *
     * @param reading  what could be read of it
     * @param reasons  why it is none
     * @param setAside the message for people to look at, in the same transaction
     */
    public void refuse(RunRequestReading reading, List<String> reasons, OutgoingRecord setAside) {
        transactions.executeWithoutResult(
                status -> outbox.append(List.of(StatusEvents.refused(reading, reasons, clock.instant()), setAside)));
    }

    private RunAnswer decide(RunRequest request) {
        Optional<RunAnswer> earlier = earlier(request);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        List<String> reasons = new ArrayList<>();
        if (!request.permitted()) {
            reasons.add("permitted: false (expected: true, which says that the test is permitted and lawful)");
        }
        Optional<StoredScenario> stored = catalog.latest(request.scenario());
        if (stored.isEmpty()) {
            reasons.add("scenario: " + request.scenario() + " (expected: the name of a stored scenario)");
            return new Refused(reasons);
        }
        Instant now = clock.instant();
        Optional<RunPlan> plan = plan(runIds.next(now), request, stored.get(), reasons);
        if (plan.isEmpty() || !reasons.isEmpty()) {
            return new Refused(reasons);
        }
        Run run = accepted(request, stored.get(), plan.get(), now);
        if (!runs.add(run)) {
            return earlier(request)
                    .orElseThrow(() -> new IllegalStateException(
                            "idempotencyKey: " + request.idempotencyKey() + " (expected: a run with it)"));
        }
        outbox.append(List.of(accepted(run.listed())));
        LOG.info(
                "run {}: ACCEPTED, scenario {}, requested by {}",
                run.runId(),
                request.scenario(),
                request.requestedBy());
        return new Accepted(run.runId(), false);
    }

    private Optional<RunAnswer> earlier(RunRequest request) {
        return runs.findByKey(request.organisation(), request.idempotencyKey())
                .map(run -> run.scenario().equals(request.scenario())
                        ? new Accepted(run.runId(), true)
                        : new Refused(
                                List.of("idempotencyKey: " + request.idempotencyKey() + " (expected: a new one; run "
                                        + run.runId() + " of scenario " + run.scenario() + " has it)")));
    }

    private static Run accepted(RunRequest request, StoredScenario stored, RunPlan plan, Instant now) {
        ListedRun listed = new ListedRun(
                plan.runId(),
                request.organisation(),
                request.idempotencyKey(),
                stored.name(),
                stored.version(),
                new Consent(request.requestedBy(), now),
                RunStatus.ACCEPTED,
                now,
                Optional.empty(),
                Optional.empty());
        return Run.admitted(listed, plan);
    }

    private static OutgoingRecord accepted(ListedRun run) {
        return StatusEvents.changed(
                run, new Change(RunStatus.ACCEPTED, run.permitted().at(), List.of(), Optional.empty()));
    }

    private Optional<RunPlan> plan(String runId, RunRequest request, StoredScenario stored, List<String> reasons) {
        ScenarioReading reading = ScenarioReader.read(stored.text());
        reading.problems().forEach(problem -> reasons.add("scenario " + stored.name() + ": " + problem));
        if (reading.scenario().isEmpty()) {
            return Optional.empty();
        }
        Scenario scenario = files.withCurves(reading.scenario().get(), stored, reasons);
        AimedAt.all(scenario).stream()
                .filter(aimedAt -> !allowedTargets.allow(aimedAt.address()))
                .map(aimedAt -> aimedAt.place() + ": " + aimedAt.address()
                        + " (expected: a host that this service may aim at: " + allowedTargets + ")")
                .forEach(reasons::add);
        reasons.addAll(TokenUses.complaints(scenario, clock.instant()));
        List<DataFile> dataFiles = new ArrayList<>();
        TreeMap<String, String> declaredFiles = new TreeMap<>(scenario.files());
        scenario.dataSets().forEach((name, dataSet) -> declaredFiles.put(name, dataSet.file()));
        declaredFiles.forEach((name, declared) -> {
            DataFile file = stored.dataFile(name, declared).orElse(null);
            if (file == null) {
                reasons.add("data file: " + declared + " (expected: attached to scenario " + stored.name()
                        + " when it is stored)");
            } else {
                dataFiles.add(file);
            }
        });
        if (!reasons.isEmpty()) {
            return Optional.empty();
        }
        RunPlan plan = new RunPlan(runId, request.organisation(), scenario, dataFiles, List.of());
        int sizeBytes = EventCodec.encode(plan).length;
        if (sizeBytes > maxPlanSizeBytes) {
            reasons.add("plan: " + sizeBytes + " B (expected: <= " + maxPlanSizeBytes + " B, to fit a Kafka record)");
        }
        return Optional.of(plan);
    }
}
