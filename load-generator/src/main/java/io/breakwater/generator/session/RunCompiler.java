package io.breakwater.generator.session;

import io.breakwater.events.data.TemplateUse;
import io.breakwater.events.data.TokenUses;
import io.breakwater.events.sample.RequestSample.Stage;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import io.breakwater.generator.check.ResponseChecks;
import io.breakwater.generator.check.TokenRefusals;
import io.breakwater.generator.check.WidgetAnswers;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.extract.Extractors;
import io.breakwater.generator.http.RunTargets;
import io.breakwater.generator.http.Target;
import io.breakwater.generator.http.Travel;
import io.breakwater.generator.sample.SampledStep;
import io.breakwater.generator.schedule.SessionRotation;
import io.breakwater.generator.template.RequestTemplate;
import io.breakwater.generator.token.TokenSlot;
import io.breakwater.generator.value.HandedValues;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.value.ValueNames;
import io.breakwater.generator.websocket.WebSocketRequest;
import io.breakwater.generator.widget.MessageCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a scenario's sessions ready: those under load together, and those before and after it one by one. All that is made by
 * one compiler shares what sessions hand over. Used on one thread.
 */
public final class RunCompiler {

    private static final Request.WebSocketMessage NO_MESSAGE =
            new Request.WebSocketMessage(Optional.empty(), List.of(), false, Optional.empty());

    private final Scenario scenario;
    private final RunData data;
    private final Sources sources;
    private final HandedValues handed;
    private final List<Target> targets;
    private final Function<String, TokenSlot> tokens;
    private final Map<String, MessageCredentials> credentialsByBinding = new HashMap<>();
    private final TokenUses tokenUses;
    private final RunTokens runTokens;

    /**
     * The compiler of one scenario.
     *
     * @param scenario the scenario
     * @param data     its rows
     * @param tokens   the place of a token, by its binding
     */
    public RunCompiler(Scenario scenario, RunData data, Function<String, TokenSlot> tokens) {
        this.scenario = scenario;
        this.data = data;
        this.tokens = tokens;
        this.sources = new Sources(data, name -> tokens.apply(binding(name)), ValueNames.of(scenario));
        this.handed = new HandedValues(sources.names());
        this.targets = RunTargets.of(scenario);
        this.tokenUses = TokenUses.of(scenario);
        // Valid for so long from the preparation on: this is it.
        this.runTokens = RunTokens.of(tokenUses, Instant.now());
        // A token's number is its place among the declared ones.
        tokenUses.sources().stream()
                .filter(source -> !source.isFile())
                .forEach(source -> sources.tokenNumber(source.name()));
    }

    /**
     * The sessions under load.
     *
     * @throws IllegalArgumentException when they cannot be sent
     */
    public CompiledRun underLoad() {
        Making making = new Making();
        List<Session> common = new ArrayList<>();
        List<Program> commonPrograms = new ArrayList<>();
        List<LanePlan> own = new ArrayList<>();
        for (Session session : scenario.sessions()) {
            Program program = making.program(session, Stage.LOAD);
            if (session.load().isPresent()) {
                own.add(lane(own.size() + 1, session.load().get(), List.of(session), List.of(program)));
            } else {
                common.add(session);
                commonPrograms.add(program);
            }
        }
        List<LanePlan> lanes = new ArrayList<>();
        if (!common.isEmpty()) {
            lanes.add(lane(0, scenario.load(), common, commonPrograms));
        }
        lanes.addAll(own);
        return making.run(lanes);
    }

    /** What the sessions handed over so far. */
    public HandedValues handed() {
        return handed;
    }

    /**
     * A session that one virtual user walks through once, at once.
     *
     * @throws IllegalArgumentException when it cannot be sent
     */
    public CompiledRun once(Session session) {
        Making making = new Making();
        Stage stage = scenario.before().contains(session)
                ? Stage.BEFORE
                : scenario.after().contains(session) ? Stage.AFTER : Stage.DEBUG;
        Load load = Load.Open.of(List.of(new LoadPhase(0, 0, Duration.ZERO, 1, 0, false)));
        return making.run(
                List.of(lane(laneIndex(session), load, List.of(session), List.of(making.program(session, stage)))));
    }

    /** Random values follow from it: those of a session before the load must not come again under load. */
    private int laneIndex(Session session) {
        int before = scenario.before().indexOf(session);
        if (before >= 0) {
            return 1 + scenario.sessions().size() + before;
        }
        int after = scenario.after().indexOf(session);
        return after < 0
                ? 0
                : 1 + scenario.sessions().size() + scenario.before().size() + after;
    }

    private static LanePlan lane(int index, Load load, List<Session> sessions, List<Program> programs) {
        return new LanePlan(
                index,
                load,
                index == 0 ? 0 : sessions.get(0).startAfter().toNanos(),
                programs,
                sessions.stream().map(Session::startShare).toList(),
                SessionRotation.of(sessions.stream().map(Session::weight).toList()));
    }

    private String binding(String token) {
        if (!scenario.tokens().containsKey(token)) {
            throw new IllegalArgumentException("${token." + token + "}: unknown token (expected: one of "
                    + scenario.tokens().keySet() + ")");
        }
        return scenario.tokens().get(token).binding();
    }

    /** What is made for one run. */
    private final class Making {

        private final List<String> stepNames = new ArrayList<>();
        private final List<String> behindSteps = TemplateUse.behindSteps(scenario);
        private final List<SampledStep> sampledSteps = new ArrayList<>();
        private Target opened = targets.get(0);
        private String session = "";
        private Stage stage = Stage.LOAD;
        private final Map<String, Integer> meetingByName = new LinkedHashMap<>();
        private final List<Flow.Rendezvous> meetings = new ArrayList<>();

        Program program(Session session, Stage newStage) {
            this.session = session.name();
            this.opened = targets.get(0);
            this.stage = newStage;
            return new ProgramCompiler(scenario, data, sources, this::step, this::meeting).compile(session);
        }

        CompiledRun run(List<LanePlan> lanes) {
            return new CompiledRun(
                    lanes,
                    stepNames,
                    sampledSteps,
                    meetings,
                    data,
                    sources,
                    handed,
                    runTokens,
                    scenario.http().cookies());
        }

        private CompiledStep step(Step read) {
            Step step = WidgetAnswers.checked(tokenUses.withBusinessChecks(read));
            Request request = step.request();
            Target target = targetOf(request);
            stepNames.add(step.name());
            sampledSteps.add(SampledStep.of(
                    stage,
                    session,
                    step,
                    (target.secure() ? "https://" : "http://") + target.authority(),
                    sources,
                    behindSteps));
            return new CompiledStep(
                    stepNames.size() - 1,
                    step.name(),
                    template(step, target),
                    webSocket(request),
                    ResponseChecks.ofMessage(
                            request instanceof Request.WebSocketMessage message ? message.await() : List.of(), sources),
                    Extractors.of(step.extractions(), sources),
                    checks(step),
                    request instanceof Request.WidgetMessage message ? new WidgetAnswers(message.format()) : null,
                    TokenRefusals.of(tokenUses.sources(), tokenUses.of(step), sources),
                    Travel.of(request, targets, scenario.http()),
                    step.goOnIfFailed());
        }

        /** Messages go where the WebSocket was opened that stands before them in the file. */
        private Target targetOf(Request request) {
            if (request instanceof Request.Http || request instanceof Request.WidgetMessage) {
                return targets.get(RunTargets.index(targets, request));
            }
            if (request instanceof Request.WebSocketOpen) {
                opened = targets.get(RunTargets.index(targets, request));
            }
            return opened;
        }

        private RequestTemplate template(Step step, Target target) {
            Request request = step.request();
            if (request instanceof Request.Http http) {
                return RequestTemplate.compile(
                        step.name(), http, scenario.http(), target.authority(), sources, scenario.files());
            }
            if (request instanceof Request.WidgetMessage message) {
                return RequestTemplate.compile(
                        step.name(), message, scenario.http(), target.authority(), sources, credentials(message));
            }
            if (request instanceof Request.WebSocketOpen open) {
                return RequestTemplate.compile(step.name(), open, scenario.http(), target.authority(), sources);
            }
            return RequestTemplate.compile(
                    request instanceof Request.WebSocketMessage message ? message : NO_MESSAGE, sources);
        }

        private @Nullable WebSocketRequest webSocket(Request request) {
            if (request instanceof Request.WebSocketOpen) {
                return new WebSocketRequest.Open(RunTargets.index(targets, request));
            }
            if (request instanceof Request.WebSocketMessage message) {
                return new WebSocketRequest.Message(message.text().isPresent(), message.awaits());
            }
            return request instanceof Request.WebSocketClose ? new WebSocketRequest.Close() : null;
        }

        private ResponseChecks checks(Step step) {
            if (step.request() instanceof Request.Http || step.request() instanceof Request.WidgetMessage) {
                return ResponseChecks.of(step.checks(), scenario.http().extraSuccess(), sources);
            }
            return step.request() instanceof Request.WebSocketOpen
                    ? ResponseChecks.ofHandshake(step.checks(), sources)
                    : ResponseChecks.ofMessage(step.checks(), sources);
        }

        private MessageCredentials credentials(Request.WidgetMessage message) {
            return credentialsByBinding.computeIfAbsent(message.app(), binding -> {
                TokenSlot slot = tokens.apply(binding);
                sources.sealWith(slot);
                return new MessageCredentials(binding, slot);
            });
        }

        private int meeting(Flow.Rendezvous rendezvous) {
            Integer known = meetingByName.putIfAbsent(rendezvous.name(), meetings.size());
            if (known == null) {
                meetings.add(rendezvous);
                return meetings.size() - 1;
            }
            return known;
        }
    }
}
