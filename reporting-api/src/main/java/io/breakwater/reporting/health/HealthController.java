package io.breakwater.reporting.health;

import io.breakwater.reporting.index.TopicConsumption;
import io.breakwater.reporting.index.TopicCounts;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers 200 when Elasticsearch answers and all topics are read and stored, else 503; with the counts either way. */
@Tag(name = "Health")
@RestController
final class HealthController {

    /**
     * The state of this process.
     *
     * @param status        {@code UP} or {@code DOWN}
     * @param elasticsearch {@code UP}, or what is wrong with it
     * @param topics        what came of each topic's records
     */
    record Health(String status, String elasticsearch, List<TopicCounts> topics) {}

    private final RestClient elasticsearch;
    private final TopicConsumption consumption;

    HealthController(RestClient elasticsearch, TopicConsumption consumption) {
        this.elasticsearch = elasticsearch;
        this.consumption = consumption;
    }

    @GetMapping({"/actuator/health", "/health"})
    ResponseEntity<Health> health() {
        String index = elasticsearchState();
        List<TopicCounts> topics = consumption.counts();
        boolean up = index.equals("UP") && topics.stream().allMatch(TopicCounts::working);
        return ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(new Health(up ? "UP" : "DOWN", index, topics));
    }

    private String elasticsearchState() {
        if (!consumption.schemaFailure().isEmpty()) {
            return consumption.schemaFailure();
        }
        try {
            Request request = new Request("GET", "/_cluster/health");
            request.addParameter("timeout", "1s");
            String answer =
                    EntityUtils.toString(elasticsearch.performRequest(request).getEntity(), StandardCharsets.UTF_8);
            return answer.contains("\"status\":\"red\"") ? "status: red (expected: yellow or green)" : "UP";
        } catch (IOException e) {
            return e.toString();
        }
    }
}
