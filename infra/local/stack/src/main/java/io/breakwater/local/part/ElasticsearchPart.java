package io.breakwater.local.part;

import io.breakwater.local.supervise.Readiness;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Describes the Elasticsearch node. */
public final class ElasticsearchPart {

    /** The name of the part. */
    public static final String NAME = "elasticsearch";

    private ElasticsearchPart() {}

    /**
     * Returns the node.
     *
     * @param home       the project
     * @param dataFolder where indices are kept, below {@code elasticsearch}
     * @param settings   with the port {@code port}
     */
    public static JavaPart in(ProjectHome home, Path dataFolder, PartSettings settings) {
        Path folder = dataFolder.resolve(NAME).toAbsolutePath();
        int port = settings.port("port");
        Path nodeHome = home.target("infra/local/elasticsearch").resolve("home");
        return JavaPart.of(home, NAME, "io.breakwater.local.elasticsearch.ElasticsearchMain")
                .classPath(home.classPath("infra/local/elasticsearch", "local-elasticsearch"))
                .jvmFlags(settings.flags())
                .jvmFlags(List.of("-Des.path.home=" + nodeHome))
                .arguments("home=" + nodeHome, "data=" + folder, "port=" + port)
                .port(NAME + ".port", port)
                // The node answers GET / with 405: the handler is in a module that Maven does not carry.
                .readiness(Readiness.httpGet(
                        URI.create("http://127.0.0.1:" + port + "/_cluster/health?wait_for_status=yellow&timeout=1s")))
                .in(folder);
    }
}
