package io.breakwater.generator.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.request.BusinessOutcome;
import io.breakwater.events.request.RequestOutcome;
import io.breakwater.events.scenario.Check;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponseChecksTest {

    @Test
    void keepsRequestAndBusinessOutcomeApart() {
        ResponseChecks checks = ResponseChecks.of(List.of(json("$.errcode", Optional.empty(), "0")));

        assertThat(checks.requestOutcome(200)).isEqualTo(RequestOutcome.SUCCEEDED);
        assertThat(business(checks, 200, "{\"errcode\":40001}")).isEqualTo(BusinessOutcome.FAILED);
        assertThat(checks.requestOutcome(500)).isEqualTo(RequestOutcome.STATUS_FAILED);
        assertThat(business(checks, 500, "{\"errcode\":0}")).isEqualTo(BusinessOutcome.SUCCEEDED);
    }

    @Test
    void takesAnyOfTheExpectedValues() {
        ResponseChecks checks = ResponseChecks.of(List.of(json("$.err_code", Optional.empty(), "0", "-1")));

        assertThat(business(checks, 200, "{\"err_code\":-1}")).isEqualTo(BusinessOutcome.SUCCEEDED);
        assertThat(business(checks, 200, "{\"err_code\":1}")).isEqualTo(BusinessOutcome.FAILED);
        assertThat(business(checks, 200, "{}")).isEqualTo(BusinessOutcome.FAILED);
        assertThat(business(checks, 200, "oops")).isEqualTo(BusinessOutcome.FAILED);
        assertThat(checks.needBody()).isTrue();
    }

    @Test
    void assumesAValueWhereThePathLeadsNowhereButNotWhereThereIsNoJson() {
        ResponseChecks checks = ResponseChecks.of(List.of(json("$.errcode", Optional.of("0"), "0")));

        assertThat(business(checks, 200, "{}")).isEqualTo(BusinessOutcome.SUCCEEDED);
        assertThat(business(checks, 200, "")).isEqualTo(BusinessOutcome.FAILED);
    }

    @Test
    void countsAStatusThatACheckNamesAsSuccess() {
        ResponseChecks checks = ResponseChecks.of(List.of(Check.in(Check.Subject.STATUS, "", List.of("302", "404"))));

        assertThat(checks.requestOutcome(404)).isEqualTo(RequestOutcome.SUCCEEDED);
        assertThat(business(checks, 404, "")).isEqualTo(BusinessOutcome.SUCCEEDED);
        assertThat(checks.requestOutcome(200)).isEqualTo(RequestOutcome.SUCCEEDED);
        assertThat(business(checks, 200, "")).isEqualTo(BusinessOutcome.FAILED);
        assertThat(checks.requestOutcome(500)).isEqualTo(RequestOutcome.STATUS_FAILED);
        assertThat(checks.needBody()).isFalse();
    }

    @Test
    void demandsA2xxWhenThereIsNoCheck() {
        ResponseChecks checks = ResponseChecks.of(List.of());

        assertThat(business(checks, 204, "")).isEqualTo(BusinessOutcome.SUCCEEDED);
        assertThat(business(checks, 301, "")).isEqualTo(BusinessOutcome.FAILED);
    }

    @Test
    void rejectsWhatItCannotRead() {
        assertThatThrownBy(() -> ResponseChecks.of(List.of(json("$.a", Optional.empty(), "yes"))))
                .hasMessage("expected value: yes (expected: a JSON scalar)");
    }

    private static BusinessOutcome business(ResponseChecks checks, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return checks.businessOutcome(status, bytes, bytes.length);
    }

    private static Check json(String path, Optional<String> absentIs, String... expected) {
        Check check = Check.in(Check.Subject.JSON, path, List.of(expected));
        return absentIs.map(check::absentIs).orElse(check);
    }
}
