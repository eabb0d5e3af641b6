package io.breakwater.local.part;

import io.breakwater.local.port.PortClaim;
import io.breakwater.local.supervise.Command;
import io.breakwater.local.supervise.Part;
import io.breakwater.local.supervise.Readiness;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A part that is a JVM of its own. Its main class is run by {@code io.breakwater.local.child.ChildMain}, which ends the
 * JVM when its standard input ends; the main class need not know.
 *
 * @param name          unique in its stack
 * @param mainClass     has {@code main(String[])}
 * @param classPath     jars, in order
 * @param jvmFlags      heap and other flags
 * @param arguments     of the main class
 * @param environment   variables that are added to those of this process
 * @param workingFolder where it runs, with a {@code tmp} folder that is its {@code java.io.tmpdir}; created when absent
 * @param ports         that it is going to listen on
 * @param needs         parts that must be ready before
 * @param readiness     what tells that it is ready
 * @param readyWithin   how long it may take
 * @param archives      where the archives of loaded classes are
 * @param punctual      whether other parts give way to it
 */
public record JavaPart(
        String name,
        String mainClass,
        List<Path> classPath,
        List<String> jvmFlags,
        List<String> arguments,
        Map<String, String> environment,
        Path workingFolder,
        List<PortClaim> ports,
        Set<String> needs,
        Readiness readiness,
        Duration readyWithin,
        ClassArchives archives,
        boolean punctual)
        implements Part {

    private static final String CHILD_MAIN = "io.breakwater.local.child.ChildMain";

    /** Copies the collections. */
    public JavaPart {
        classPath = List.copyOf(classPath);
        jvmFlags = List.copyOf(jvmFlags);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        ports = List.copyOf(ports);
        needs = Set.copyOf(needs);
        workingFolder = workingFolder.toAbsolutePath();
    }

    /**
     * Starts to describe a part.
     *
     * @param home      where the launcher's jar is found
     * @param name      unique in its stack
     * @param mainClass has {@code main(String[])}
     */
    public static Builder of(ProjectHome home, String name, String mainClass) {
        return new Builder(home, name, mainClass);
    }

    /**
     * Returns the same part with further arguments of its main class.
     *
     * @param more come after the others
     */
    public JavaPart withArguments(String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return new JavaPart(
                name,
                mainClass,
                classPath,
                jvmFlags,
                all,
                environment,
                workingFolder,
                ports,
                needs,
                readiness,
                readyWithin,
                archives,
                punctual);
    }

    @Override
    public void prepare() throws IOException {
        Path temporary = Files.createDirectories(temporaryFolder());
        // Flink leaves a jar of 24 MB there at each start, and a killed JVM its native libraries.
        ContentOf.delete(temporary);
    }

    @Override
    public Optional<Path> missingArchive() throws IOException {
        Path archive = archives.of(name, classPath);
        if (Files.exists(archive)) {
            return Optional.empty();
        }
        archives.keepOnly(archive, name);
        return Optional.of(archive);
    }

    @Override
    public Command command() throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(jvmFlags);
        words.addAll(archiveFlags());
        words.addAll(flagsOfNewerJvms());
        words.add("-Djava.io.tmpdir=" + temporaryFolder());
        words.add("-cp");
        words.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        words.add(CHILD_MAIN);
        words.add(mainClass);
        words.addAll(arguments);
        return new Command(words, environment, workingFolder);
    }

    private List<String> archiveFlags() throws IOException {
        Path archive = archives.of(name, classPath);
        // Hundreds of lines on classes that cannot be archived, otherwise.
        String quiet = "-Xlog:cds*=error";
        return Files.exists(archive)
                ? List.of("-XX:SharedArchiveFile=" + archive, quiet)
                : List.of("-XX:+RecordDynamicDumpInfo", quiet);
    }

    /** Netty and Elasticsearch use native and unsafe memory, of which newer JVMs warn at each start. */
    private static List<String> flagsOfNewerJvms() {
        int version = Runtime.version().feature();
        List<String> flags = new ArrayList<>();
        if (version >= 22) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        if (version >= 24) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    private Path temporaryFolder() {
        return workingFolder.resolve("tmp");
    }

    /** Collects what a {@link JavaPart} is made of. */
    public static final class Builder {

        /** Neither "already" nor "not ready yet". */
        private static final Pattern READY = Pattern.compile("(^| )ready( on |: )");

        private final String name;
        private final String mainClass;
        private final ClassArchives archives;
        private boolean punctual;
        private final List<Path> classPath = new ArrayList<>();
        private final List<String> jvmFlags = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();
        private final List<PortClaim> ports = new ArrayList<>();
        private Set<String> needs = Set.of();
        private Readiness readiness = Readiness.logLine(READY);
        private Duration readyWithin = Duration.ofSeconds(60);

        private Builder(ProjectHome home, String name, String mainClass) {
            this.name = name;
            this.mainClass = mainClass;
            this.archives = new ClassArchives(home.target("infra/local/stack").resolve("class-archives"));
            classPath.addAll(home.classPath("infra/local/child", "local-child"));
        }

        /** Adds jars to the class path. */
        public Builder classPath(List<Path> jars) {
            classPath.addAll(jars);
            return this;
        }

        /** Adds flags of the JVM, system properties included. */
        public Builder jvmFlags(List<String> flags) {
            jvmFlags.addAll(flags);
            return this;
        }

        /** Adds arguments of the main class. */
        public Builder arguments(String... more) {
            arguments.addAll(List.of(more));
            return this;
        }

        /** Adds environment variables. */
        public Builder environment(Map<String, String> variables) {
            environment.putAll(variables);
            return this;
        }

        /** Adds a port that the part is going to listen on. */
        public Builder port(String setting, int port) {
            ports.add(new PortClaim(setting, port));
            return this;
        }

        /** Sets the parts that must be ready before. */
        public Builder needs(String... names) {
            needs = Set.of(names);
            return this;
        }

        /** Sets what tells that the part is ready; a log line that says "ready on …" or "ready: …" when not set. */
        public Builder readiness(Readiness check) {
            readiness = check;
            return this;
        }

        /** Says that the part's own timing is measured, so that other parts give way to it. */
        public Builder punctual() {
            punctual = true;
            return this;
        }

        /** Sets how long the part may take until it is ready; a minute when not set. */
        public Builder readyWithin(Duration limit) {
            readyWithin = limit;
            return this;
        }

        /** Returns the part, which runs in the given folder. */
        public JavaPart in(Path workingFolder) {
            return new JavaPart(
                    name,
                    mainClass,
                    classPath,
                    jvmFlags,
                    arguments,
                    environment,
                    workingFolder,
                    ports,
                    needs,
                    readiness,
                    readyWithin,
                    archives,
                    punctual);
        }
    }
}
