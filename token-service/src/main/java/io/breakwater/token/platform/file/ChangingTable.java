package io.breakwater.token.platform.file;

import io.breakwater.token.platform.file.CsvTable.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file says, read again when it changes; as long as a changed one says nothing sensible, what was read serves on.
 * Thread-safe.
 *
 * @param <T> what is made of the file; immutable
 */
final class ChangingTable<T> {

    private static final Logger LOG = LoggerFactory.getLogger(ChangingTable.class);

    private final Path file;
    private final Function<CsvTable, T> reader;
    private Optional<Version> version;
    private volatile T content;

    /**
     * Reads the file.
     *
     * @param reader makes something of it, or throws IllegalArgumentException with what is wrong
     */
    ChangingTable(Path file, Function<CsvTable, T> reader) throws IOException {
        this.file = file;
        this.reader = reader;
        this.version = Version.of(file);
        this.content = reader.apply(CsvTable.read(file));
    }

    T content() {
        return content;
    }

    /** Looks at the file; says whether there is something new. */
    synchronized boolean hasChanged() {
        Optional<Version> now = Version.of(file);
        if (now.isEmpty() || now.equals(version)) {
            return false;
        }
        version = now;
        try {
            content = reader.apply(CsvTable.read(file));
            LOG.info("{}: read again", file);
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "{}: not readable ({}); what was read before serves on",
                    file,
                    e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            LOG.warn("{}; what was read before serves on", e.getMessage());
        }
        return false;
    }
}
