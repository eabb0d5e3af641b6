package io.breakwater.reporting.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sees to it that each {@link StoredIndex} is there, with the template and the mapping that this build knows. */
@Component
final class IndexSchema {

    private static final Logger LOG = LoggerFactory.getLogger(IndexSchema.class);
    private static final int NOT_FOUND = 404;

    private final RestClient elasticsearch;

    IndexSchema(RestClient elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /**
     * Makes what is absent and changes what has changed. Doing so again, or at the same time elsewhere, is harmless.
     *
     * @throws IOException when Elasticsearch is away or refuses
     */
    void ensure() throws IOException {
        for (StoredIndex index : StoredIndex.values()) {
            boolean present = exists("/_alias/" + index.alias());
            if (!hasCurrentTemplate(index)) {
                if (present) {
                    // A template is for indexes to come; the present one takes new fields, and refuses changed ones
                    // aloud. Before the template, whose fingerprint says that all is done.
                    send("PUT", "/" + index.alias() + "/_mapping", index.mapping());
                    LOG.info("index {}: mapping brought up to date", index.alias());
                }
                send("PUT", templatePath(index), index.template());
            }
            if (!present) {
                create(index);
            }
        }
    }

    private boolean hasCurrentTemplate(StoredIndex index) throws IOException {
        if (!exists(templatePath(index))) {
            return false;
        }
        Response template = elasticsearch.performRequest(new Request("GET", templatePath(index)));
        return EntityUtils.toString(template.getEntity(), StandardCharsets.UTF_8)
                .contains(index.fingerprint());
    }

    private static String templatePath(StoredIndex index) {
        return "/_index_template/" + index.templateName();
    }

    private void create(StoredIndex index) throws IOException {
        try {
            send("PUT", "/" + index.firstIndex(), "{}");
            LOG.info("index {}: created", index.firstIndex());
        } catch (ResponseException e) {
            // Another process of ours may have been faster.
            if (!exists("/_alias/" + index.alias())) {
                throw e;
            }
        }
    }

    private boolean exists(String path) throws IOException {
        Response response = elasticsearch.performRequest(new Request("HEAD", path));
        return response.getStatusLine().getStatusCode() != NOT_FOUND;
    }

    private void send(String method, String path, String json) throws IOException {
        Request request = new Request(method, path);
        request.setJsonEntity(json);
        elasticsearch.performRequest(request);
    }
}
