package io.breakwater.analytics.verdict;

import io.breakwater.analytics.fold.RequestCounts;
import io.breakwater.analytics.load.Lane;
import io.breakwater.analytics.load.Lane.Rung;
import io.breakwater.analytics.verdict.RunFigures.StepFigures;
import io.breakwater.analytics.window.OpenWindows;
import io.breakwater.events.request.CryptographyTime;
import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.request.TokenAccounting;
import io.breakwater.events.run.Adjustment;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.verdict.CorrectedTime;
import io.breakwater.events.verdict.LoadChange;
import io.breakwater.events.verdict.LoadTotals;
import io.breakwater.events.verdict.RungResult;
import io.breakwater.events.verdict.StepTotals;
import io.breakwater.events.verdict.TokenTotals;
import io.breakwater.measurement.histogram.EncodedHistogram;
import io.breakwater.measurement.histogram.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The figures of a verdict: of the run, its steps, its loads and their rungs. */
final class Totals {

    private final RunFigures figures;
    private final Set<String> closedSteps;

    Totals(RunFigures figures) {
        this.figures = figures;
        this.closedSteps = figures.lanes().stream()
                .filter(Lane::closed)
                .flatMap(lane -> lane.steps().stream())
                .collect(Collectors.toSet());
    }

    StepTotals run() {
        List<StepFigures> steps = figures.steps();
        RequestCounts counts =
                steps.stream().map(StepFigures::all).reduce(RequestCounts::plus).orElseGet(() -> RequestCounts.none(0));
        return totals(
                "",
                steps.stream().mapToLong(StepFigures::intended).sum(),
                steps.stream().mapToLong(StepFigures::inFlight).sum(),
                counts,
                correctedRun(),
                steps.stream().map(StepFigures::cryptography).reduce(CryptographyTime.NONE, CryptographyTime::plus));
    }

    List<StepTotals> steps() {
        List<StepTotals> totals = new ArrayList<>();
        for (int index = 0; index < figures.steps().size(); index++) {
            StepFigures step = figures.steps().get(index);
            long intervalMicros = expectedIntervalMicros(index);
            Optional<CorrectedTime> corrected = corrected(index).map(times -> corrected(times, intervalMicros));
            totals.add(
                    totals(step.step(), step.intended(), step.inFlight(), step.all(), corrected, step.cryptography()));
        }
        return totals;
    }

    List<LoadTotals> loads() {
        List<LoadTotals> loads = new ArrayList<>();
        for (int load = 0; load < figures.lanes().size(); load++) {
            Lane lane = figures.lanes().get(load);
            if (!lane.sessions().isEmpty()) {
                loads.add(new LoadTotals(
                        lane.session(),
                        lane.closed() ? LoadTotals.Model.CLOSED : LoadTotals.Model.OPEN,
                        lane.plannedIterations(),
                        figures.progress().iterations(load)));
            }
        }
        return loads;
    }

    List<RungResult> rungs() {
        List<RungResult> results = new ArrayList<>();
        for (int load = 0; load < figures.lanes().size(); load++) {
            Lane lane = figures.lanes().get(load);
            Set<String> sent = lane.steps();
            for (Rung rung : lane.rungs()) {
                RequestCounts all = RequestCounts.none(figures.limitsMicros().size());
                List<StepTotals> steps = new ArrayList<>();
                for (int index = 0; index < figures.steps().size(); index++) {
                    String step = figures.steps().get(index).step();
                    if (sent.contains(step)) {
                        RequestCounts counts = figures.secondsByLoad()
                                .ofRung(load, rung.number(), index)
                                .orElseGet(() -> RequestCounts.none(
                                        figures.limitsMicros().size()));
                        all = all.plus(counts);
                        steps.add(totals(step, counts.events(), 0, counts, Optional.empty(), CryptographyTime.NONE));
                    }
                }
                results.add(new RungResult(
                        lane.session(),
                        rung.number(),
                        rung.fromLevel(),
                        rung.toLevel(),
                        rung.fromSecond(),
                        rung.toSecond(),
                        totals("", all.events(), 0, all, Optional.empty(), CryptographyTime.NONE),
                        steps));
            }
        }
        return results;
    }

    List<LoadChange> changes() {
        return figures.changes().stream().map(Totals::change).toList();
    }

    List<TokenTotals> tokens() {
        return figures.tokens().stream().map(Totals::token).toList();
    }

    private static TokenTotals token(TokenAccounting token) {
        return new TokenTotals(
                token.token(), token.refused(), token.refusedExpired(), token.notSent(), token.notSentExpired());
    }

    private static LoadChange change(AdjustLoad command) {
        Adjustment adjustment = command.adjustment();
        LoadChange.Kind kind;
        double value = 0;
        if (adjustment instanceof Adjustment.SetLevel set) {
            kind = LoadChange.Kind.SET_LEVEL;
            value = set.level();
        } else if (adjustment instanceof Adjustment.Scale scale) {
            kind = LoadChange.Kind.SCALE;
            value = scale.factor();
        } else {
            kind = adjustment instanceof Adjustment.Pause ? LoadChange.Kind.PAUSE : LoadChange.Kind.RESUME;
        }
        return new LoadChange(command.number(), command.effectiveAt(), adjustment.session(), kind, value, command.by());
    }

    /** Response times of a step of a closed load without coordinated omission; only made once, for the final verdict. */
    private Optional<LatencyHistogram> corrected(int index) {
        StepFigures step = figures.steps().get(index);
        long intervalMicros = expectedIntervalMicros(index);
        return !figures.last() || intervalMicros == 0
                ? Optional.empty()
                : Optional.of(responseTimes(step.all()).correctedForCoordinatedOmission(intervalMicros));
    }

    /** Steps of open loads have nothing to correct. */
    private Optional<CorrectedTime> correctedRun() {
        LatencyHistogram sum = new LatencyHistogram();
        boolean any = false;
        for (int index = 0; index < figures.steps().size(); index++) {
            Optional<LatencyHistogram> corrected = corrected(index);
            any |= corrected.isPresent();
            sum.add(corrected.orElse(responseTimes(figures.steps().get(index).all())));
        }
        return any ? Optional.of(corrected(sum, 0)) : Optional.empty();
    }

    private long expectedIntervalMicros(int index) {
        return closedSteps.contains(figures.steps().get(index).step())
                ? figures.secondsByLoad().expectedIntervalMicros(index)
                : 0;
    }

    private static CorrectedTime corrected(LatencyHistogram times, long intervalMicros) {
        return new CorrectedTime(
                intervalMicros,
                times.percentileMicros(50),
                times.percentileMicros(95),
                times.percentileMicros(99),
                times.maxMicros());
    }

    private static StepTotals totals(
            String name,
            long intended,
            long inFlight,
            RequestCounts counts,
            Optional<CorrectedTime> corrected,
            CryptographyTime cryptography) {
        LatencyHistogram responseTimes = responseTimes(counts);
        LatencyHistogram serviceTimes = serviceTimes(counts);
        return new StepTotals(
                name,
                intended,
                counts.completed(),
                inFlight,
                OpenWindows.named(NotSentReason.values(), counts.notSent()),
                OpenWindows.named(RequestOutcome.values(), counts.outcomes()),
                counts.businessFailures(),
                counts.tokenRefusals(),
                counts.failed(),
                responseTimes.percentileMicros(50),
                responseTimes.percentileMicros(95),
                responseTimes.percentileMicros(99),
                responseTimes.maxMicros(),
                serviceTimes.percentileMicros(50),
                serviceTimes.percentileMicros(95),
                serviceTimes.percentileMicros(99),
                serviceTimes.maxMicros(),
                corrected,
                cryptography);
    }

    static LatencyHistogram responseTimes(RequestCounts counts) {
        return LatencyHistogram.decode(EncodedHistogram.merge(counts.responseTimes(), counts.failedResponseTimes()));
    }

    static LatencyHistogram serviceTimes(RequestCounts counts) {
        return LatencyHistogram.decode(EncodedHistogram.merge(counts.serviceTimes(), counts.failedServiceTimes()));
    }
}
