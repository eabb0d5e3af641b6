package io.breakwater.token.platform;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** HTTP calls that end: each within a time from the call to the last byte, with an answer of bounded length. */
public final class HttpCalls {

    private final HttpClient client;
    private final Duration answerTimeout;
    private final int answerLimitBytes;

    /**
     * Calls within these bounds.
     *
     * @param connectTimeout   how long a connection may take
     * @param answerTimeout    how long the whole call may take
     * @param answerLimitBytes how long an answer may be
     */
    public HttpCalls(Duration connectTimeout, Duration answerTimeout, int answerLimitBytes) {
        // Redirects are not followed: they would lead past the allowed hosts, with the secret in hand.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
        this.answerTimeout = answerTimeout;
        this.answerLimitBytes = answerLimitBytes;
    }

    /**
     * An answer.
     *
     * @param status the status code
     * @param body   its bytes
     * @param headers its headers
     */
    public record Reply(int status, byte[] body, HttpHeaders headers) {

        /** Whether the status is one of success. */
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** There was no answer; the reason says what happened instead, without any part of the request. */
    public static final class NoAnswerException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        NoAnswerException(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** What happened instead of an answer. */
        public String reason() {
            return reason;
        }
    }

    /**
     * Sends a request and waits for the whole answer, within the time and the length that were set.
     *
     * @throws NoAnswerException when there was none
     */
    public Reply exchange(HttpRequest request) throws NoAnswerException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, head -> new BoundedBody(answerLimitBytes));
        try {
            HttpResponse<byte[]> response = answer.get(answerTimeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply(response.statusCode(), response.body(), response.headers());
        } catch (TimeoutException e) {
            throw new NoAnswerException("no answer within " + answerTimeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new NoAnswerException(inWords(e.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    /** The exception's kind only: its message may quote the request. */
    private String inWords(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BoundedBody.TooLongException) {
                return "answer of more than " + answerLimitBytes + " bytes";
            }
            if (cause instanceof UnresolvedAddressException) {
                return "host not found";
            }
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return "no connection in time";
        }
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        return failure instanceof IOException ? "connection broken" : "call failed";
    }
}
