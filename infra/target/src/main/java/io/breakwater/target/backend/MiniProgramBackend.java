package io.breakwater.target.backend;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Endpoint;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.message.WidgetMessages;
import io.breakwater.target.platform.PlatformTokens;
import io.breakwater.target.platform.tokens.Platform;
import io.breakwater.target.settings.Behaviour;
import io.breakwater.target.settings.MessageSettings;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The backend of a mini program, as far as a load test sees it.
 *
 * <p>What a request gets is decided when it arrives; when it gets it is the end of any stall that it falls into plus
 * its service time, moved to the end of the next stall if it would fall due within that one.
 */
public final class MiniProgramBackend implements Endpoint {

    /** About 100 bytes, made once: what a benchmark measures is the way to it. */
    private static final Answer HELLO = Answer.text(
            200,
            "{\"errcode\":0,\"errmsg\":\"ok\",\"data\":{\"greeting\":\"hello\",\"program\":\"express-widget\",\"version\":1,\"page\":1}}");

    private static final Answer SYSTEM_ERROR = Answer.json(500, new SystemError(-3, "system error"), -3);

    private record SystemError(
            @JsonProperty("err_code") int errCode,
            @JsonProperty("err_msg") String errMsg) {}

    private final EventExecutor loop;
    private final LongSupplier nanoClock;
    private final Clock clock;
    private final WidgetQueries widget = new WidgetQueries();
    private final Map<String, EventPage> eventPages = new LinkedHashMap<>();
    private final Payments payments;
    private final WidgetMessages messages;
    private BackendCounts counts;
    private long openedConnections;
    private long openConnections;
    private Behaviour behaviour;
    private SplittableRandom random;
    private boolean started;
    private long firstRequestNanos;
    private final PriorityQueue<Held> held =
            new PriorityQueue<>(Comparator.comparingLong(Held::dueNanos).thenComparingLong(Held::number));
    private long heldSoFar;

    private record Held(long dueNanos, long number, Runnable conclusion) {}

    /**
     * Wires a backend.
     *
     * @param loop      the event loop of its port
     * @param tokens    against which it verifies platform tokens
     * @param clock     wall clock, read once to place arrivals in time
     * @param nanoClock monotonic clock, in nanoseconds
     * @param behaviour how it treats requests at first
     * @param message   with which keys it reads the platform's message push at first
     */
    public MiniProgramBackend(
            EventExecutor loop,
            PlatformTokens tokens,
            Clock clock,
            LongSupplier nanoClock,
            Behaviour behaviour,
            MessageSettings message) {
        this.loop = loop;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.behaviour = behaviour;
        random = new SplittableRandom(behaviour.seed());
        counts = new BackendCounts(clock, nanoClock);
        OrderTokens orders = new OrderTokens();
        eventPages.put("/event", new EventPage(Platform.WECHAT, tokens, orders));
        for (Platform platform : Platform.values()) {
            eventPages.put("/event/" + platform.word(), new EventPage(platform, tokens, orders));
        }
        payments = new Payments(orders);
        messages = new WidgetMessages(clock, widget::members, message);
    }

    /** Changes the behaviour for all requests from now on; stalls are counted from the next request. */
    public void behave(Behaviour changed) {
        behaviour = changed;
        random = new SplittableRandom(changed.seed());
        started = false;
    }

    /** Reads the platform's message push with other keys from now on. */
    public void apply(MessageSettings changed) {
        messages.apply(changed);
    }

    /** Forgets all counts, draws from the seed anew and counts stalls from the next request. */
    public void reset() {
        counts = new BackendCounts(clock, nanoClock);
        messages.reset();
        openedConnections = openConnections;
        behave(behaviour);
    }

    /** Returns how many requests have been received. */
    public long received() {
        return counts.received();
    }

    /** Returns all counts under their names, for JSON. */
    public Map<String, Object> counts() {
        Map<String, Object> all = counts.snapshot();
        all.put("openedConnections", openedConnections);
        all.put("openConnections", openConnections);
        all.put("messages", messages.counts());
        return all;
    }

    @Override
    public void serve(Exchange exchange) {
        long nowNanos = nanoClock.getAsLong();
        if (!started) {
            started = true;
            firstRequestNanos = nowNanos;
        }
        boolean readable = exchange.fault().isEmpty();
        counts.arrived(readable ? exchange.path() : BackendCounts.UNREADABLE, nowNanos);
        exchange.watch(counts);

        boolean resets = draw(behaviour.resetShare());
        boolean fails = draw(behaviour.errorShare());
        long serviceNanos = behaviour.serviceTime().drawNanos(random);
        Answer answer = exchange.fault().orElseGet(() -> fails ? SYSTEM_ERROR : answerTo(exchange));
        Runnable conclusion = resets && readable ? exchange::reset : () -> exchange.answer(answer);
        conclude(nowNanos, stallNanos(nowNanos) + (readable ? serviceNanos : 0), conclusion);
    }

    private boolean draw(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    private long stallNanos(long nowNanos) {
        return behaviour.stall().waitNanos(nowNanos - firstRequestNanos);
    }

    private void conclude(long nowNanos, long afterNanos, Runnable conclusion) {
        if (afterNanos == 0) {
            conclusion.run();
        } else {
            held.add(new Held(nowNanos + afterNanos, heldSoFar++, conclusion));
            // One timer for each, and each lets the first go: those of one instant in the order in which they came.
            // Never
            // cancelled, so the future is of no use.
            ScheduledFuture<?> unused = loop.schedule(this::concludeFirst, afterNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void concludeFirst() {
        long nowNanos = nanoClock.getAsLong();
        // Looks again when due: a stall may have begun by then.
        conclude(nowNanos, stallNanos(nowNanos), held.remove().conclusion());
    }

    private Answer answerTo(Exchange exchange) {
        return switch (exchange.path()) {
            case "/hello" -> only("GET", exchange, HELLO);
            case "/widget" ->
                exchange.method().equals("POST") ? widget.answer(exchange.body()) : notAllowed("POST", exchange);
            case "/pay" -> exchange.method().equals("POST") ? payments.answer(exchange) : notAllowed("POST", exchange);
            case "/message" ->
                exchange.method().equals("POST") || exchange.method().equals("GET")
                        ? messages.answer(exchange)
                        : notAllowed("GET, POST", exchange);
            default -> eventPage(exchange);
        };
    }

    private Answer eventPage(Exchange exchange) {
        EventPage page = eventPages.get(exchange.path());
        if (page == null) {
            return Answer.problem(
                    404,
                    "path: " + exchange.path() + " (expected: one of /widget, /event, /pay, /hello, /message, "
                            + String.join(", ", eventPages.keySet()).replace("/event, ", "")
                            + ")");
        }
        return exchange.method().equals("POST") || exchange.method().equals("GET")
                ? page.answer(exchange)
                : notAllowed("GET, POST", exchange);
    }

    private static Answer only(String method, Exchange exchange, Answer answer) {
        return exchange.method().equals(method) ? answer : notAllowed(method, exchange);
    }

    private static Answer notAllowed(String allowed, Exchange exchange) {
        return Answer.problem(405, "method: " + exchange.method() + " (expected: " + allowed + ")")
                .header("allow", allowed);
    }

    @Override
    public void connectionsChanged(int by) {
        openConnections += by;
        openedConnections += Math.max(0, by);
    }
}
