package io.breakwater.analytics.verdict;

import static io.breakwater.analytics.verdict.Amounts.count;
import static io.breakwater.analytics.verdict.Amounts.share;

import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.analytics.verdict.RunFigures.StepFigures;
import io.breakwater.events.request.TokenAccounting;
import io.breakwater.events.scenario.Objective;
import java.util.List;

/** Finds where platform tokens rather than the target decided what was measured. */
final class TokenDoubts {

    private TokenDoubts() {}

    static void about(RunFigures figures, List<String> doubts) {
        figures.tokens().stream()
                .filter(token -> token.expired() > 0)
                .map(TokenDoubts::expired)
                .forEach(doubts::add);
        figures.steps().stream()
                .filter(step -> !figures.watches().limits(Objective.Kind.TOKEN_REFUSALS_AT_MOST, step.step()))
                .forEach(step -> aboutRefusals(step, doubts));
    }

    private static String expired(TokenAccounting token) {
        return "token of " + token.token() + ": expired during the run, " + count(token.refusedExpired())
                + " requests refused after its end and " + count(token.notSentExpired())
                + " not sent (expected: valid to the run's end, or replaced in time)";
    }

    /** Too many refusals are no figure of the target, and must not pass in silence where nobody said how many may be. */
    private static void aboutRefusals(StepFigures step, List<String> doubts) {
        RequestCounts all = step.all();
        if (all.tokenRefusals() > TrustLimits.TOKEN_REFUSALS_AT_MOST * all.completed()) {
            doubts.add(step.step() + " requests refused for their token: " + count(all.tokenRefusals()) + " of "
                    + count(all.completed()) + " (expected: at most " + share(TrustLimits.TOKEN_REFUSALS_AT_MOST)
                    + ", or an objective token-refusals)");
        }
    }
}
