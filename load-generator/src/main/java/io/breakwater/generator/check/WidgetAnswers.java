package io.breakwater.generator.check;

import io.breakwater.events.scenario.Check;
import io.breakwater.events.scenario.Request;
import io.breakwater.events.scenario.Request.WidgetMessage.Format;
import io.breakwater.events.scenario.Step;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.widget.MessageKeys;
import java.util.ArrayList;
import java.util.List;

/**
 * How the answers to a step's widget messages are opened. Immutable, so that all event loops share it.
 *
 * @param format how they must be written
 */
public record WidgetAnswers(Format format) {

    /** Found, or nothing found: both are good answers; bad parameters (-2) and a system error (-3) are not. */
    private static final Check NO_ERROR = Check.in(Check.Subject.WIDGET_DATA, "$.err_code", List.of("0", "-1"));

    /** The step with the check that it has where it does not look into the data itself; any other step as it is. */
    public static Step checked(Step step) {
        boolean looks = step.checks().stream().anyMatch(check -> check.subject() == Check.Subject.WIDGET_DATA);
        if (looks || !(step.request() instanceof Request.WidgetMessage)) {
            return step;
        }
        List<Check> checks = new ArrayList<>(step.checks());
        checks.add(NO_ERROR);
        return new Step(step.name(), step.request(), step.extractions(), checks, step.share(), step.goOnIfFailed());
    }

    /**
     * Opens an answer into {@link Filling#widget()} with the keys that sealed the virtual user's message, whatever came in their
     * place since, and says whether there was nothing wrong with it.
     */
    public boolean open(Response response, Filling filling) {
        MessageKeys keys = filling.values().sealedWith();
        if (keys == null) {
            filling.widget().forget();
            return false;
        }
        return filling.widget()
                        .open(
                                keys,
                                format,
                                response.body().bytes(),
                                response.body().length())
                == null;
    }
}
