package io.breakwater.measurement.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountingTest {

    @Test
    void holdsWhenNothingIsMissing() {
        assertThat(new Accounting(10, 7, 2, 1).holds()).isTrue();
        assertThat(new Accounting(10, 7, 2, 2).holds()).isFalse();
        assertThat(new Accounting(10, 7, 2, 1).plus(new Accounting(1, 1, 0, 0))).isEqualTo(new Accounting(11, 8, 2, 1));
    }

    @Test
    void findsNoContradictionWhereEveryRequestIsAnEvent() {
        assertThat(new Accounting(12_000, 11_990, 0, 10).contradictions(11_990, 10))
                .isEmpty();
    }

    @Test
    void namesEveryContradiction() {
        assertThat(new Accounting(12_000, 11_990, 3, 10).contradictions(11_989, 9))
                .containsExactly(
                        "intended requests: 12,000 (expected: 11,990 completed + 3 in flight + 10 not sent)",
                        "requests in flight at the end: 3 (expected: 0)",
                        "events of completed requests: 11,989 (expected: 11,990)",
                        "events of requests not sent: 9 (expected: 10)");
    }
}
