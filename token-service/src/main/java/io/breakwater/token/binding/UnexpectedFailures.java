package io.breakwater.token.binding;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every error as an RFC 9457 problem; what is unexpected is logged here and not shown to the caller. */
@RestControllerAdvice
class UnexpectedFailures extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFailures.class);

    @ExceptionHandler(RuntimeException.class)
    ProblemDetail unexpected(RuntimeException failure) {
        LOG.error("an answer failed, a defect", failure);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "unexpected failure (expected: an answer; the service's log has more)");
        problem.setTitle("A defect of the service");
        return problem;
    }
}
