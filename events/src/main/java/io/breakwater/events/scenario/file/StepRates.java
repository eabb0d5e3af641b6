package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.Flow;
import io.breakwater.events.scenario.Step;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the rates of a session's steps, where it has any, into shares: a funnel said in two ways. */
final class StepRates {

    /** Rates are written with a few digits; thirds of a common load are not. */
    private static final double TOLERANCE = 1e-6;

    private record Rated(Fields step, int place, boolean top, Optional<Double> perSecond) {}

    private final List<Rated> steps = new ArrayList<>();
    private final Problems problems;

    StepRates(Problems problems) {
        this.problems = problems;
    }

    /** Notes a step: where it stands in its list, and whether that is the session's own. */
    void step(Fields step, int place, boolean top) {
        steps.add(new Rated(step, place, top, step.read("rate", LoadForms.RATE_PER_SECOND)));
    }

    /**
     * The session's flow with a share for each rate.
     *
     * @param flow    what it does
     * @param highest its highest arrival rate; empty when its load has none that is known
     */
    List<Flow> applied(List<Flow> flow, Optional<Double> highest) {
        if (steps.stream().noneMatch(step -> step.step().has("rate"))) {
            return flow;
        }
        int before = problems.count();
        Rated first = steps.get(0);
        checkPlain(flow);
        for (Rated step : steps) {
            if (!step.step().has("rate")) {
                problems.at(step.step().at(), "rate: missing (expected: in all steps of a session, or in none)");
            } else if (step.perSecond().equals(Optional.of(0.0))) {
                at(step, "rate: 0/s (expected: above 0)");
            }
        }
        if (highest.isEmpty()) {
            at(first, "rate: without a known arrival rate (expected: an open load without replay; or share)");
        } else if (first.perSecond().isPresent()
                && Math.abs(first.perSecond().get() - highest.get()) > TOLERANCE * highest.get()) {
            at(
                    first,
                    "rate: " + shown(first.perSecond().get()) + " of the first step (expected: " + shown(highest.get())
                            + ", the highest arrival rate of the session)");
        }
        List<Flow> rated = new ArrayList<>(flow);
        for (int i = 1; i < steps.size(); i++) {
            Rated step = steps.get(i);
            double earlier = steps.get(i - 1).perSecond().orElse(0.0);
            double rate = step.perSecond().orElse(0.0);
            if (rate > earlier && earlier > 0) {
                at(
                        step,
                        "rate: " + shown(rate) + " above that of the step before (expected: at most " + shown(earlier)
                                + ")");
            }
            if (problems.count() == before && flow.get(step.place()) instanceof Flow.Send send) {
                rated.set(step.place(), new Flow.Send(shared(send.step(), rate / earlier)));
            }
        }
        return rated;
    }

    private void checkPlain(List<Flow> flow) {
        boolean turns = flow.stream()
                .anyMatch(element -> element instanceof Flow.Choose
                        || element instanceof Flow.Repeat
                        || element instanceof Flow.Jump
                        || element instanceof Flow.End);
        steps.stream()
                .filter(step -> turns && step.step().has("rate"))
                .findFirst()
                .ifPresent(step -> at(
                        step,
                        "rate: in a session with if, repeat, jump or end (expected: a plain list of steps; or share)"));
    }

    private void at(Rated step, String message) {
        problems.at(step.step().find("rate").orElse(step.step().at()), message);
    }

    private static Step shared(Step step, double share) {
        return new Step(step.name(), step.request(), step.extractions(), step.checks(), share, step.goOnIfFailed());
    }

    private static String shown(double perSecond) {
        return new BigDecimal(perSecond)
                        .round(new MathContext(9))
                        .stripTrailingZeros()
                        .toPlainString()
                + "/s";
    }
}
