package io.breakwater.generator.session;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.generator.check.ResponseChecks;
import io.breakwater.generator.check.TokenRefusals;
import io.breakwater.generator.check.WidgetAnswers;
import io.breakwater.generator.extract.Extractors;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.http.Travel;
import io.breakwater.generator.template.RequestTemplate;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.websocket.WebSocketRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A step. Immutable, so that all event loops share it.
 *
 * @param index        its index in request events
 * @param name         its name in the scenario
 * @param request      what is sent
 * @param webSocket    what it does with the virtual user's WebSocket; nothing when it is an HTTP request
 * @param awaited      what a message must satisfy so that it ends the step
 * @param extractors   what is taken from the answer
 * @param checks       how the answer is judged
 * @param answers      how the answers to its widget messages are opened; nothing when it has another request
 * @param refusals     how the answer tells that a platform token was refused
 * @param travel       how the request travels
 * @param goOnIfFailed whether the iteration goes on when it failed
 */
public record CompiledStep(
        int index,
        String name,
        RequestTemplate request,
        @Nullable WebSocketRequest webSocket,
        ResponseChecks awaited,
        Extractors extractors,
        ResponseChecks checks,
        @Nullable WidgetAnswers answers,
        TokenRefusals refusals,
        Travel travel,
        boolean goOnIfFailed) {

    boolean isHttp() {
        return webSocket == null;
    }

    /** Whether it has anything to render: an answer may also be awaited without a question. */
    boolean renders() {
        return webSocket == null
                || webSocket instanceof WebSocketRequest.Open
                || (webSocket instanceof WebSocketRequest.Message message && message.sends());
    }

    /** Whether this message ends the step. */
    boolean accepts(Response message, Filling filling) {
        return awaited.firstFailed(message, filling) == ResponseChecks.ALL_HOLD;
    }

    boolean needsBody() {
        return answers != null || checks.needsBody() || extractors.needsBody() || refusals.needsBody();
    }

    boolean needsHeaders() {
        return checks.needsHeaders() || extractors.needsHeaders() || refusals.needsHeaders();
    }

    /**
     * The request's bytes; notes the time for its cryptography.
     *
     * @return nothing when something is missing; {@link Filling#missing()} says what
     */
    @Nullable
    ByteBuf render(ByteBufAllocator allocator, Filling filling, Accounts accounts) {
        ByteBuf rendered = request.render(allocator, filling);
        if (answers != null && rendered != null) {
            accounts.encrypted(index, filling.widget().takeCryptographyNanos());
        }
        return rendered;
    }

    /**
     * Takes values from the answer, and says whether all were found and all checks hold, which may look at those values; notes
     * the time for the answer's cryptography.
     */
    BusinessOutcome businessOutcome(Response response, Filling filling, Accounts accounts) {
        boolean opened = answers == null || answers.open(response, filling);
        if (answers != null) {
            accounts.decrypted(index, filling.widget().takeCryptographyNanos());
        }
        boolean found = extractors.extract(response, filling) == null;
        BusinessOutcome checked = checks.businessOutcome(response, filling);
        return found && opened ? checked : BusinessOutcome.FAILED;
    }
}
