package io.breakwater.local.part;

import io.breakwater.local.port.PortClaim;
import io.breakwater.local.supervise.Command;
import io.breakwater.local.supervise.Part;
import io.breakwater.local.supervise.Readiness;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL from embedded binaries, on loopback, its data kept.
 *
 * <p>A small shell process is its parent: it holds the pipe from this JVM, asks PostgreSQL to stop when the pipe ends,
 * and ends when PostgreSQL ends. There is no password: loopback only, local use only.
 */
public final class PostgresPart implements Part {

    /** The name of the part. */
    public static final String NAME = "postgres";

    /** The superuser, and the database that is made for it. */
    public static final String DATABASE = "breakwater";

    /**
     * The watcher reads with the shell's own {@code read}, so it is one process that ends with the shell. SIGINT is
     * PostgreSQL's fast stop: clients are cut off, data is safe.
     */
    private static final String WRAPPER = """
            exec 3<&0
            "$@" 3<&- </dev/null & server=$!
            ( while read -r ignored <&3; do :; done; kill -INT $server ) 2>/dev/null & watcher=$!
            wait $server; code=$?
            kill $watcher 2>/dev/null
            exit $code
            """;

    private static final Duration INITIALISE_WITHIN = Duration.ofSeconds(60);

    private final Path binariesFolder;
    private final Path folder;
    private final int port;
    private final PartSettings settings;

    private PostgresPart(Path binariesFolder, Path folder, PartSettings settings) {
        this.binariesFolder = binariesFolder;
        this.folder = folder;
        this.port = settings.port("port");
        this.settings = settings;
    }

    /**
     * Returns the server.
     *
     * @param home       the project
     * @param dataFolder where data is kept, below {@code postgres}
     * @param settings   with the port {@code port}; flags are those of the server
     */
    public static PostgresPart in(ProjectHome home, Path dataFolder, PartSettings settings) {
        return new PostgresPart(
                home.target("infra/local/stack").resolve("postgres"),
                dataFolder.resolve(NAME).toAbsolutePath(),
                settings);
    }

    /** Returns the address for JDBC, with the user. */
    public static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?user=" + DATABASE;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> needs() {
        return Set.of();
    }

    @Override
    public List<PortClaim> ports() {
        return List.of(new PortClaim(NAME + ".port", port));
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Path programs = PostgresBinaries.unpackedBelow(binariesFolder);
        if (Files.exists(data().resolve("PG_VERSION"))) {
            PostgresLeftover.clear(data());
            return;
        }
        // Made beside and moved at the end: what a crash leaves here is never taken for a database.
        Path partial = Files.createDirectories(folder.resolve("data.partial"));
        ContentOf.delete(partial);
        Path log = folder.resolve("initialise.log");
        run(
                log,
                "",
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + partial,
                "--username=" + DATABASE,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-sync",
                "--no-instructions");
        run(
                log,
                "CREATE DATABASE " + DATABASE + ";\n",
                programs.resolve("bin/postgres").toString(),
                "--single",
                "-D",
                partial.toString(),
                "-F",
                "postgres");
        Files.move(partial, data());
    }

    private void run(Path log, String input, String... program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Unprivileged.words(List.of(program)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try (OutputStream standardInput = process.getOutputStream()) {
            standardInput.write(input.getBytes(StandardCharsets.UTF_8));
        }
        boolean ended = process.waitFor(INITIALISE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(
                    NAME + ": " + program[0] + (ended ? " ended with exit code " + process.exitValue() : " did not end")
                            + " (expected: 0 within " + INITIALISE_WITHIN.toSeconds() + " s); its words: "
                            + Files.readString(log));
        }
    }

    @Override
    public Command command() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", WRAPPER, NAME));
        List<String> server = new ArrayList<>();
        server.add(PostgresBinaries.program(binariesFolder, "postgres").toString());
        server.addAll(List.of("-D", data().toString(), "-p", Integer.toString(port)));
        server.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        server.addAll(settings.flags());
        words.addAll(Unprivileged.words(server));
        return new Command(words, Map.of(), folder);
    }

    @Override
    public Readiness readiness() {
        return Readiness.logLine("database system is ready to accept connections");
    }

    @Override
    public Duration readyWithin() {
        return Duration.ofSeconds(60);
    }

    private Path data() {
        return folder.resolve("data");
    }
}
