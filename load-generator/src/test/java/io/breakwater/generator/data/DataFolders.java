package io.breakwater.generator.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for data files in tests. */
public final class DataFolders {

    private DataFolders() {}

    /** A folder of its own, gone when the process ends if nothing is in it. */
    public static DataFolder temporary() {
        try {
            Path parent = Files.createTempDirectory("data-folder");
            parent.toFile().deleteOnExit();
            Path folder = parent.resolve("files");
            folder.toFile().deleteOnExit();
            return DataFolder.open(folder, 1024 * 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
