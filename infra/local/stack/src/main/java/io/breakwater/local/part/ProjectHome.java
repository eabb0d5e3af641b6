package io.breakwater.local.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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
     * Returns the class path of a module: its own jar, then the jars of {@code target/lib} that
     * {@code target/class-path} names.
     *
     * @param module     the module's folder, such as {@code infra/local/kafka}
     * @param artifactId the module's artifact
     */
    public List<Path> classPath(String module, String artifactId) {
        Path target = target(module);
        List<Path> jars = new ArrayList<>();
        jars.add(ownJar(target, artifactId));
        Path names = target.resolve("class-path");
        if (Files.isRegularFile(names)) {
            for (String name : content(names).split(":", -1)) {
                if (!name.isBlank()) {
                    jars.add(target.resolve(name.trim()));
                }
            }
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
        List<Path> own = Files.isDirectory(target) ? jars(target, artifactId) : List.of();
        if (own.size() != 1) {
            throw new IllegalStateException(
                    target + ": " + own.size() + " jars of " + artifactId + " (expected: 1; run mvn package)");
        }
        return own.get(0);
    }

    /** The jar's version begins with a digit, so {@code local-stack-…} is not taken for a {@code local}. */
    private static List<Path> jars(Path folder, String artifactId) {
        Pattern name = Pattern.compile(Pattern.quote(artifactId) + "-\\d[^/]*(?<!-sources|-javadoc|-tests)\\.jar");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
