package io.breakwater.analytics.verdict;

import static io.breakwater.analytics.verdict.Amounts.count;

import io.breakwater.analytics.load.Lane;
import io.breakwater.analytics.verdict.RunFigures.StepFigures;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.scenario.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what was sent with what the load and the sessions ask for. */
final class LoadDoubts {

    private LoadDoubts() {}

    static void about(RunFigures figures, List<String> doubts) {
        long obeyed = figures.progress().adjustments();
        if (figures.last() && obeyed != figures.changes().size()) {
            doubts.add("changes of the load obeyed by the generators: " + count(obeyed) + " (expected: "
                    + count(figures.changes().size()) + ", as many as were ordered)");
        }
        if (figures.stop().isEmpty() || !endedEarly(figures)) {
            if (figures.last()) {
                for (int load = 0; load < figures.lanes().size(); load++) {
                    aboutIterations(figures, load, doubts);
                }
                aboutSteps(figures, doubts);
            }
            notSent(figures, NotSentReason.STOPPED, "as a generator stopped, though nobody stopped the run", doubts);
        }
        notSent(figures, NotSentReason.TOKEN_MISSING, "for want of a valid token", doubts);
        notSent(figures, NotSentReason.DATA_USED_UP, "because the data was used up", doubts);
        if (figures.steps().stream().allMatch(step -> step.all().failed() == 0)) {
            // A value that no failure explains is one that the scenario never sets.
            notSent(figures, NotSentReason.VALUE_MISSING, "for want of a value, though no request failed", doubts);
        }
    }

    /**
     * Whether less was sent than the scenario asks for. A command to stop that was written when all had been sent has
     * stopped nothing: whether it is read before the verdict is chance, so it must not count.
     */
    static boolean endedEarly(RunFigures figures) {
        boolean arrivalsMissing = false;
        for (int load = 0; load < figures.lanes().size(); load++) {
            Lane lane = figures.lanes().get(load);
            long intended = figures.progress().iterations(load);
            arrivalsMissing |= !lane.closed()
                    && lane.plannedIterations()
                            .filter(planned -> intended < planned)
                            .isPresent();
        }
        return arrivalsMissing
                || figures.progress().cutShort()
                || stepsNeverBegun(figures) > 0
                || notSent(figures, NotSentReason.STOPPED) > 0;
    }

    private static void aboutIterations(RunFigures figures, int load, List<String> doubts) {
        Lane lane = figures.lanes().get(load);
        Optional<Long> planned = lane.plannedIterations();
        long iterations = figures.progress().iterations(load);
        String by = " by the load of "
                + lane.session().map(session -> "session " + session).orElse("the scenario") + ")";
        if (!lane.closed() && planned.isPresent() && iterations != planned.get()) {
            doubts.add("arrivals intended by the generators: " + count(iterations) + " (expected: "
                    + count(planned.get()) + by);
        }
        if (lane.closed() && planned.isPresent() && iterations > planned.get()) {
            doubts.add("iterations begun by the generators: " + count(iterations) + " (expected: at most "
                    + count(planned.get()) + by);
        }
        if (!lane.closed()
                && lane.sessions().stream()
                        .allMatch(session -> firstStep(session).isPresent())) {
            Map<String, StepFigures> byName = byName(figures);
            long begun = lane.sessions().stream()
                    .flatMap(session -> firstStep(session).stream())
                    .mapToLong(step -> byName.containsKey(step.name())
                            ? byName.get(step.name()).intended()
                            : 0)
                    .sum();
            if (begun < iterations) {
                doubts.add("requests of first steps: " + count(begun) + " (expected: " + count(iterations)
                        + ", as many as arrivals)");
            }
        }
    }

    private static void aboutSteps(RunFigures figures, List<String> doubts) {
        long neverBegun = stepsNeverBegun(figures);
        if (neverBegun > 0) {
            doubts.add("steps not begun though the step before succeeded: " + count(neverBegun) + " (expected: 0)");
        }
        figures.parts().stream()
                .filter(part -> part.progress().cutShort() && part.abandoned().isEmpty())
                .forEach(part -> doubts.add("generator " + part.generatorId()
                        + ": ended before its load was over, though nobody stopped the run"));
    }

    private static void notSent(RunFigures figures, NotSentReason reason, String words, List<String> doubts) {
        long notSent = notSent(figures, reason);
        if (notSent > 0) {
            doubts.add("requests not sent " + words + ": " + count(notSent) + " (expected: 0)");
        }
    }

    static long notSent(RunFigures figures, NotSentReason reason) {
        return figures.steps().stream()
                .mapToLong(
                        step -> step.warmUp().notSent(reason) + step.measured().notSent(reason))
                .sum();
    }

    /** The step that every iteration of a session sends first; empty when some iterations may begin otherwise. */
    private static Optional<Step> firstStep(Session session) {
        return session.flow().stream()
                .filter(element -> !passes(element))
                .findFirst()
                .filter(element -> element instanceof Flow.Send)
                .map(element -> ((Flow.Send) element).step())
                .filter(step -> step.share() == 1);
    }

    /**
     * In a list of elements each success begins the next step, unless the generator has stopped: that one leaves no event. Where
     * a condition, a share or a jump stands between two steps, nothing can be said of the second.
     */
    private static long stepsNeverBegun(RunFigures figures) {
        Map<String, StepFigures> byName = byName(figures);
        long neverBegun = 0;
        for (Session session : figures.plan().scenario().sessions()) {
            for (List<Step> pair : followers(session.flow())) {
                StepFigures before = byName.get(pair.get(0).name());
                StepFigures next = byName.get(pair.get(1).name());
                if (before != null && next != null) {
                    neverBegun += Math.max(0, succeeded(before) - next.intended());
                }
            }
        }
        return neverBegun;
    }

    /** Each step with the one that follows its success in any case. */
    private static List<List<Step>> followers(List<Flow> flow) {
        List<List<Step>> pairs = new ArrayList<>();
        Optional<Step> before = Optional.empty();
        for (Flow element : flow) {
            if (element instanceof Flow.Send send) {
                Step step = send.step();
                before.filter(known -> step.share() == 1).ifPresent(known -> pairs.add(List.of(known, step)));
                before = Optional.of(step);
            } else if (!passes(element)) {
                before = Optional.empty();
                if (element instanceof Flow.Choose choose) {
                    pairs.addAll(followers(choose.then()));
                    pairs.addAll(followers(choose.otherwise()));
                } else if (element instanceof Flow.Repeat repeat) {
                    pairs.addAll(followers(repeat.body()));
                }
            }
        }
        return pairs;
    }

    /** Whether an iteration always goes on behind it. */
    private static boolean passes(Flow element) {
        return element instanceof Flow.Pause
                || element instanceof Flow.Rendezvous
                || element instanceof Flow.HandOver
                || element instanceof Flow.Assign;
    }

    private static Map<String, StepFigures> byName(RunFigures figures) {
        return figures.steps().stream().collect(Collectors.toMap(StepFigures::step, Function.identity()));
    }

    private static long succeeded(StepFigures step) {
        return step.warmUp().completed()
                - step.warmUp().failed()
                + step.measured().completed()
                - step.measured().failed();
    }
}
