package io.breakwater.scenario.rest;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error of a REST resource as problem details: those of Spring MVC, our own, and the unforeseen. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /** SQLSTATE character_not_in_repertoire. */
    private static final String UNSTORABLE = "22021";

    @ExceptionHandler({DataAccessResourceFailureException.class, CannotCreateTransactionException.class})
    ProblemDetail databaseAway(Exception failure) {
        LOG.warn("PostgreSQL: {} (expected: an answer)", failure.toString());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "PostgreSQL: no answer (expected: one; try again later)");
    }

    /** A character that PostgreSQL cannot hold, U+0000, is in no name of ours. */
    @ExceptionHandler(DataIntegrityViolationException.class)
    ProblemDetail unstorable(DataIntegrityViolationException failure) {
        if (failure.getMostSpecificCause() instanceof SQLException sql && UNSTORABLE.equals(sql.getSQLState())) {
            return ProblemDetail.forStatusAndDetail(
                    HttpStatus.BAD_REQUEST, "request: a character that cannot be stored (expected: none)");
        }
        return unforeseen(failure);
    }

    @ExceptionHandler(RuntimeException.class)
    ProblemDetail unforeseen(RuntimeException failure) {
        LOG.error("a request failed: {} (expected: an answer; this is a defect)", failure.toString(), failure);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "scenario-service: a defect (expected: an answer; see its log)");
    }
}
