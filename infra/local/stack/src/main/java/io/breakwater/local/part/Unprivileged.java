package io.breakwater.local.part;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets root run what refuses root, as PostgreSQL does: in a user namespace of its own the process is nobody, and its
 * files are nobody's there too.
 */
final class Unprivileged {

    private Unprivileged() {}

    static List<String> words(List<String> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        if (isRoot()) {
            if (!succeeds("unshare", "-U", "true")) {
                throw new IOException("user: root, and unshare -U is not allowed here (expected: a user that is not"
                        + " root, or a system that lets root make user namespaces), since PostgreSQL refuses root");
            }
            words.addAll(List.of("unshare", "-U"));
        }
        words.addAll(command);
        return words;
    }

    private static boolean isRoot() throws IOException, InterruptedException {
        return succeeds("/bin/sh", "-c", "[ \"$(id -u)\" = 0 ]");
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // There is no such program here.
            return false;
        }
    }
}
