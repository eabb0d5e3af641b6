package io.breakwater.generator.data;

import io.breakwater.events.data.DataFileCheck;
import io.breakwater.events.data.DataRows;
import io.breakwater.events.run.RunPlan;
import io.breakwater.events.run.RunPlan.DataFile;
import io.breakwater.events.scenario.DataSet;
import io.breakwater.events.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Opens the data of a run: fetched, checked, and with an index of its rows. For one preparation. */
public final class PlanData {

    private final Scenario scenario;
    private final DataFolder folder;
    private final List<String> reasons;
    private final Map<String, DataRows> rows = new HashMap<>();
    private final Map<String, ByteBuffer> files = new HashMap<>();

    private PlanData(Scenario scenario, DataFolder folder, List<String> reasons) {
        this.scenario = scenario;
        this.folder = folder;
        this.reasons = reasons;
    }

    /**
     * The data of a run.
     *
     * @param plan    the run
     * @param from    where files come from
     * @param reasons told everything for which the data cannot be used
     * @throws InterruptedException when the process ends meanwhile
     */
    public static RunData open(RunPlan plan, DataFiles from, List<String> reasons) throws InterruptedException {
        PlanData data = new PlanData(plan.scenario(), from.folder(), reasons);
        data.requireAll(plan);
        for (DataFile file : plan.dataFiles()) {
            try {
                data.take(file, from.fetch(file, DataFiles.LEAST_TIME.plus(plan.timeForFiles())));
            } catch (UnreadableDataException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        return new RunData(plan.scenario().dataSets(), data.rows, data.files);
    }

    /**
     * The data of a scenario whose files are here already.
     *
     * @param scenario the scenario
     * @param contents the content of each file by the name of its data set, or its name under {@code files}
     * @param folder   where indexes go
     * @param reasons  told everything for which the data cannot be used
     */
    public static RunData open(
            Scenario scenario, Map<String, ByteBuffer> contents, DataFolder folder, List<String> reasons) {
        PlanData data = new PlanData(scenario, folder, reasons);
        contents.forEach((name, bytes) -> {
            try {
                data.take(new DataFile(name, "", bytes.limit()), bytes);
            } catch (UnreadableDataException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        });
        return new RunData(scenario.dataSets(), data.rows, data.files);
    }

    private void requireAll(RunPlan plan) {
        Set<String> declared = new TreeSet<>(scenario.dataSets().keySet());
        declared.addAll(scenario.files().keySet());
        for (String name : declared) {
            if (plan.dataFiles().stream().noneMatch(file -> file.name().equals(name))) {
                reasons.add("data " + name + ": no file in the plan (expected: one)");
            }
        }
    }

    private void take(DataFile file, ByteBuffer bytes) throws UnreadableDataException {
        DataSet dataSet = scenario.dataSets().get(file.name());
        if (dataSet != null) {
            index(file, dataSet, bytes);
        } else if (scenario.files().containsKey(file.name())) {
            files.put(file.name(), bytes);
        } else {
            reasons.add("data file: " + file.name() + " (expected: one of "
                    + scenario.dataSets().keySet() + " or " + scenario.files().keySet() + ")");
        }
    }

    private void index(DataFile file, DataSet dataSet, ByteBuffer bytes) throws UnreadableDataException {
        try (RowStarts starts = new RowStarts(folder)) {
            DataFileCheck.Finding finding = DataFileCheck.check(scenario, file.name(), bytes, starts);
            finding.problems().forEach(problem -> reasons.add(dataSet.file() + ":" + problem));
            if (finding.problems().isEmpty()) {
                rows.put(file.name(), DataRows.open(dataSet, bytes, starts.collected()));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UnreadableDataException(
                    file.name() + ": no index of its rows: " + e + " (expected: room on the disk of data.folder)", e);
        }
    }
}
