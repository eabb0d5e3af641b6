package io.breakwater.target.backend;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import java.util.Map;
import java.util.Optional;

/** Pays the order whose token is brought as {@code Authorization: Bearer}; any number of times. */
final class Payments {

    private static final String SCHEME = "Bearer ";
    private static final Answer PAID = Answer.json(200, new Paid(0, "ok", Map.of("state", "paid")), 0);

    private record Paid(int errcode, String errmsg, Map<String, String> data) {}

    private final OrderTokens orders;

    Payments(OrderTokens orders) {
        this.orders = orders;
    }

    Answer answer(Exchange exchange) {
        Optional<String> token = exchange.header("authorization")
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
        if (token.filter(orders::isValid).isPresent()) {
            return PAID;
        }
        return Answer.problem(
                        401,
                        "Authorization: " + (token.isPresent() ? "unknown order token" : "missing")
                                + " (expected: Bearer and the token from /event)")
                .header("www-authenticate", "Bearer");
    }
}
