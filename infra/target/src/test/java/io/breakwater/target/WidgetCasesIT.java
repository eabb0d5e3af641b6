package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.target.cases.WidgetCases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WidgetCasesIT {

    @Test
    void getTheResultThatTheyWereMadeFor() throws Exception {
        List<String> cases = WidgetCases.lines(1_000, 3);

        try (TargetClient client = new TargetClient(Map.of())) {
            for (String widgetCase : cases) {
                assertThat(client.post("/widget", widgetCase).statusCode()).isEqualTo(200);
            }
            // 900 normal; of 100 abnormal each tenth is a waybill that nobody has, the others bad parameters.
            assertThat(client.backendCounts().path("answeredByBusinessCode").toString())
                    .isEqualTo("{\"-2\":90,\"-1\":10,\"0\":900}");
        }
    }
}
