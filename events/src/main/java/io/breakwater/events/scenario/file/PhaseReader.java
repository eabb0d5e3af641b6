package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.LoadPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the phases of one load, one after the other; a ladder becomes a phase for each rung. */
final class PhaseReader {

    /** As many as a recorded curve may have: the plan of a run has to fit a Kafka record. */
    private static final int MOST_PHASES = 2_000;

    private final boolean open;
    private final Form<Double> level;
    private final Form<LoadForms.Ramp> ramp;
    private final FileUses files;
    private final Problems problems;
    private final List<LoadPhase> phases = new ArrayList<>();
    private Duration at;
    private int rungs;
    private boolean measuring;

    PhaseReader(boolean open, Duration startAfter, FileUses files, Problems problems) {
        this.open = open;
        this.level = open ? LoadForms.RATE_PER_SECOND : LoadForms.USERS_LEVEL;
        this.ramp = open ? LoadForms.RATE_RAMP : LoadForms.USERS_RAMP;
        this.files = files;
        this.problems = problems;
        this.at = startAfter;
    }

    /** All phases read so far. */
    List<LoadPhase> phases() {
        return phases;
    }

    /** Whether there are rungs among them. */
    boolean hasRungs() {
        return rungs > 0;
    }

    void read(Fields fields) {
        if (phases.size() >= MOST_PHASES) {
            problems.at(fields.at(), "phases: more than " + MOST_PHASES + " (expected: at most that many in a load)");
            return;
        }
        boolean warmUp = fields.yesNo("warm-up").orElse(false);
        if (warmUp && measuring) {
            problems.at(fields.keyNode("warm-up"), "warm-up: after a phase without (expected: before all others)");
        }
        measuring = measuring || !warmUp;
        if (fields.has("ladder")) {
            ladder(fields);
        } else if (fields.has("replay")) {
            replay(fields, warmUp);
        } else if (fields.has("burst")) {
            int arrivals = fields.whole("burst", 1, 10_000_000).orElse(0);
            phases.add(new LoadPhase(0, 0, Duration.ZERO, arrivals, 0, warmUp));
        } else if (fields.has("pause")) {
            add(0, 0, fields.read("pause", Forms.DURATION).orElse(Duration.ZERO), 0, warmUp);
        } else {
            stretch(fields, warmUp);
        }
    }

    private void stretch(Fields fields, boolean warmUp) {
        Duration lasts = fields.read(fields.has("within") ? "within" : "for", Forms.DURATION)
                .orElse(Duration.ZERO);
        if (fields.has("spike")) {
            LoadForms.Ramp spike = fields.read("spike", ramp).orElse(new LoadForms.Ramp(0, 0));
            Duration half = lasts.dividedBy(2);
            add(spike.from(), spike.to(), half, 0, warmUp);
            add(spike.to(), spike.from(), lasts.minus(half), 0, warmUp);
            return;
        }
        Optional<LoadForms.Ramp> levels = fields.has("ramp")
                ? fields.read("ramp", ramp)
                : fields.read("hold", level).map(held -> new LoadForms.Ramp(held, held));
        add(
                levels.map(LoadForms.Ramp::from).orElse(0.0),
                levels.map(LoadForms.Ramp::to).orElse(0.0),
                lasts,
                0,
                warmUp);
    }

    private void ladder(Fields fields) {
        int before = problems.count();
        Duration lasts = fields.read("for", Forms.DURATION).orElse(Duration.ofSeconds(1));
        Optional<Fields> ladder = fields.find("ladder")
                .flatMap(node ->
                        Fields.of(node, "ladder", open ? LoadKeys.OPEN_LADDER : LoadKeys.CLOSED_LADDER, problems));
        if (ladder.isEmpty()) {
            return;
        }
        double from = ladder.get().read("from", level).orElse(0.0);
        int count = LoadKeys.OPEN_LADDER.whole(ladder.get(), "rungs").orElse(2);
        double step = ladder.get().has("to")
                ? (ladder.get().read("to", level).orElse(0.0) - from) / (count - 1)
                : ladder.get().read("step", level).orElse(0.0);
        Duration between = ladder.get().read("ramp-between", Forms.DURATION).orElse(Duration.ZERO);
        checkWholeSeconds(fields, ladder.get(), lasts, between);
        if (problems.count() > before) {
            return;
        }
        for (int rung = 0; rung < count; rung++) {
            double held = from + rung * step;
            if (rung > 0 && !between.isZero()) {
                add(held - step, held, between, 0, false);
            }
            add(held, held, lasts, ++rungs, false);
        }
    }

    /** Windows are seconds of the run: a rung that shared one with another would share its figures. */
    private void checkWholeSeconds(Fields fields, Fields ladder, Duration lasts, Duration between) {
        if (!isWholeSeconds(lasts)) {
            problems.at(
                    fields.find("for").orElse(fields.at()),
                    "for: " + fields.scalar("for").orElse("") + " for each rung (expected: whole seconds)");
        }
        if (!isWholeSeconds(between)) {
            problems.at(
                    ladder.find("ramp-between").orElse(ladder.at()),
                    "ramp-between: " + ladder.scalar("ramp-between").orElse("") + " (expected: whole seconds)");
        }
        if (!isWholeSeconds(at)) {
            problems.at(
                    fields.keyNode("ladder"),
                    "ladder: begins " + at.toMillis()
                            + " ms after the run's start (expected: whole seconds before it)");
        }
        if (phases.stream().anyMatch(phase -> phase.replay().isPresent())) {
            problems.at(fields.keyNode("ladder"), "ladder: after replay (expected: before it)");
        }
    }

    private static boolean isWholeSeconds(Duration duration) {
        return duration.toNanos() % 1_000_000_000 == 0;
    }

    private void replay(Fields fields, boolean warmUp) {
        double scale = fields.read("scale", LoadForms.SCALE_RATIO).orElse(1.0);
        files.use(fields, "replay")
                .ifPresent(file -> phases.add(LoadPhase.replaying(new LoadPhase.Replay(file, scale), warmUp)));
    }

    private void add(double from, double to, Duration lasts, int rung, boolean warmUp) {
        if (phases.size() < MOST_PHASES) {
            phases.add(new LoadPhase(from, to, lasts, 0, rung, warmUp));
        }
        at = at.plus(lasts);
    }
}
