package io.breakwater.target.platform;

import io.breakwater.target.http.Exchange;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Reads the body of a call as JSON. */
final class JsonBody {

    private static final JsonMapper JSON = JsonMapper.shared();

    private JsonBody() {}

    /** Returns the body, a missing node when it is empty or not JSON. */
    static JsonNode of(Exchange exchange) {
        if (exchange.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(exchange.body());
        } catch (JacksonException notJson) {
            // As good as absent: the call says what it expected, in its platform's words.
            return MissingNode.getInstance();
        }
    }
}
