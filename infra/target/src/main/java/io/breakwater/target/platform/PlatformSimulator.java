package io.breakwater.target.platform;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.platform.PlatformCall.Reply;
import io.breakwater.target.platform.tokens.App;
import io.breakwater.target.platform.tokens.FetchLog;
import io.breakwater.target.platform.tokens.FetchOutcome;
import io.breakwater.target.platform.tokens.Platform;
import io.breakwater.target.settings.Applications;
import io.breakwater.target.settings.Outage;
import io.breakwater.target.settings.PlatformSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** All simulated platforms: takes a call, lets it fail as it was set to, and counts what came of it. */
public final class PlatformSimulator {

    /** How many applications {@link #counts} shows one by one. */
    static final int MAX_SHOWN_APPS = 100;

    private final PlatformState state;
    private final List<PlatformCall> calls;
    private final WeChatErrors weChatErrors;
    private final PlatformTokens tokens;
    private final FetchLog all = new FetchLog();
    private long outageBeganNanos;

    /**
     * Begins without any token.
     *
     * @param nanoClock monotonic clock for lives, in nanoseconds
     * @param clock     wall clock for minutes and days of limits, and for instants
     * @param random    for tokens; must differ from process to process
     * @param settings  how it behaves at first
     */
    public PlatformSimulator(LongSupplier nanoClock, Clock clock, RandomGenerator random, PlatformSettings settings) {
        state = new PlatformState(nanoClock, clock, random, settings);
        weChatErrors = new WeChatErrors(state);
        tokens = new PlatformTokens(state.appTokens, state.userTokens, weChatErrors);
        outageBeganNanos = nanoClock.getAsLong();
        calls = List.of(
                new WeChatTokens(state, weChatErrors),
                new WeChatStableTokens(state, weChatErrors),
                new WeChatLogin(state, weChatErrors),
                new AlipayGateway(state),
                new AlipayPlusTokens(state),
                new DouyinTokens(state));
    }

    /** Returns what the backend verifies tokens with. */
    public PlatformTokens tokens() {
        return tokens;
    }

    /** Applies other settings from now on; an outage that was set anew begins now. */
    public void apply(PlatformSettings changed) {
        if (changed.failures().outage() != state.settings().failures().outage()) {
            outageBeganNanos = state.nanoClock.getAsLong();
        }
        state.apply(changed);
    }

    /** Whether a path is a platform's. */
    public boolean serves(String path) {
        return calls.stream().anyMatch(call -> call.serves(path));
    }

    /** Takes a call to a path that it serves. */
    public void serve(Exchange exchange) {
        PlatformCall call = calls.stream()
                .filter(one -> one.serves(exchange.path()))
                .findFirst()
                .orElseThrow();
        Optional<App> app = app(call.platform(), call.appId(exchange));
        Outage.Kind outage = outageNow();
        if (outage == Outage.Kind.NONE) {
            Reply reply = call.answer(exchange, app, drawBusy());
            count(app, reply.outcome());
            exchange.answer(reply.answer());
        } else {
            count(app, outage == Outage.Kind.BUSY ? FetchOutcome.BUSY : FetchOutcome.LOST);
            lose(call, exchange, outage);
        }
    }

    private void count(Optional<App> app, FetchOutcome outcome) {
        all.add(state.clock.instant(), outcome);
        app.ifPresent(known -> known.fetches().add(state.clock.instant(), outcome));
    }

    private boolean drawBusy() {
        double share = state.settings().failures().busyShare();
        return share > 0 && state.random.nextDouble() < share;
    }

    private Outage.Kind outageNow() {
        Outage outage = state.settings().failures().outage();
        boolean over = outage.length().isPresent()
                && state.nanoClock.getAsLong() - outageBeganNanos
                        >= outage.length().get().toNanos();
        return over ? Outage.Kind.NONE : outage.kind();
    }

    private static void lose(PlatformCall call, Exchange exchange, Outage.Kind outage) {
        switch (outage) {
            case NONE, SILENT -> {
                // The client has to give up by itself.
            }
            case BUSY -> exchange.answer(call.busy(exchange));
            case RESET -> exchange.reset();
            case BAD_GATEWAY -> exchange.answer(Answer.problem(502, "platform: out of service"));
        }
    }

    private Optional<App> app(Platform platform, String id) {
        Applications known = state.settings().applications();
        boolean listed = switch (platform) {
            case WECHAT -> id.equals(known.appId()) || known.wechatApps().containsKey(id);
            case ALIPAY -> known.alipayApps().contains(id);
            case ALIPAY_PLUS -> known.alipayPlusClients().contains(id);
            case DOUYIN -> known.douyinApps().containsKey(id);
        };
        boolean taken = known.anyApp()
                && switch (platform) {
                    case WECHAT -> id.matches("wx[0-9a-f]{16}");
                    case ALIPAY -> id.matches("\\d{16}");
                    case ALIPAY_PLUS -> id.matches("[A-Za-z0-9_]{1,128}");
                    case DOUYIN -> id.matches("tt[0-9a-f]{16,18}");
                };
        return listed || taken ? state.apps.of(platform, id) : Optional.empty();
    }

    /**
     * Issues login codes, as a user's login in the mini program does.
     *
     * @throws IllegalArgumentException when the platform has no such codes or no such application
     */
    public List<Map<String, String>> issueCodes(Platform platform, String appId, List<String> users) {
        if (platform == Platform.DOUYIN) {
            throw new IllegalArgumentException("platform: douyin (expected: wechat, alipay or alipay-plus)");
        } else if (app(platform, appId).isEmpty()) {
            throw new IllegalArgumentException(
                    "app: " + appId + " (expected: an application that " + platform.word() + " knows)");
        }
        List<Map<String, String>> issued = new ArrayList<>();
        for (String user : users) {
            String code = state.hex(32);
            state.codes.issue(platform, appId, user, code);
            issued.add(Map.of("user", user, "code", code));
        }
        return issued;
    }

    /** Returns the keys that a client of the signed platforms needs, as PEM. */
    public Map<String, String> keys() {
        return state.keys.shown();
    }

    /** Returns the fetches of one application, if it ever called. */
    public Optional<Map<String, Object>> fetches(Platform platform, String appId) {
        return state.apps.known(platform, appId).map(App::snapshot);
    }

    /** Returns all counts under their names: received = issued + rejected + limited + busy + lost. */
    public Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("fetchesReceived", all.received());
        counts.put("tokensIssued", all.count(FetchOutcome.ISSUED));
        counts.put("fetchesRejected", all.count(FetchOutcome.REJECTED));
        counts.put("fetchesAnsweredBusy", all.count(FetchOutcome.BUSY));
        counts.put("fetchesLostInOutage", all.count(FetchOutcome.LOST));
        counts.put("fetchesLimited", all.count(FetchOutcome.LIMITED));
        counts.put("tokensValid", state.appTokens.validCount());
        counts.put("userTokensValid", state.userTokens.validCount());
        counts.put("userTokensForgotten", state.userTokens.forgotten());
        counts.put("outageNow", outageNow().text());
        counts.put("codesForgotten", state.codes.forgotten());
        counts.put("apps", state.apps.size());
        counts.put("appCallsRefusedAsTooMany", state.apps.refused());
        List<Map<String, Object>> shown = new ArrayList<>();
        state.apps.each(app -> {
            if (shown.size() < MAX_SHOWN_APPS && app.fetches().received() > 0) {
                shown.add(app.snapshot());
            }
        });
        counts.put("fetchesByApp", shown);
        return counts;
    }

    /** Forgets all counts; tokens stay valid. */
    public void reset() {
        all.reset();
        state.apps.each(app -> app.fetches().reset());
    }

    /** Makes every token of applications and users invalid at once. */
    public void invalidateTokens() {
        state.appTokens.invalidateAll();
        state.userTokens.invalidateAll();
    }

    /** Forgets what counts against limits. */
    public void clearLimits() {
        state.appTokens.clearLimits();
    }
}
