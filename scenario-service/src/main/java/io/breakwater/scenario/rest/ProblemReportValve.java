package io.breakwater.scenario.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errors that Tomcat finds before any resource is asked, such as an address that is none, as problem details. Public because
 * Tomcat makes it by its name.
 */
public final class ProblemReportValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String body = "{\"type\":\"about:blank\",\"status\":" + status
                + ",\"title\":\"Refused\",\"detail\":\"request: not as HTTP wants it (expected: a valid address and headers)\"}";
        try {
            response.setContentType("application/problem+json");
            response.setContentLength(body.length());
            response.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
            response.finishResponse();
        } catch (IOException e) {
            LOG.debug("a sender went away before it was told of its error", e);
        }
    }
}
