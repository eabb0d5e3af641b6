package io.breakwater.target.backend;

import io.breakwater.target.http.Answer;
import io.breakwater.target.http.Exchange;
import io.breakwater.target.platform.PlatformTokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page of a sales event: opens to whoever brings a valid platform token and gives out a token for one order.
 *
 * <p>The token is looked for in the JSON field, the query parameter and the header {@code input_token}, in that order.
 */
final class EventPage {

    private static final String TOKEN = "input_token";
    private static final int BAD_JSON = 47001;

    private final PlatformTokens tokens;
    private final OrderTokens orders;
    private final JsonMapper json = JsonMapper.shared();

    EventPage(PlatformTokens tokens, OrderTokens orders) {
        this.tokens = tokens;
        this.orders = orders;
    }

    Answer answer(Exchange exchange) {
        Optional<String> inBody = Optional.empty();
        if (exchange.body().length > 0) {
            try {
                JsonNode field = json.readTree(exchange.body()).path(TOKEN);
                inBody = field.isString() ? Optional.of(field.stringValue()) : Optional.empty();
            } catch (JacksonException e) {
                return reply(BAD_JSON, "data format error: " + e.getOriginalMessage(), Map.of());
            }
        }
        Optional<String> token = inBody.or(() -> exchange.query(TOKEN))
                .or(() -> exchange.header(TOKEN))
                .filter(t -> !t.isEmpty());
        if (token.isEmpty()) {
            return reply(41001, "access_token missing" + tokens.requestId(), Map.of());
        }
        if (!tokens.isValid(token.get())) {
            return reply(
                    40001, "invalid credential, access_token is invalid or not latest" + tokens.requestId(), Map.of());
        }
        return reply(0, "ok", Map.of("data", Map.of("token", orders.issue())));
    }

    private static Answer reply(int errcode, String errmsg, Map<String, ?> more) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("errcode", errcode);
        reply.put("errmsg", errmsg);
        reply.putAll(more);
        return Answer.json(200, reply, errcode);
    }
}
