package io.breakwater.events.scenario.file;

import io.breakwater.events.scenario.AcceptanceProfile;
import io.breakwater.events.scenario.Load;
import io.breakwater.events.scenario.LoadPhase;
import io.breakwater.events.scenario.Objective;
import io.breakwater.events.scenario.Objective.Kind;
import io.breakwater.events.scenario.Objective.Measure;
import io.breakwater.events.scenario.ObjectiveTerms;
import io.breakwater.events.scenario.ObjectiveTerms.Span;
import io.breakwater.events.scenario.Session;
import io.breakwater.events.template.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code objectives}. */
final class ObjectiveReader {

    private final Collection<String> stepNames;
    private final List<Session> sessions;
    private final int highestRung;
    private final Problems problems;

    ObjectiveReader(Collection<String> stepNames, List<Session> sessions, Load load, Problems problems) {
        this.stepNames = stepNames;
        this.sessions = sessions;
        this.highestRung = Stream.concat(Stream.of(load), sessions.stream().flatMap(session -> session.load().stream()))
                .flatMap(each -> each.phases().stream())
                .mapToInt(LoadPhase::rung)
                .max()
                .orElse(0);
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
                        ObjectiveTerms terms = terms(one);
                        objective(one).map(limit -> limit.on(terms)).ifPresent(objectives::add);
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
        Optional<String> step = known(fields, "step", stepNames);
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
            return timeFigure(fields, "response-time", step, Measure.RESPONSE_TIME);
        }
        if (fields.has("service-time")) {
            return timeFigure(fields, "service-time", step, Measure.SERVICE_TIME);
        }
        if (fields.has("errors")) {
            return fields.read("errors", Forms.ERRORS_LIMIT)
                    .map(share -> new Objective(Kind.ERRORS_AT_MOST, step, Measure.RESPONSE_TIME, 0, 0, share));
        }
        if (fields.has("business-failures")) {
            return fields.read("business-failures", Forms.ERRORS_LIMIT)
                    .map(share ->
                            new Objective(Kind.BUSINESS_FAILURES_AT_MOST, step, Measure.RESPONSE_TIME, 0, 0, share));
        }
        if (fields.has("token-refusals")) {
            return fields.read("token-refusals", Forms.ERRORS_LIMIT)
                    .map(share -> new Objective(Kind.TOKEN_REFUSALS_AT_MOST, step, Measure.RESPONSE_TIME, 0, 0, share));
        }
        return fields.read("throughput", Forms.THROUGHPUT_LIMIT)
                .map(share -> new Objective(Kind.THROUGHPUT_AT_LEAST, step, Measure.RESPONSE_TIME, 0, 0, share));
    }

    private ObjectiveTerms terms(Fields fields) {
        Optional<Integer> rung = ScenarioKeys.OBJECTIVE.whole(fields, "rung");
        if (rung.isPresent() && rung.get() > highestRung) {
            problems.at(
                    fields.find("rung").orElse(fields.at()),
                    "rung: " + rung.get() + " (expected: "
                            + (highestRung == 0 ? "a ladder in the load" : "1 to " + highestRung) + ")");
        }
        return new ObjectiveTerms(
                known(fields, "session", sessions.stream().map(Session::name).toList()),
                rung,
                fields.read("region", ObjectiveForms.REGION),
                span(fields),
                fields.read("grace", ObjectiveForms.GRACE).orElse(0L),
                ScenarioKeys.OBJECTIVE.whole(fields, "minimum-requests").orElse(1),
                fields.yesNo("stop-run").orElse(false));
    }

    private static Span span(Fields fields) {
        return fields.read("in-every", ObjectiveForms.STRETCH)
                .map(seconds -> new Span(Span.Kind.IN_EVERY, seconds, 0))
                .or(() -> fields.read("over-last", ObjectiveForms.STRETCH)
                        .map(seconds -> new Span(Span.Kind.OVER_LAST, seconds, 0)))
                .or(() ->
                        fields.read("for", ObjectiveForms.STRETCH).map(seconds -> new Span(Span.Kind.FOR, seconds, 0)))
                .or(() -> fields.read("seconds-held", Forms.PART_RATIO)
                        .map(share -> new Span(Span.Kind.SECONDS_HELD, 0, share)))
                .orElse(Span.WHOLE);
    }

    private Optional<String> known(Fields fields, String what, Collection<String> names) {
        Optional<String> name = fields.read(what, Forms.STEP_NAME);
        if (name.isPresent() && !names.contains(name.get())) {
            String known = names.isEmpty()
                    ? "a " + what + " of the scenario, which has none"
                    : NearestName.expected(name.get(), names);
            problems.at(
                    fields.find(what).orElse(fields.at()),
                    what + ": " + name.get() + " is not a " + what + " (expected: " + known + ")");
        }
        return name;
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

    private static Optional<Objective> timeFigure(Fields fields, String key, Optional<String> step, Measure measure) {
        return fields.read(key, ObjectiveForms.TIME_FIGURE_AT_MOST)
                .map(figure -> new Objective(
                        figure.percentile() == 0 ? Kind.MEAN_AT_MOST : Kind.PERCENTILE_AT_MOST,
                        step,
                        measure,
                        figure.limitMicros(),
                        figure.percentile(),
                        0));
    }
}
