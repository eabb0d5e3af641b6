package io.breakwater.target.control;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Endpoint;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.platform.TokenFetches;
import io.breakwater.target.settings.SettingsRejectedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET} and {@code PUT /control}, {@code POST /control/reset} and the platform's token fetches. */
public final class ControlEndpoint implements Endpoint {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PATHS =
            "GET or PUT /control, POST /control/reset, POST /control/invalidate-tokens, GET " + TokenFetches.PATH;

    private final Controls controls;
    private final TokenFetches tokenFetches;

    /** Wires the port's two purposes. */
    public ControlEndpoint(Controls controls, TokenFetches tokenFetches) {
        this.controls = controls;
        this.tokenFetches = tokenFetches;
    }

    @Override
    public void serve(Exchange exchange) {
        if (exchange.fault().isPresent()) {
            exchange.answer(exchange.fault().get());
            return;
        }
        if (exchange.path().equals(TokenFetches.PATH)) {
            tokenFetches.serve(exchange);
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
            default ->
                exchange.answer(Answer.problem(
                        404,
                        "request: " + exchange.method() + " " + exchange.path() + " (expected: one of " + PATHS + ")"));
        }
    }

    private Answer state() {
        return Answer.json(200, controls.state());
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
