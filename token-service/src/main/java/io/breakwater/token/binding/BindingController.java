package io.breakwater.token.binding;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers how bindings stand. */
@RestController
class BindingController {

    /** Enough to see a misspelt name; there may be a hundred thousand. */
    private static final int NAMES_SHOWN = 20;

    private final Bindings bindings;

    BindingController(Bindings bindings) {
        this.bindings = bindings;
    }

    /**
     * All bindings.
     *
     * @param unreadableRecords    records of the topics that could not be read or opened
     * @param unreadableRejections messages about refused tokens that could not be read
     * @param publishFailures      tries to publish that failed, each repeated
     * @param bindings             the bindings by name
     */
    record AllBindings(
            long unreadableRecords, long unreadableRejections, long publishFailures, List<BindingAnswer> bindings) {}

    @GetMapping("/api/bindings")
    AllBindings all() {
        return new AllBindings(
                bindings.unreadableRecords(),
                bindings.unreadableRejections(),
                bindings.publishFailures(),
                bindings.all().toList());
    }

    @GetMapping("/api/bindings/{name}")
    BindingAnswer one(@PathVariable String name) {
        return bindings.find(name).orElseThrow(() -> noSuchBinding(name));
    }

    private ErrorResponseException noSuchBinding(String name) {
        String known = bindings.names().stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.NOT_FOUND,
                "binding: " + name + " (expected: " + (known.isEmpty() ? "none is configured" : "one of " + known)
                        + ")");
        problem.setTitle("No such binding");
        return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
    }
}
