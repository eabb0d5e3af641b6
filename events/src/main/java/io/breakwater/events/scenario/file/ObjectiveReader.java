package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.AcceptanceProfile;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.scenario.Objective.Kind;
import io.breakwater.events.scenario.Objective.Measure;
import io.breakwater.events.template.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads {@code objectives}. */
final class ObjectiveReader {

    private final Collection<String> stepNames;
    private final Problems problems;

    ObjectiveReader(Collection<String> stepNames, Problems problems) {
        this.stepNames = stepNames;
        this.problems = problems;
    }

    List<Objective> read(Fields scenario) {
        List<Objective> objectives = new ArrayList<>();
        scenario.find("objectives")
                .flatMap(node -> Fields.of(node, "objectives", ScenarioKeys.OBJECTIVES, problems))
                .ifPresent(fields -> {
                    fields.word("profile", ScenarioKeys.OBJECTIVES.words("profile"))
                            .ifPresent(word -> objectives.addAll(profile(word).objectives()));
                    for (Fields one : fields.tables("also", ScenarioKeys.OBJECTIVE)) {
                        objective(one).ifPresent(objectives::add);
                    }
                });
        return objectives;
    }

    private static AcceptanceProfile profile(String word) {
        return Arrays.stream(AcceptanceProfile.values())
                .filter(profile -> profile.fileWord().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private Optional<Objective> objective(Fields fields) {
        Optional<String> step = step(fields);
        checkCompanion(fields, "within", "at-least");
        checkCompanion(fields, "over", "at-most");
        boolean measured = fields.has("within") || fields.has("over");
        if (fields.has("measure") && !measured) {
            problems.at(fields.keyNode("measure"), "measure: without within or over (expected: only beside them)");
        }
        Measure measure = fields.word("measure", ScenarioKeys.MEASURES)
                .map(word -> word.equals("service-time") ? Measure.SERVICE_TIME : Measure.RESPONSE_TIME)
                .orElse(Measure.RESPONSE_TIME);
        if (fields.has("within")) {
            return limited(fields, Kind.WITHIN_AT_LEAST, step, measure, "within", "at-least");
        }
        if (fields.has("over")) {
            return limited(fields, Kind.OVER_AT_MOST, step, measure, "over", "at-most");
        }
        if (fields.has("response-time")) {
            return percentile(fields, "response-time", step, Measure.RESPONSE_TIME);
        }
        if (fields.has("service-time")) {
            return percentile(fields, "service-time", step, Measure.SERVICE_TIME);
        }
        if (fields.has("errors")) {
            return fields.read("errors", Forms.ERRORS_LIMIT)
                    .map(share -> new Objective(Kind.ERRORS_AT_MOST, step, Measure.RESPONSE_TIME, 0, 0, share));
        }
        if (fields.has("token-refusals")) {
            return fields.read("token-refusals", Forms.ERRORS_LIMIT)
                    .map(share -> new Objective(Kind.TOKEN_REFUSALS_AT_MOST, step, Measure.RESPONSE_TIME, 0, 0, share));
        }
        return fields.read("throughput", Forms.THROUGHPUT_LIMIT)
                .map(share -> new Objective(Kind.THROUGHPUT_AT_LEAST, step, Measure.RESPONSE_TIME, 0, 0, share));
    }

    private Optional<String> step(Fields fields) {
        Optional<String> step = fields.read("step", Forms.STEP_NAME);
        if (step.isPresent() && !stepNames.contains(step.get())) {
            String known = stepNames.isEmpty()
                    ? "a step of the scenario, which has none"
                    : NearestName.expected(step.get(), stepNames);
            problems.at(
                    fields.find("step").orElse(fields.at()),
                    "step: " + step.get() + " is not a step (expected: " + known + ")");
        }
        return step;
    }

    /** The two keys belong together. */
    private void checkCompanion(Fields fields, String time, String share) {
        if (fields.has(time) && !fields.has(share)) {
            problems.at(fields.at(), share + ": missing (expected: a share such as 95%, beside " + time + ")");
        } else if (fields.has(share) && !fields.has(time)) {
            problems.at(fields.keyNode(share), share + ": without " + time + " (expected: only beside it)");
        }
    }

    private static Optional<Objective> limited(
            Fields fields, Kind kind, Optional<String> step, Measure measure, String time, String share) {
        Optional<Duration> limit = fields.read(time, Forms.TIME_LIMIT);
        Optional<Double> ratio = fields.read(share, Forms.SHARE_RATIO);
        return limit.flatMap(l -> ratio.map(r -> new Objective(kind, step, measure, Forms.micros(l), 0, r)));
    }

    private static Optional<Objective> percentile(Fields fields, String key, Optional<String> step, Measure measure) {
        return fields.read(key, Forms.PERCENTILE_AT_MOST)
                .map(limit -> new Objective(
                        Kind.PERCENTILE_AT_MOST, step, measure, limit.limitMicros(), limit.percentile(), 0));
    }
}
