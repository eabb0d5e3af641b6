package io.breakwater.local.supervise;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Tells whether a part that has been started is ready; asked again and again until it is. */
@FunctionalInterface
public interface Readiness {

    /**
     * Returns whether the part is ready.
     *
     * @param log the part's log since its start
     * @throws IOException when the log cannot be read
     */
    boolean isReady(Path log) throws IOException;

    /** Returns a check that is satisfied once the log has a line that contains the given text. */
    static Readiness logLine(String text) {
        return logLine(Pattern.compile(Pattern.quote(text)));
    }

    /** Returns a check that is satisfied once a line of the log, or a piece of it, matches. */
    static Readiness logLine(Pattern pattern) {
        return log -> LogFile.contains(log, pattern);
    }

    /** Returns a check that is satisfied once a GET is answered with a status below 300. */
    static Readiness httpGet(URI uri) {
        return log -> {
            HttpURLConnection connection = null;
            try {
                connection = (HttpURLConnection) uri.toURL().openConnection();
                connection.setConnectTimeout(500);
                connection.setReadTimeout(2_000);
                return connection.getResponseCode() < 300;
            } catch (IOException e) {
                // Nobody listens yet; the time limit of the part bounds how often that may be.
                return false;
            } finally {
                if (connection != null) {
                    connection.disconnect();
                }
            }
        };
    }
}
