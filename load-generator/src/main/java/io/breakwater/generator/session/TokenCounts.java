package io.breakwater.generator.session;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.TokenAccounting;
import io.breakwater.generator.check.TokenRefusals;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.token.HeldToken;
import io.breakwater.generator.value.Filling;
import java.util.ArrayList;
import java.util.List;

/** What became of one loop's requests for their platform tokens, by the tokens' numbers. Confined to it. */
final class TokenCounts {

    private final RunTokens run;
    private final String runId;
    private final long[] refused;
    private final long[] refusedExpired;
    private final long[] notSent;
    private final long[] notSentExpired;

    TokenCounts(RunTokens run, String runId) {
        this.run = run;
        this.runId = runId;
        int tokens = run.labels().size();
        refused = new long[tokens];
        refusedExpired = new long[tokens];
        notSent = new long[tokens];
        notSentExpired = new long[tokens];
    }

    /** What an answer says of its request, once it is known whether it speaks of the request's token. */
    BusinessOutcome outcome(
            VirtualUser user, BusinessOutcome checked, Response response, Filling turned, long nowMillis) {
        TokenRefusals refusals = user.step().refusals();
        int token = refusals.refused(response, turned);
        if (token == TokenRefusals.NOT_REFUSED) {
            return checked;
        }
        HeldToken sent = user.values().sent(token);
        refused[token]++;
        if (run.isExpired(token, sent, nowMillis) || refusals.saysExpired(token, response, turned)) {
            refusedExpired[token]++;
        }
        if (sent != null && sent.isToBeTold()) {
            sent.refused(refusals.code(token, response, turned), runId);
        }
        return BusinessOutcome.TOKEN_REFUSED;
    }

    /** A request was not sent; if it was for want of a token, the filling says which. */
    void notSent(NotSentReason reason, Filling filling) {
        int token = filling.missingToken();
        if (reason == NotSentReason.TOKEN_MISSING && token != Filling.NO_TOKEN) {
            notSent[token]++;
            notSentExpired[token] += filling.isMissingTokenExpired() ? 1 : 0;
        }
    }

    /** Of those tokens of which there is anything to tell. */
    List<TokenAccounting> accounting() {
        List<TokenAccounting> accounting = new ArrayList<>();
        for (int token = 0; token < refused.length; token++) {
            if (refused[token] + notSent[token] > 0) {
                accounting.add(new TokenAccounting(
                        run.labels().get(token),
                        refused[token],
                        refusedExpired[token],
                        notSent[token],
                        notSentExpired[token]));
            }
        }
        return accounting;
    }
}
