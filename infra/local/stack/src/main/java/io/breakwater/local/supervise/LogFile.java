package io.breakwater.local.supervise;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.regex.Pattern;

/** The log of one part: one file for each start, of which the last {@value #KEPT} are kept. */
final class LogFile {

    private static final int KEPT = 3;

    private LogFile() {}

    /** Moves {@code part.log} to {@code part.log.1} and so on, and forgets the oldest. */
    static void rotate(Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        for (int older = KEPT - 1; older >= 1; older--) {
            Path from = older == 1 ? log : numbered(log, older - 1);
            if (Files.exists(from)) {
                Files.move(from, numbered(log, older), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    static boolean contains(Path log, Pattern pattern) throws IOException {
        try (BufferedReader lines = reader(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (pattern.matcher(line).find()) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    static List<String> lastLines(Path log, int count) {
        Queue<String> last = new ArrayDeque<>();
        try (BufferedReader lines = reader(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last.add(line);
                if (last.size() > count) {
                    last.remove();
                }
            }
        } catch (IOException e) {
            return List.of("log: " + log + " cannot be read: " + e);
        }
        return List.copyOf(last);
    }

    private static BufferedReader reader(Path log) throws IOException {
        // Latin-1 accepts every byte: a child may write half a character at any moment.
        return Files.newBufferedReader(log, StandardCharsets.ISO_8859_1);
    }

    private static Path numbered(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }
}
