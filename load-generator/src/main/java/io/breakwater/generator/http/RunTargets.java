package io.breakwater.generator.http;

import io.breakwater.events.scenario.HttpSettings;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Scenario;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The targets of one run, and all that is needed to open connections to them. Shared by the run's event loops. Thread-safe.
 */
public final class RunTargets {

    /** Redirects may lead to further origins; more than these are no test of one system. */
    private static final int MOST_REDIRECT_TARGETS = 16;

    private final List<Target> targets;
    private final HttpSettings settings;
    private final Map<String, List<InetAddress>> hosts;
    private final HostNames names;
    private final Optional<ClientTls> tls;
    private final Predicate<Target> allowed;

    /**
     * The targets of a run.
     *
     * @param targets  by index, the scenario's own first
     * @param settings how requests travel
     * @param hosts    addresses of hosts that are not looked up
     * @param names    who looks the others up
     * @param tls      how secure targets are spoken to; may be empty where there are none and no redirect leads to any
     * @param allowed  where load may go
     */
    public RunTargets(
            List<Target> targets,
            HttpSettings settings,
            Map<String, List<InetAddress>> hosts,
            HostNames names,
            Optional<ClientTls> tls,
            Predicate<Target> allowed) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("targets: none (expected: 1 or more)");
        }
        this.targets = List.copyOf(targets);
        this.settings = settings;
        this.hosts = Map.copyOf(hosts);
        this.names = names;
        this.tls = tls;
        this.allowed = allowed;
    }

    /** One target, whose address is known: for tests and for the generator's own warm-up. */
    public static RunTargets of(Target target, HttpSettings settings) {
        return new RunTargets(
                List.of(target), settings, Map.of(), HostNames.ofSystem(), Optional.empty(), target::equals);
    }

    /**
     * The targets of a scenario: its own, then those that steps name, each once, in file order.
     *
     * @throws IllegalArgumentException when one is no HTTP origin
     */
    public static List<Target> of(Scenario scenario) {
        Set<Target> targets = new LinkedHashSet<>();
        targets.add(Target.of(scenario.target()));
        Stream.of(scenario.before(), scenario.sessions(), scenario.after())
                .flatMap(List::stream)
                .flatMap(session -> session.steps().stream())
                .map(step -> target(step.request()))
                .flatMap(Optional::stream)
                .forEach(uri -> targets.add(Target.of(uri)));
        return List.copyOf(targets);
    }

    private static Optional<URI> target(Request request) {
        if (request instanceof Request.Http http) {
            return http.target();
        }
        if (request instanceof Request.WidgetMessage message) {
            return message.target();
        }
        return request instanceof Request.WebSocketOpen open ? open.target() : Optional.empty();
    }

    /** Which target a request goes to, by its place in {@link #of(Scenario)}: the one it names, or the scenario's. */
    public static int index(List<Target> targets, Request request) {
        int index = target(request).map(uri -> targets.indexOf(Target.of(uri))).orElse(0);
        if (index < 0) {
            throw new IllegalArgumentException("target: " + request + " (expected: one of " + targets + ")");
        }
        return index;
    }

    /** All targets by index. */
    public List<Target> targets() {
        return targets;
    }

    /**
     * The addresses that a scenario binds its hosts to.
     *
     * @throws IllegalArgumentException when one is no address
     */
    public static Map<String, List<InetAddress>> hosts(HttpSettings settings) {
        Map<String, List<InetAddress>> hosts = new HashMap<>();
        settings.hosts().forEach((host, addresses) -> {
            List<InetAddress> parsed = new ArrayList<>();
            for (String address : addresses) {
                List<InetAddress> literal = Route.literal(address);
                if (literal.isEmpty()) {
                    throw new IllegalArgumentException(
                            "hosts: " + host + ": " + address + " (expected: an address such as 10.0.0.7)");
                }
                parsed.addAll(literal);
            }
            hosts.put(host.toLowerCase(Locale.ROOT), parsed);
        });
        return hosts;
    }

    /**
     * One event loop's ways to all targets.
     *
     * @param loop        the event loop
     * @param channelType its kind of socket
     * @param connections how many it may hold open
     * @param nanoClock   {@code System::nanoTime}, or a test's
     */
    public Transports open(
            EventLoop loop, Class<? extends Channel> channelType, int connections, LongSupplier nanoClock) {
        return open(
                loop,
                channelType,
                new ConnectionBudget(connections),
                nanoClock,
                (own, connector, limits, clock, http1) -> http1);
    }

    /**
     * One event loop's ways to all targets, of which those go over HTTP/2 that the settings say.
     *
     * @param loop        the event loop
     * @param channelType its kind of socket
     * @param budget      how many connections it may hold open
     * @param nanoClock   {@code System::nanoTime}, or a test's
     * @param http2       opens those of HTTP/2
     */
    public Transports open(
            EventLoop loop,
            Class<? extends Channel> channelType,
            ConnectionBudget budget,
            LongSupplier nanoClock,
            OtherVersion http2) {
        return new Transports(this, new OfLoop(loop, channelType, budget, nanoClock, http2));
    }

    /** HTTP/2 is agreed on in the TLS handshake, or known beforehand where there is none. */
    private boolean isHttp2(Target target) {
        return switch (settings.protocol()) {
            case HTTP_1_1 -> false;
            case HTTP_2 -> target.secure();
            case HTTP_2_PRIOR_KNOWLEDGE -> !target.secure();
        };
    }

    /** One event loop's connectors to all targets by index, of connections that speak HTTP/1.1 and may become WebSockets. */
    public List<Connector> connectors(EventLoop loop, Class<? extends Channel> channelType, LongSupplier nanoClock) {
        return targets.stream()
                .map(target -> connector(loop, channelType, target, tls.map(ClientTls::ofHttp1), nanoClock))
                .toList();
    }

    private Connector connector(
            EventLoop loop,
            Class<? extends Channel> channelType,
            Target target,
            Optional<ClientTls> secured,
            LongSupplier nanoClock) {
        List<InetAddress> bound = Objects.requireNonNullElse(hosts.get(target.host()), List.of());
        return new Connector(
                loop,
                channelType,
                target,
                Route.to(target, bound, names),
                target.secure() ? secured.orElse(null) : null,
                settings.connectTimeout(),
                nanoClock);
    }

    /** Whether a redirect may lead here, given how many targets a loop knows already. */
    boolean mayFollow(Target target, int known) {
        return known < targets.size() + MOST_REDIRECT_TARGETS
                && allowed.test(target)
                && (!target.secure() || tls.isPresent());
    }

    /** Opens one event loop's transports. */
    final class OfLoop {

        private final EventLoop loop;
        private final Class<? extends Channel> channelType;
        private final ConnectionBudget budget;
        private final PoolLimits limits;
        private final LongSupplier nanoClock;
        private final OtherVersion http2;

        OfLoop(
                EventLoop loop,
                Class<? extends Channel> channelType,
                ConnectionBudget budget,
                LongSupplier nanoClock,
                OtherVersion http2) {
            this.loop = loop;
            this.channelType = channelType;
            this.budget = budget;
            this.limits = new PoolLimits(
                    budget.limit(),
                    settings.connectTimeout(),
                    settings.requestTimeout(),
                    PoolLimits.MOST_KEPT_BYTES,
                    PoolLimits.MOST_PASSED_BYTES);
            this.nanoClock = nanoClock;
            this.http2 = http2;
        }

        Transport open(Target target) {
            ConnectionPool http1 = new ConnectionPool(loop, connector(target), budget, limits, nanoClock);
            return isHttp2(target) ? http2.open(loop, connector(target), limits, nanoClock, http1) : http1;
        }

        private Connector connector(Target target) {
            return RunTargets.this.connector(loop, channelType, target, tls, nanoClock);
        }
    }
}
