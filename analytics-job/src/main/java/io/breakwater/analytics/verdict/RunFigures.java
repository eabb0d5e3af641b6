package io.breakwater.analytics.verdict;

import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.analytics.load.Lane;
import io.breakwater.analytics.load.SecondsByLoad;
import io.breakwater.analytics.objective.Watches;
import io.breakwater.events.request.CryptographyTime;
import io.breakwater.events.request.LoadProgress;
import io.breakwater.events.request.TokenAccounting;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.verdict.ObjectiveResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that a verdict is made of. Has no clock and no order of arrival in it.
 *
 * @param plan          the run as it was started
 * @param startAt       its start
 * @param elapsedMicros since the start: below it everything is counted
 * @param version       the verdict's version
 * @param last          whether nothing more will come
 * @param stop          who asked to stop the run, if someone did
 * @param watches       what came of the objectives in the seconds to which nothing more can come
 * @param limitsMicros  the time limits that events were compared with
 * @param steps         figures of each step, in the scenario's order
 * @param parts         figures of each generator's part, in the order of their shares
 * @param dispatchLags  encoded histogram of all generators' dispatch lags
 * @param lanes         the run's loads, in the order of {@code Scenario.loads()}
 * @param changes       changes of the load that the generators obeyed, in order
 * @param secondsByLoad what was counted of rungs, and of the pace of virtual users
 */
public record RunFigures(
        RunPlan plan,
        Instant startAt,
        long elapsedMicros,
        long version,
        boolean last,
        Optional<StopRun> stop,
        Watches watches,
        List<Long> limitsMicros,
        List<StepFigures> steps,
        List<PartFigures> parts,
        byte[] dispatchLags,
        List<Lane> lanes,
        List<AdjustLoad> changes,
        SecondsByLoad secondsByLoad) {

    public RunFigures {
        limitsMicros = List.copyOf(limitsMicros);
        steps = List.copyOf(steps);
        parts = List.copyOf(parts);
        lanes = List.copyOf(lanes);
        changes = List.copyOf(changes);
    }

    /** What came of each objective. */
    List<ObjectiveResult> results() {
        Map<String, RequestCounts> measured = new LinkedHashMap<>();
        steps.forEach(step -> measured.put(step.step(), step.measured()));
        return watches.results(measured, startAt);
    }

    /** How far all generators came with their loads. */
    LoadProgress progress() {
        return parts.stream().map(PartFigures::progress).reduce(LoadProgress.NONE, LoadProgress::plus);
    }

    /** What became of requests for their platform tokens, over all generators, in order of the tokens' names. */
    List<TokenAccounting> tokens() {
        TreeMap<String, TokenAccounting> byName = new TreeMap<>();
        parts.stream()
                .flatMap(part -> part.tokens().stream())
                .forEach(token -> byName.merge(token.token(), token, TokenAccounting::plus));
        return List.copyOf(byName.values());
    }

    /**
     * One step.
     *
     * @param step     its name
     * @param intended requests that the schedule or a predecessor said to send, as generators say
     * @param inFlight requests under way, as generators say
     * @param warmUp   its requests intended in warm-up, counted
     * @param measured its other requests, counted
     * @param cryptography the time for the cryptography of its messages, as generators say
     */
    public record StepFigures(
            String step,
            long intended,
            long inFlight,
            RequestCounts warmUp,
            RequestCounts measured,
            CryptographyTime cryptography) {

        /** All its requests, counted. */
        RequestCounts all() {
            return warmUp.plus(measured);
        }
    }
}
