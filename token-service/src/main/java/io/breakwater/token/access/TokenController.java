package io.breakwater.token.access;

import io.breakwater.token.access.ApiKeys.Grant;
import io.breakwater.token.binding.Bindings;
import io.breakwater.token.binding.Bindings.HandedOut;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hands out tokens to whoever has an API key, in the shape that the platforms use: {@code access_token} and {@code
 * expires_in} in seconds; of a pool the next member's, with its further fields.
 */
@RestController
class TokenController {

    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;
    private final Bindings bindings;

    TokenController(ApiKeys keys, Bindings bindings) {
        this.keys = keys;
        this.bindings = bindings;
    }

    @GetMapping("/api/tokens/{binding}")
    ResponseEntity<Map<String, Object>> token(
            @PathVariable String binding,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestHeader(name = "X-Api-Key", required = false) @Nullable String apiKey) {
        if (!keys.isOn()) {
            throw problem(HttpStatus.NOT_FOUND, "Not handed out", "tokens over HTTP: off (expected: api-keys are set)");
        }
        Grant grant = given(authorization, apiKey)
                .flatMap(keys::find)
                .orElseThrow(
                        () -> problem(
                                HttpStatus.UNAUTHORIZED,
                                "No such key",
                                "API key: missing or unknown (expected: in the header Authorization as Bearer, or in X-Api-Key)"));
        if (!grant.allows(binding)) {
            throw problem(
                    HttpStatus.FORBIDDEN, "Not allowed", "binding: " + shown(binding) + " (expected: one of this key)");
        }
        if (!bindings.has(binding)) {
            throw problem(
                    HttpStatus.NOT_FOUND,
                    "No such binding",
                    "binding: " + shown(binding) + " (expected: one that is configured)");
        }
        if (!bindings.isHandedOut(binding)) {
            throw problem(
                    HttpStatus.NOT_FOUND,
                    "Not handed out",
                    "binding: " + shown(binding)
                            + " (expected: one of tokens; message-credentials are for generators)");
        }
        HandedOut token = bindings.handOut(binding)
                .orElseThrow(() -> problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "No valid token",
                        "token of " + binding + ": none valid (expected: one; /api/bindings/" + binding
                                + " says why)"));
        Map<String, Object> answer = new TreeMap<>(token.furtherFields());
        answer.put("access_token", token.token());
        answer.put("expires_in", token.remainingSeconds());
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(answer);
    }

    private static Optional<String> given(@Nullable String authorization, @Nullable String apiKey) {
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return Optional.ofNullable(apiKey);
    }

    private static String shown(String binding) {
        String printable = binding.replaceAll("[^A-Za-z0-9_-]", "?");
        return printable.length() <= 100 ? printable : printable.substring(0, 100) + "…";
    }

    private static ErrorResponseException problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return new ErrorResponseException(status, problem, null);
    }
}
