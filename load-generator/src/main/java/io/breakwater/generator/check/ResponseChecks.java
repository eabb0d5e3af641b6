package io.breakwater.generator.check;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.scenario.Check;
import io.breakwater.generator.extract.Finder;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.Sources;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The checks of one step, compiled. Immutable, so that all event loops share it. */
public final class ResponseChecks {

    /** What {@link #firstFailed} returns when all hold. */
    public static final int ALL_HOLD = -1;

    private final CompiledCheck[] checks;
    private final CompiledCheck[] naming;
    private final CompiledCheck[] ofStatus;
    private final int leastSuccess;
    private final int mostSuccess;
    private final Set<Integer> extraSuccess;
    private final boolean needsBody;
    private final boolean needsHeaders;

    private ResponseChecks(
            List<Check> checks, int leastSuccess, int mostSuccess, Collection<Integer> extraSuccess, Sources sources) {
        List<CompiledCheck> compiled =
                checks.stream().map(check -> new CompiledCheck(check, sources)).toList();
        this.checks = compiled.toArray(CompiledCheck[]::new);
        this.ofStatus = compiled.stream().filter(CompiledCheck::isOfStatus).toArray(CompiledCheck[]::new);
        this.naming = compiled.stream().filter(CompiledCheck::namesStatus).toArray(CompiledCheck[]::new);
        this.leastSuccess = leastSuccess;
        this.mostSuccess = mostSuccess;
        this.extraSuccess = Set.copyOf(extraSuccess);
        this.needsBody = Stream.of(this.checks).map(CompiledCheck::finder).anyMatch(Finder::needsBody);
        this.needsHeaders = Stream.of(this.checks).map(CompiledCheck::finder).anyMatch(Finder::needsHeaders);
    }

    /**
     * The checks of a step.
     *
     * @param checks       what must hold
     * @param extraSuccess statuses other than 2xx that are a success
     * @param sources      where references lead
     * @throws IllegalArgumentException when a path, a pattern or an expected value cannot be read
     */
    public static ResponseChecks of(List<Check> checks, Collection<Integer> extraSuccess, Sources sources) {
        return new ResponseChecks(checks, 200, 299, extraSuccess, sources);
    }

    /**
     * The checks of a step that opens a WebSocket: the one status of success is 101 (RFC 6455, section 4.1).
     *
     * @throws IllegalArgumentException when a path, a pattern or an expected value cannot be read
     */
    public static ResponseChecks ofHandshake(List<Check> checks, Sources sources) {
        return new ResponseChecks(checks, 101, 101, List.of(), sources);
    }

    /**
     * The checks of a WebSocket's message, which has no status: its status is 0, and that is success.
     *
     * @throws IllegalArgumentException when a path, a pattern or an expected value cannot be read
     */
    public static ResponseChecks ofMessage(List<Check> checks, Sources sources) {
        return new ResponseChecks(checks, 0, 0, List.of(), sources);
    }

    /** Whether the body has to be kept. */
    public boolean needsBody() {
        return needsBody;
    }

    /** Whether the headers have to be kept. */
    public boolean needsHeaders() {
        return needsHeaders;
    }

    /**
     * What a whole response says of the request: 2xx, or for a WebSocket what that has instead, or a status that the checks or
     * the scenario name, is success.
     */
    public RequestOutcome requestOutcome(Response response, Filling filling) {
        boolean named = naming.length > 0 && firstFailed(ofStatus, response, filling) == ALL_HOLD;
        return named || isSuccess(response.status()) ? RequestOutcome.SUCCEEDED : RequestOutcome.STATUS_FAILED;
    }

    /** Whether all checks hold; without any check, whether the status is a success. */
    public BusinessOutcome businessOutcome(Response response, Filling filling) {
        return firstFailed(response, filling) == ALL_HOLD ? BusinessOutcome.SUCCEEDED : BusinessOutcome.FAILED;
    }

    /**
     * The first check that does not hold, counted from 0 in file order; {@link #ALL_HOLD} when there is none. Where there are
     * no checks, number 0 is that the status must be a success.
     *
     * @param response what came back
     * @param filling  turned to the virtual user
     */
    public int firstFailed(Response response, Filling filling) {
        if (checks.length == 0) {
            return isSuccess(response.status()) ? ALL_HOLD : 0;
        }
        return firstFailed(checks, response, filling);
    }

    /** What a check looks at, such as {@code json $.errcode}: the same for every failure of the check. */
    public String name(int check) {
        return checks.length == 0 ? "status" : checks[check].name();
    }

    private static int firstFailed(CompiledCheck[] checks, Response response, Filling filling) {
        for (int i = 0; i < checks.length; i++) {
            if (!checks[i].holds(response, filling)) {
                return i;
            }
        }
        return ALL_HOLD;
    }

    private boolean isSuccess(int status) {
        return (status >= leastSuccess && status <= mostSuccess)
                || (!extraSuccess.isEmpty() && extraSuccess.contains(status));
    }
}
