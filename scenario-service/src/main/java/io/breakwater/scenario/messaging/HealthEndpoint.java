package io.breakwater.scenario.messaging;

import io.breakwater.scenario.ScenarioServiceProperties;
import io.breakwater.scenario.generators.GeneratorPresence;
import io.breakwater.scenario.generators.HeartbeatListener;
import io.breakwater.scenario.outbox.OutboxRelay;
import io.breakwater.scenario.run.RunSteering;
import io.breakwater.scenario.trigger.RunRequestListener;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /health}: 200 when runs can be started, 503 while Kafka is away; with what was counted. */
@RestController
final class HealthEndpoint {

    private final Messaging messaging;
    private final GeneratorPresence generators;
    private final HeartbeatListener heartbeats;
    private final RunRequestListener requests;
    private final RunReports reports;
    private final VerdictContact verdicts;
    private final RunSteering steering;
    private final OutboxRelay outbox;
    private final Clock clock;
    private final ScenarioServiceProperties properties;

    HealthEndpoint(
            Messaging messaging,
            GeneratorPresence generators,
            HeartbeatListener heartbeats,
            RunRequestListener requests,
            RunReports reports,
            VerdictContact verdicts,
            RunSteering steering,
            OutboxRelay outbox,
            Clock clock,
            ScenarioServiceProperties properties) {
        this.messaging = messaging;
        this.generators = generators;
        this.heartbeats = heartbeats;
        this.requests = requests;
        this.reports = reports;
        this.verdicts = verdicts;
        this.steering = steering;
        this.outbox = outbox;
        this.clock = clock;
        this.properties = properties;
    }

    /**
     * How the service is. Counters count since its start.
     *
     * @param status                UP, or DOWN while Kafka is away
     * @param generatorsAlive       generators with a recent heartbeat
     * @param outboxWaiting         records that wait to be sent
     * @param outboxRefused         records that Kafka will never take
     * @param requestsSetAside      messages on {@code run-requests} that were no requests
     * @param reportsUnreadable     messages of generators and verdicts that could not be read
     * @param heartbeatsUnreadable  the same, counted by the listener to heartbeats
     * @param brokerUnanswered      questions to Kafka that it did not answer within a second
     * @param reportsOfUnknownRuns  reports and verdicts about runs that are not recorded here
     * @param reportsOfUnreadableRuns reports and verdicts about runs whose plan cannot be read
     * @param runsUnreadable        runs that were ended because their plan cannot be read
     * @param timerFailures         times that looking at the timers of runs has failed
     */
    record Health(
            String status,
            List<String> generatorsAlive,
            long outboxWaiting,
            long outboxRefused,
            long requestsSetAside,
            long reportsUnreadable,
            long heartbeatsUnreadable,
            long brokerUnanswered,
            long reportsOfUnknownRuns,
            long reportsOfUnreadableRuns,
            long runsUnreadable,
            long timerFailures) {}

    @GetMapping({"/health", "/actuator/health"})
    ResponseEntity<Health> health() {
        Instant now = clock.instant();
        boolean up = messaging.isReady() && generators.isInTouch(now);
        return ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(new Health(
                        up ? "UP" : "DOWN",
                        generators.alive(properties.generatorAliveFor(), now),
                        outbox.waiting(),
                        outbox.refused(),
                        requests.setAside(),
                        reports.unreadable(),
                        heartbeats.unreadable(),
                        heartbeats.unanswered() + verdicts.unanswered(),
                        steering.ofUnknownRuns(),
                        steering.ofUnreadableRuns(),
                        steering.unreadableRuns(),
                        steering.timerFailures()));
    }
}
