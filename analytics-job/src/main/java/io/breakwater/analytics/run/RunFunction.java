package io.breakwater.analytics.run;

import io.breakwater.analytics.batch.BatchNumbers.Arrival;
import io.breakwater.analytics.fold.FoldedBatch;
import io.breakwater.analytics.fold.Partial;
import io.breakwater.analytics.publish.Published;
import io.breakwater.analytics.verdict.Judgement;
import io.breakwater.analytics.verdict.RunFigures;
import io.breakwater.analytics.verdict.TrustLimits;
import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.run.RunCommand.AbandonPart;
import io.breakwater.events.run.RunCommand.AdjustLoad;
import io.breakwater.events.run.RunCommand.StartRun;
import io.breakwater.events.run.RunCommand.StopRun;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.window.WindowSummary;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each run from its first record to its final verdict: windows are the main output, verdicts a side output. Afterwards
 * only a mark is kept for a while, so that a late duplicate does not bring the run back.
 */
public final class RunFunction extends KeyedCoProcessFunction<String, Partial, CommandRecord, Published> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RunFunction.class);

    /** Where verdicts go. */
    public static final OutputTag<Published> VERDICTS =
            new OutputTag<>("verdicts", TypeInformation.of(Published.class));

    /** Where commands go: to stop a run. */
    public static final OutputTag<Published> COMMANDS =
            new OutputTag<>("commands", TypeInformation.of(Published.class));

    /** How long after its start the job asks nobody for anything: what it asked before may be read again first. */
    private static final long COMMANDS_READ_MILLIS = 1_000;

    private final Waits waits;
    private final TrustLimits limits;

    private transient @Nullable Keeping keeping;

    /** When this task had its first record or timer; nothing before. */
    private transient long firstMillis;

    /** What is made anew in each task. */
    private record Keeping(
            ValueState<Run> runs,
            ValueState<Boolean> over,
            Judgement judgement,
            Counter duplicates,
            Counter tooLate,
            Counter ofRunsThatAreOver,
            Counter unannouncedRuns) {}

    /** Waits and judges by these settings. */
    public RunFunction(Waits waits, TrustLimits limits) {
        this.waits = waits;
        this.limits = limits;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        keeping = new Keeping(
                getRuntimeContext().getState(new ValueStateDescriptor<>("run", new RunSerializer())),
                getRuntimeContext().getState(new ValueStateDescriptor<>("over", Types.BOOLEAN)),
                new Judgement(limits),
                metrics.counter("batchesDuplicate"),
                metrics.counter("batchesTooLate"),
                metrics.counter("batchesOfRunsThatAreOver"),
                metrics.counter("runsUnannounced"));
    }

    private Keeping keeping() {
        if (keeping == null) {
            throw new IllegalStateException("function: not opened (expected: opened by Flink)");
        }
        return keeping;
    }

    @Override
    public void processElement1(Partial partial, Context context, Collector<Published> out) throws IOException {
        if (isOver()) {
            keeping().ofRunsThatAreOver().inc();
            return;
        }
        Run run = run(context);
        if (partial.readable()) {
            Arrival arrival = run.accept(FoldedBatch.of(partial), windowsTo(out));
            if (arrival == Arrival.DUPLICATE) {
                keeping().duplicates().inc();
            } else if (arrival == Arrival.GIVEN_UP) {
                keeping().tooLate().inc();
            }
        } else {
            run.unreadable(partial.generatorId());
        }
        askToStop(run, context);
        keep(run, context);
    }

    @Override
    public void processElement2(CommandRecord record, Context context, Collector<Published> out) throws IOException {
        if (isOver()) {
            return;
        }
        Run run = run(context);
        RunCommand command = decoded(record);
        if (command instanceof StartRun start) {
            LOG.info(
                    "Run {} of scenario {} is announced with {} parts",
                    run.runId,
                    start.plan().scenario().name(),
                    start.plan().parts().size());
            run.start(start);
        } else if (command instanceof StopRun stop) {
            run.stop(stop);
        } else if (command instanceof AdjustLoad adjust) {
            run.adjust(adjust);
        } else if (command instanceof AbandonPart abandon) {
            run.abandon(abandon.generatorId(), abandon.reason());
        }
        keep(run, context);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Published> out) throws IOException {
        Run run = keeping().runs().value();
        if (run == null) {
            // What is left is the mark of a run that is over, and its time has come.
            keeping().over().clear();
            return;
        }
        if (timestamp >= run.nextTickMillis) {
            run.tick(waits, windowsTo(out));
            askToStop(run, context);
            publishProvisionalVerdict(run, context);
            run.nextTickMillis = context.timerService().currentProcessingTime()
                    + waits.tick().toMillis();
            context.timerService().registerProcessingTimeTimer(run.nextTickMillis);
        }
        if (timestamp >= run.settledMillis && mayEnd(run)) {
            end(run, context, out);
        } else if (run.unannouncedTicks >= waits.ticks(waits.unannounced())) {
            forgetUnannounced(run, context);
        } else {
            keep(run, context);
        }
    }

    private void askToStop(Run run, Context context) {
        long now = context.timerService().currentProcessingTime();
        firstMillis = firstMillis == 0 ? now : firstMillis;
        if (now - firstMillis >= COMMANDS_READ_MILLIS) {
            run.askToStop(Instant.ofEpochMilli(now)).ifPresent(stop -> {
                LOG.info("Run {} is to be stopped: {}", run.runId, stop.reason());
                context.output(COMMANDS, new Published(run.runId, EventCodec.encode(stop)));
            });
        }
    }

    private boolean mayEnd(Run run) {
        if (!run.isReady()) {
            return false;
        }
        boolean stopMayCome = run.stop == null && !run.lostAPart() && run.readyTicks < waits.ticks(waits.gap());
        boolean commandsMissing = run.lacksChanges() && run.readyTicks < waits.ticks(waits.gap());
        return !commandsMissing && (!stopMayCome || !Judgement.looksStopped(run.figures(true)));
    }

    private void end(Run run, OnTimerContext context, Collector<Published> out) throws IOException {
        run.end(windowsTo(out));
        RunVerdict verdict = keeping().judgement().of(run.figures(true));
        publish(verdict, context);
        LOG.info("Run {} is over: {} {}", run.runId, verdict.outcome(), verdict.reasons());
        context.timerService().deleteProcessingTimeTimer(run.nextTickMillis);
        keeping().runs().clear();
        keeping().over().update(true);
        context.timerService()
                .registerProcessingTimeTimer(context.timerService().currentProcessingTime()
                        + waits.remembrance().toMillis());
    }

    private void forgetUnannounced(Run run, OnTimerContext context) {
        if (run.received() > 0) {
            keeping().unannouncedRuns().inc();
            LOG.warn(
                    "Run {} was never announced; {} batches of it are left out (expected: start-run on run-commands)",
                    run.runId,
                    run.received());
        }
        context.timerService().deleteProcessingTimeTimer(run.nextTickMillis);
        keeping().runs().clear();
    }

    private void publishProvisionalVerdict(Run run, OnTimerContext context) {
        if (run.start != null && run.received() > run.publishedVersion) {
            RunFigures figures = run.figures(false);
            run.publishedVersion = figures.version();
            publish(keeping().judgement().of(figures), context);
        }
    }

    private static void publish(RunVerdict verdict, OnTimerContext context) {
        context.output(VERDICTS, new Published(verdict.runId(), EventCodec.encode(verdict)));
    }

    private static Consumer<WindowSummary> windowsTo(Collector<Published> out) {
        return window -> out.collect(new Published(window.runId(), EventCodec.encode(window)));
    }

    private boolean isOver() throws IOException {
        return keeping().over().value() != null;
    }

    private Run run(Context context) throws IOException {
        Run known = keeping().runs().value();
        if (known != null) {
            return known;
        }
        Run run = new Run(context.getCurrentKey());
        run.nextTickMillis =
                context.timerService().currentProcessingTime() + waits.tick().toMillis();
        context.timerService().registerProcessingTimeTimer(run.nextTickMillis);
        return run;
    }

    private void keep(Run run, Context context) throws IOException {
        if (run.isReady() && run.settledMillis == Long.MAX_VALUE) {
            run.settledMillis = context.timerService().currentProcessingTime()
                    + waits.settle().toMillis();
            context.timerService().registerProcessingTimeTimer(run.settledMillis);
        }
        keeping().runs().update(run);
    }

    private static RunCommand decoded(CommandRecord record) {
        try {
            return EventCodec.decode(record.command(), RunCommand.class);
        } catch (UnreadableEventException e) {
            throw new IllegalStateException("command of run " + record.runId() + ": was read before", e);
        }
    }
}
