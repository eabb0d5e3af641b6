package io.breakwater.generator.reference;

import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.HttpSettings.Tls;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes of a scenario the same in small, against a system on this machine: its hosts stay, their ports become those of that
 * system; loads keep their shape.
 */
final class ScaledDown {

    private static final Duration LASTS = Duration.ofMillis(400);

    /** Enough that 12.5% of 60% of them are somebody. */
    private static final double ARRIVALS = 40;

    private static final double USERS = 5;

    private static final int MEETING = 2;

    /** Pauses become so many times shorter; the time after which arrivals are skipped longer, as this machine may be busy. */
    private static final int BY = 50;

    private final Scenario scenario;
    private final int httpPort;
    private final int httpsPort;
    private final double ofTime;

    private ScaledDown(Scenario scenario, int httpPort, int httpsPort) {
        this.scenario = scenario;
        this.httpPort = httpPort;
        this.httpsPort = httpsPort;
        Duration longest = scenario.sessions().stream()
                .map(session -> session.startAfter()
                        .plus(session.load().map(Load::lasts).orElse(Duration.ZERO)))
                .reduce(scenario.load().lasts(), (a, b) -> a.compareTo(b) > 0 ? a : b);
        this.ofTime = (double) LASTS.toNanos() / longest.toNanos();
    }

    static Scenario of(Scenario scenario, int httpPort, int httpsPort) {
        return new ScaledDown(scenario, httpPort, httpsPort).scenario();
    }

    private Scenario scenario() {
        return new Scenario(
                scenario.name(),
                scenario.title(),
                here(scenario.target()),
                scenario.tokens(),
                scenario.dataSets(),
                scenario.files(),
                scenario.values(),
                sessions(scenario.before()),
                sessions(scenario.sessions()),
                sessions(scenario.after()),
                load(scenario.load()),
                scenario.objectives(),
                http(scenario.http()),
                scenario.sampling());
    }

    private URI here(URI target) {
        int port = target.getScheme().equals("https") ? httpsPort : httpPort;
        return URI.create(target.getScheme() + "://" + target.getHost() + ":" + port);
    }

    private List<Session> sessions(List<Session> sessions) {
        return sessions.stream()
                .map(session -> new Session(
                        session.name(),
                        session.weight(),
                        session.startShare(),
                        session.load().map(this::load),
                        times(session.startAfter(), ofTime),
                        flow(session.flow())))
                .toList();
    }

    private List<Flow> flow(List<Flow> flow) {
        return flow.stream().map(this::element).toList();
    }

    private Flow element(Flow element) {
        if (element instanceof Flow.Send send) {
            Step step = send.step();
            return new Flow.Send(new Step(
                    step.name(),
                    request(step.request()),
                    step.extractions(),
                    step.checks(),
                    step.share(),
                    step.goOnIfFailed()));
        }
        if (element instanceof Flow.Pause pause) {
            return new Flow.Pause(
                    pause.spread(),
                    pause.time().dividedBy(BY),
                    pause.variation().dividedBy(BY));
        }
        if (element instanceof Flow.Choose choose) {
            return new Flow.Choose(choose.condition(), flow(choose.then()), flow(choose.otherwise()));
        }
        if (element instanceof Flow.Repeat repeat) {
            return new Flow.Repeat(repeat.times(), repeat.until(), flow(repeat.body()));
        }
        if (element instanceof Flow.Rendezvous meeting) {
            return new Flow.Rendezvous(
                    meeting.name(),
                    Math.min(meeting.users(), MEETING),
                    meeting.within().dividedBy(BY));
        }
        return element;
    }

    private Request request(Request request) {
        if (request instanceof Request.Http http) {
            return new Request.Http(
                    http.method(),
                    http.target().map(this::here),
                    http.path(),
                    http.headers(),
                    http.body(),
                    http.redirects(),
                    http.timeout());
        }
        if (request instanceof Request.WidgetMessage message) {
            return new Request.WidgetMessage(
                    message.app(),
                    message.target().map(this::here),
                    message.path(),
                    message.headers(),
                    message.to(),
                    message.from(),
                    message.query(),
                    message.escaping(),
                    message.format(),
                    message.scene(),
                    message.verifyUrl(),
                    message.timeout());
        }
        if (request instanceof Request.WebSocketOpen open) {
            return new Request.WebSocketOpen(
                    open.target().map(this::here), open.path(), open.headers(), open.timeout());
        }
        return request;
    }

    private Load load(Load load) {
        if (load instanceof Load.Open open) {
            double arrivals = open.phases().stream()
                    .mapToDouble(phase -> phase.burst()
                            + (phase.from() + phase.to()) / 2 * phase.lasts().toNanos() * 1e-9)
                    .sum();
            double ofArrivals = arrivals == 0 ? 0 : ARRIVALS / arrivals;
            return new Load.Open(
                    phases(open.phases(), ofArrivals / ofTime, ofArrivals),
                    open.spacing(),
                    open.seed(),
                    open.skipAfter().map(overdue -> overdue.multipliedBy(BY)));
        }
        Load.Closed closed = (Load.Closed) load;
        double most = closed.phases().stream()
                .mapToDouble(phase -> Math.max(phase.from(), phase.to()))
                .max()
                .orElse(1);
        return new Load.Closed(
                phases(closed.phases(), USERS / most, 0),
                closed.iterationsPerUser(),
                closed.sharedIterations().map(shared -> (long) ARRIVALS));
    }

    private List<LoadPhase> phases(List<LoadPhase> phases, double ofLevel, double ofBurst) {
        return phases.stream()
                .map(phase -> new LoadPhase(
                        phase.from() * ofLevel,
                        phase.to() * ofLevel,
                        times(phase.lasts(), ofTime),
                        (long) Math.ceil(phase.burst() * ofBurst),
                        phase.rung(),
                        phase.warmUp()))
                .toList();
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos(Math.round(duration.toNanos() * factor));
    }

    /** Nobody vouches for the system on this machine, but who the scenario itself names. */
    private static HttpSettings http(HttpSettings http) {
        Tls tls = http.tls();
        Tls.Trust trust = tls.trust() == Tls.Trust.FILE ? Tls.Trust.FILE : Tls.Trust.ANY;
        return new HttpSettings(
                http.protocol(),
                http.connectTimeout(),
                http.requestTimeout(),
                http.connections(),
                http.virtualUsers(),
                http.headers(),
                http.redirects(),
                http.cookies(),
                http.compression(),
                http.encodeUrl(),
                http.extraSuccess(),
                http.hosts().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, host -> here(host.getValue()))),
                new Tls(
                        tls.serverName(),
                        trust,
                        trust == Tls.Trust.FILE ? tls.authorities() : Optional.empty(),
                        tls.clientCertificate(),
                        tls.resumption()));
    }

    private static List<String> here(List<String> addresses) {
        return addresses.stream().map(address -> "127.0.0.1").toList();
    }
}
