package io.breakwater.local.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The top folder of the project, where each module has its jar and its libraries below {@code target}.
 *
 * @param folder the folder; absolute
 */
public record ProjectHome(Path folder) {

    /** The system property that names the folder; the build sets it for all tests. */
    public static final String PROPERTY = "breakwater.home";

    /** Makes the folder absolute. */
    public ProjectHome {
        folder = folder.toAbsolutePath().normalize();
    }

    /** Returns the folder that {@value #PROPERTY} names, or else the nearest one above the working folder. */
    public static ProjectHome find() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return new ProjectHome(Path.of(named));
        }
        Path working = Path.of("").toAbsolutePath();
        for (Path folder = working; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("infra/local/pom.xml"))) {
                return new ProjectHome(folder);
            }
        }
        throw new IllegalStateException(PROPERTY + ": not set, and " + working
                + " is not inside the project (expected: the project's top folder)");
    }

    /**
     * Returns the class path of a module: its own jar, then the jars of {@code target/lib}, in a stable order.
     *
     * @param module     the module's folder, such as {@code infra/local/kafka}
     * @param artifactId the module's artifact
     */
    public List<Path> classPath(String module, String artifactId) {
        Path target = target(module);
        List<Path> jars = new ArrayList<>();
        jars.add(ownJar(target, artifactId));
        Path libraries = target.resolve("lib");
        if (Files.isDirectory(libraries)) {
            jars.addAll(jars(libraries, ""));
        }
        return jars;
    }

    /**
     * Returns the folder into which a module is built.
     *
     * @param module the module's folder
     */
    public Path target(String module) {
        return folder.resolve(module).resolve("target");
    }

    private static Path ownJar(Path target, String artifactId) {
        List<Path> own = Files.isDirectory(target) ? jars(target, artifactId + "-") : List.of();
        if (own.size() != 1) {
            throw new IllegalStateException(
                    target + ": " + own.size() + " jars of " + artifactId + " (expected: 1; run mvn package)");
        }
        return own.get(0);
    }

    private static List<Path> jars(Path folder, String prefix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
