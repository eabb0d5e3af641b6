package io.breakwater.token.binding;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Writes figures of all bindings in Prometheus' text format 0.0.4. Written out rather than registered: a meter object for
 * each figure of a hundred thousand bindings would take more memory than the bindings do.
 */
@RestController
class MetricsController {

    private final Bindings bindings;

    MetricsController(Bindings bindings) {
        this.bindings = bindings;
    }

    /** A figure of each binding. NaN leaves a binding out. */
    private record Figure(String name, String type, String help, ToDoubleFunction<BindingAnswer> value) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure(
                    "breakwater_token_age_seconds",
                    "gauge",
                    "Since the platform gave the token; of a pool, the oldest.",
                    answer -> answer.ageSeconds().map(Long::doubleValue).orElse(Double.NaN)),
            new Figure(
                    "breakwater_token_remaining_life_seconds",
                    "gauge",
                    "Until the token expires; of a pool, the first.",
                    answer ->
                            answer.remainingLifeSeconds().map(Long::doubleValue).orElse(Double.NaN)),
            new Figure(
                    "breakwater_token_members_valid",
                    "gauge",
                    "Tokens of the binding that are valid.",
                    BindingAnswer::membersValid),
            new Figure(
                    "breakwater_token_is_holder",
                    "gauge",
                    "1 in the replica that asks the platform.",
                    answer -> answer.isHolder() ? 1 : 0),
            new Figure("breakwater_token_refreshes_total", "counter", "Tokens given.", BindingAnswer::refreshes),
            new Figure(
                    "breakwater_token_failures_total", "counter", "Asks that gave no token.", BindingAnswer::failures),
            new Figure(
                    "breakwater_token_refusals_total",
                    "counter",
                    "Refused tokens that were replaced or will be.",
                    BindingAnswer::refusalsHandled),
            new Figure(
                    "breakwater_token_asks_today",
                    "gauge",
                    "Asks of this day in UTC+8, by all replicas.",
                    BindingAnswer::asksToday),
            new Figure(
                    "breakwater_token_asks_per_day",
                    "gauge",
                    "Asks that are allowed a day.",
                    answer -> answer.asksPerDay().map(Long::doubleValue).orElse(Double.NaN)),
            new Figure(
                    "breakwater_token_waits_for_quota_total",
                    "counter",
                    "Asks that a quota put off.",
                    BindingAnswer::waitsForQuota));

    @GetMapping("/metrics")
    void metrics(HttpServletResponse response) throws IOException {
        response.setContentType("text/plain; version=0.0.4; charset=utf-8");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        PrintWriter out = response.getWriter();
        whole(out, "breakwater_token_unreadable_records_total", bindings.unreadableRecords());
        whole(out, "breakwater_token_unreadable_rejections_total", bindings.unreadableRejections());
        whole(out, "breakwater_token_publish_failures_total", bindings.publishFailures());
        for (Figure figure : FIGURES) {
            out.print("# HELP " + figure.name() + " " + figure.help() + "\n");
            out.print("# TYPE " + figure.name() + " " + figure.type() + "\n");
            bindings.all().forEach(answer -> {
                double value = figure.value().applyAsDouble(answer);
                if (!Double.isNaN(value)) {
                    // A binding's name needs no escaping: letters, digits, - and _.
                    out.print(figure.name() + "{binding=\"" + answer.name() + "\"} " + (long) value + "\n");
                }
            });
        }
    }

    private static void whole(PrintWriter out, String name, long value) {
        out.print("# TYPE " + name + " counter\n" + name + " " + value + "\n");
    }
}
