package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code load}, the common one and those of sessions. */
final class LoadReader {

    /** Seven days: what the longest single phase may last, too. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final FileUses files;
    private final Problems problems;
    private boolean rungs;
    private long mostUsers;

    LoadReader(FileUses files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /** The load that stands under a key; empty when there is none, or one that is wrong throughout. */
    Optional<Load> read(Fields owner, Duration startAfter) {
        return owner.find("load").flatMap(node -> read(node, startAfter));
    }

    /** How many virtual users all closed loads together have at most. */
    int mostUsers() {
        return (int) Math.min(1_000_000, mostUsers);
    }

    private Optional<Load> read(Node node, Duration startAfter) {
        Optional<Fields> fields = Fields.of(node, "load", LoadKeys.LOAD, problems);
        if (fields.isEmpty() || !(fields.get().has("open") || fields.get().has("closed"))) {
            return Optional.empty();
        }
        Fields load = fields.get();
        boolean open = load.has("open");
        String key = open ? "open" : "closed";
        int before = problems.count();
        PhaseReader reader = new PhaseReader(open, startAfter, files, problems);
        for (Node item : load.list(key)) {
            Fields.kind(item, "item of " + key, open ? LoadKeys.OPEN : LoadKeys.CLOSED, problems)
                    .ifPresent(kind -> {
                        checkWithin(load, kind.fields());
                        reader.read(kind.fields());
                    });
        }
        List<LoadPhase> phases = reader.phases();
        if (problems.count() == before) {
            checkWhole(load, key, phases);
        }
        checkOnlyLadders(load, key, reader.hasRungs());
        checkForeignKeys(load, open);
        return Optional.of(open ? open(load, phases) : closed(load, phases));
    }

    private Load open(Fields load, List<LoadPhase> phases) {
        Load.Open.Spacing spacing = load.word("arrivals", LoadKeys.LOAD.words("arrivals"))
                .map(word -> word.equals("poisson") ? Load.Open.Spacing.POISSON : Load.Open.Spacing.EVEN)
                .orElse(Load.Open.Spacing.EVEN);
        if (load.has("seed") && spacing != Load.Open.Spacing.POISSON) {
            problems.at(load.keyNode("seed"), "seed: without arrivals: poisson (expected: only beside it)");
        }
        return new Load.Open(
                phases, spacing, LoadKeys.LOAD.whole(load, "seed").orElse(0), load.read("skip-after", Forms.DURATION));
    }

    private Load closed(Fields load, List<LoadPhase> phases) {
        mostUsers += (long) highest(phases);
        return new Load.Closed(
                phases,
                LoadKeys.LOAD.whole(load, "iterations-per-user"),
                LoadKeys.LOAD.whole(load, "shared-iterations").map(Long::valueOf));
    }

    /** The highest level of some phases. */
    static double highest(List<LoadPhase> phases) {
        return phases.stream()
                .mapToDouble(phase -> Math.max(phase.from(), phase.to()))
                .max()
                .orElse(0);
    }

    private void checkWithin(Fields load, Fields phase) {
        if (phase.has("within") && !load.has("iterations-per-user") && !load.has("shared-iterations")) {
            problems.at(
                    phase.keyNode("within"),
                    "within: without iterations-per-user or shared-iterations (expected: for, or one of them in load)");
        }
    }

    private void checkForeignKeys(Fields load, boolean open) {
        List<String> foreign =
                open ? List.of("iterations-per-user", "shared-iterations") : List.of("arrivals", "seed", "skip-after");
        for (String key : foreign) {
            if (load.has(key)) {
                problems.at(
                        load.keyNode(key),
                        key + ": with " + (open ? "open" : "closed") + " (expected: only with "
                                + (open ? "closed" : "open") + ")");
            }
        }
    }

    /** Results of rungs are found by their time, which is then one load's alone. */
    private void checkOnlyLadders(Fields load, String key, boolean hasRungs) {
        if (hasRungs && rungs) {
            problems.at(load.keyNode(key), key + ": a ladder in a second load (expected: ladders in one load at most)");
        }
        rungs = rungs || hasRungs;
    }

    private void checkWhole(Fields load, String key, List<LoadPhase> phases) {
        Duration lasts = phases.stream().map(LoadPhase::lasts).reduce(Duration.ZERO, Duration::plus);
        if (phases.isEmpty()) {
            return;
        }
        if (phases.stream().allMatch(LoadPhase::warmUp)) {
            problems.at(load.keyNode(key), key + ": only warm-up (expected: a phase that objectives look at)");
        } else if (phases.stream().filter(phase -> !phase.warmUp()).allMatch(LoadReader::isSilent)) {
            problems.at(
                    load.keyNode(key),
                    key.equals("open")
                            ? "open: no arrivals (expected: an arrival rate above 0)"
                            : "closed: no virtual users (expected: some)");
        } else if (lasts.isZero()
                && phases.stream().noneMatch(phase -> phase.replay().isPresent())) {
            problems.at(load.keyNode(key), key + ": only bursts (expected: a phase that lasts)");
        } else if (lasts.compareTo(LONGEST) > 0) {
            problems.at(load.keyNode(key), key + ": " + lasts + " (expected: at most 7d)");
        }
    }

    private static boolean isSilent(LoadPhase phase) {
        return phase.from() == 0
                && phase.to() == 0
                && phase.burst() == 0
                && phase.replay().isEmpty();
    }
}
