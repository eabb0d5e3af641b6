package io.breakwater.local.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * Runs one Elasticsearch node on loopback until the JVM ends.
 *
 * <p>Arguments, each {@code name=value}: {@code home} (folder that holds {@code modules/}), {@code data} (folder for
 * indices, configuration and logs), {@code port} (HTTP); any other name is a node setting. Prints {@code ready on
 * 127.0.0.1:<port>} once HTTP requests are served.
 *
 * <p>A node that is started so has no authentication: never let it listen on more than loopback.
 */
public final class ElasticsearchMain {

    private static final String NAME = "breakwater-local";

    private ElasticsearchMain() {}

    /**
     * Runs the node.
     *
     * @param args see the class
     * @throws Exception when the node does not start
     */
    public static void main(String[] args) throws Exception {
        // The configuration of the log replaces System.out by a logger.
        PrintStream console = System.out;
        // Before anything else touches a logger; the node ends with a null pointer otherwise.
        LogConfigurator.configureESLogging();
        Environment environment = environment(arguments(args));
        LogConfigurator.setClusterName(NAME);
        LogConfigurator.setNodeName(NAME);
        // With the console, which is the log file of this part.
        LogConfigurator.configure(environment, true);

        Node node = new Node(
                environment,
                PluginsLoader.createPluginsLoader(
                        PluginsLoader.loadModulesBundles(environment.modulesDir()), Set.of(), Map.of(), false));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "node-stop"));
        node.start();
        int port = node.injector()
                .getInstance(HttpServerTransport.class)
                .boundAddress()
                .publishAddress()
                .getPort();
        console.println("ready on 127.0.0.1:" + port);
        // The node's own threads are daemons.
        Thread.currentThread().join();
    }

    private static Map<String, String> arguments(String... args) {
        Map<String, String> given = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("argument: " + arg + " (expected: name=value)");
            }
            given.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        return given;
    }

    private static Environment environment(Map<String, String> given) throws IOException {
        Path data = Path.of(take(given, "data")).toAbsolutePath();
        Path config = Files.createDirectories(data.resolve("config"));
        try (InputStream logging = ElasticsearchMain.class.getResourceAsStream("/elasticsearch-log4j2.properties")) {
            Files.copy(
                    Objects.requireNonNull(logging, "elasticsearch-log4j2.properties"),
                    config.resolve("log4j2.properties"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Settings.Builder settings = Settings.builder()
                .put("path.home", Path.of(take(given, "home")).toAbsolutePath().toString())
                .put("path.data", data.resolve("data").toString())
                .put("path.logs", data.resolve("logs").toString())
                .put("cluster.name", NAME)
                .put("node.name", NAME)
                .put("network.host", "127.0.0.1")
                .put("http.port", take(given, "port"))
                // Nodes do not talk to each other here; any free port will do.
                .put("transport.port", "0")
                .put("discovery.type", "single-node")
                // A developer's disk is nearly full as a rule; the node would turn its indices read-only.
                .put("cluster.routing.allocation.disk.threshold_enabled", false);
        given.forEach(settings::put);
        return InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), config, () -> NAME);
    }

    private static String take(Map<String, String> given, String name) {
        String value = given.remove(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + ": missing (expected: " + name + "=value)");
        }
        return value;
    }

    private static void stop(Node node) {
        try {
            node.prepareForClose();
            node.close();
            if (!node.awaitClose(5, TimeUnit.SECONDS)) {
                System.err.println("node: still closing after 5 s (expected: closed)");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("node: did not close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
