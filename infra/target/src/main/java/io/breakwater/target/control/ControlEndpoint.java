package io.breakwater.target.control;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Endpoint;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.platform.PlatformSimulator;
import io.breakwater.target.platform.tokens.Platform;
import io.breakwater.target.settings.SettingsRejectedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET} and {@code PUT /control}, {@code POST /control/reset} and the platform's token fetches. */
public final class ControlEndpoint implements Endpoint {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PATHS =
            "GET or PUT /control, POST /control/reset, POST /control/invalidate-tokens, POST /control/clear-limits, "
                    + "POST /control/codes?platform=&app=&users=, GET /control/keys, GET /control/fetches?platform=&app=, "
                    + "or a platform's";
    private static final int MAX_USERS = 10_000;

    private final Controls controls;
    private final PlatformSimulator platform;

    /** Wires the port's two purposes. */
    public ControlEndpoint(Controls controls, PlatformSimulator platform) {
        this.controls = controls;
        this.platform = platform;
    }

    @Override
    public void serve(Exchange exchange) {
        if (exchange.fault().isPresent()) {
            exchange.answer(exchange.fault().get());
            return;
        }
        if (platform.serves(exchange.path())) {
            platform.serve(exchange);
            return;
        }
        switch (exchange.method() + " " + exchange.path()) {
            case "GET /control" -> exchange.answer(state());
            case "PUT /control" -> change(exchange);
            case "POST /control/reset" -> {
                controls.resetCounts();
                exchange.answer(state());
            }
            case "POST /control/invalidate-tokens" -> {
                controls.invalidateTokens();
                exchange.answer(state());
            }
            case "POST /control/clear-limits" -> {
                platform.clearLimits();
                exchange.answer(state());
            }
            case "POST /control/codes" -> exchange.answer(codes(exchange));
            case "GET /control/fetches" -> exchange.answer(fetches(exchange));
            case "GET /control/keys" -> exchange.answer(Answer.json(200, platform.keys()));
            default ->
                exchange.answer(Answer.problem(
                        404,
                        "request: " + exchange.method() + " " + exchange.path() + " (expected: one of " + PATHS + ")"));
        }
    }

    private Answer state() {
        return Answer.json(200, controls.state());
    }

    private static Optional<Platform> platformOf(Exchange exchange) {
        return Platform.of(exchange.query("platform").orElse(Platform.WECHAT.word()));
    }

    private static Answer unknownPlatform(Exchange exchange) {
        return Answer.problem(
                400,
                "platform: " + exchange.query("platform").orElse("")
                        + " (expected: one of wechat, alipay, alipay-plus, douyin)");
    }

    /** Answers with login codes: one for each of so many users, who are named user-1, user-2 and so on. */
    private Answer codes(Exchange exchange) {
        Optional<Platform> of = platformOf(exchange);
        if (of.isEmpty()) {
            return unknownPlatform(exchange);
        }
        String users = exchange.query("users").orElse("1");
        if (!users.matches("\\d{1,5}") || Integer.parseInt(users) > MAX_USERS) {
            return Answer.problem(400, "users: " + users + " (expected: how many, from 0 to " + MAX_USERS + ")");
        }
        List<String> names = exchange.query("user")
                .map(List::of)
                .orElseGet(() -> IntStream.rangeClosed(1, Integer.parseInt(users))
                        .mapToObj(number -> "user-" + number)
                        .toList());
        try {
            return Answer.json(
                    200,
                    Map.of(
                            "codes",
                            platform.issueCodes(of.get(), exchange.query("app").orElse(""), names)));
        } catch (IllegalArgumentException e) {
            return Answer.problem(400, String.valueOf(e.getMessage()));
        }
    }

    private Answer fetches(Exchange exchange) {
        Optional<Platform> of = platformOf(exchange);
        if (of.isEmpty()) {
            return unknownPlatform(exchange);
        }
        String app = exchange.query("app").orElse("");
        return platform.fetches(of.get(), app)
                .map(fetches -> Answer.json(200, fetches))
                .orElseGet(() -> Answer.problem(404, "app: " + app + " (expected: an application that called)"));
    }

    private void change(Exchange exchange) {
        Map<String, String> changes = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        try {
            JsonNode body = JSON.readTree(exchange.body());
            if (!body.isObject()) {
                errors.add("body: not a JSON object (expected: {\"<setting>\": \"<value>\", …})");
            }
            body.properties().forEach(entry -> {
                if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                    changes.put(entry.getKey(), entry.getValue().asString());
                } else {
                    errors.add(entry.getKey() + ": " + entry.getValue() + " (expected: one text, number or boolean)");
                }
            });
        } catch (JacksonException e) {
            errors.add("body: not JSON: " + e.getOriginalMessage() + " (expected: a JSON object)");
        }
        if (!errors.isEmpty()) {
            exchange.answer(rejected(errors));
            return;
        }
        try {
            // The answer is given at its end, either way; nothing else waits for it.
            CompletableFuture<Void> unused = controls.change(changes)
                    .whenComplete((changed, failure) ->
                            exchange.answer(failure == null ? state() : Answer.problem(409, reason(failure))));
        } catch (SettingsRejectedException e) {
            exchange.answer(rejected(e.errors()));
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
    }

    private static Answer rejected(List<String> errors) {
        return Answer.problem(400, "settings: " + errors.size() + " wrong, none changed", Map.of("errors", errors));
    }
}
