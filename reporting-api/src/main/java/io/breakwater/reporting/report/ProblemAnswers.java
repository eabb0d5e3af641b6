package io.breakwater.reporting.report;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.elasticsearch.client.ResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns what went wrong into problem details (RFC 9457), with every problem at once under {@code problems}. */
@RestControllerAdvice
final class ProblemAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    /** Elasticsearch is asked again that soon by the indexing side. */
    private static final String RETRY_AFTER_SECONDS = "2";

    private static final int SERVER_ERRORS = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    @ExceptionHandler
    ResponseEntity<ProblemDetail> badQuery(BadQueryException e) {
        return answer(HttpStatus.BAD_REQUEST, "bad-query", "The question is wrong", e.problems());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> nothingKnown(NothingKnownException e) {
        return answer(HttpStatus.NOT_FOUND, "not-found", "Nothing is known of it", List.of(text(e)));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> elasticsearchAway(IOException e) {
        if (e instanceof ResponseException answered) {
            return elasticsearchRefused(answered.getResponse().getStatusLine().getStatusCode(), e);
        }
        return away(e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> elasticsearchFailed(ElasticsearchException e) {
        return elasticsearchRefused(e.status(), e);
    }

    private static ResponseEntity<ProblemDetail> elasticsearchRefused(int status, Exception e) {
        // 404: our indexes are not made yet.
        if (status >= SERVER_ERRORS || status == TOO_MANY_REQUESTS || status == HttpStatus.NOT_FOUND.value()) {
            return away(e);
        }
        LOG.error("Elasticsearch refuses a question of ours", e);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal",
                "Elasticsearch refused a question of this process",
                List.of(text(e)));
    }

    private static ResponseEntity<ProblemDetail> away(Exception e) {
        ResponseEntity<ProblemDetail> answer = answer(
                HttpStatus.SERVICE_UNAVAILABLE,
                "elasticsearch-away",
                "Elasticsearch does not answer",
                List.of("Elasticsearch: " + text(e) + " (expected: an answer; ask again in " + RETRY_AFTER_SECONDS
                        + " s)"));
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(answer.getBody());
    }

    private static ResponseEntity<ProblemDetail> answer(
            HttpStatus status, String type, String title, List<String> problems) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, String.join("; ", problems));
        problem.setType(URI.create("urn:breakwater:problem:" + type));
        problem.setTitle(title);
        problem.setProperty(
                "problems",
                problems.stream().map(message -> Map.of("message", message)).toList());
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static String text(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }
}
