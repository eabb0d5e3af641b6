package io.breakwater.reporting.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Stores documents in Elasticsearch, many by one request. Thread-safe. */
@Component
final class BulkWriter {

    /** Elasticsearch advises 5 to 15 MB; a small heap is better off with the lower end. */
    private static final int BYTES_PER_REQUEST = 5 * 1024 * 1024;

    private static final int VERSION_CONFLICT = 409;
    private static final int BAD_REQUEST = 400;

    private final ElasticsearchClient elasticsearch;

    BulkWriter(ElasticsearchClient elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /**
     * Stores the documents and tells what became of each, in their order. When it returns, Elasticsearch has them on disk.
     *
     * @throws IOException when Elasticsearch did not take all of them for a reason that passes: writing them again is safe
     */
    List<WriteResult> write(List<IndexDocument> documents) throws IOException {
        List<WriteResult> results = new ArrayList<>(documents.size());
        List<BulkOperation> operations = new ArrayList<>();
        long bytes = 0;
        for (IndexDocument document : documents) {
            if (bytes > 0 && bytes + document.source().length > BYTES_PER_REQUEST) {
                send(operations, results);
                operations.clear();
                bytes = 0;
            }
            operations.add(operation(document));
            bytes += document.source().length;
        }
        if (!operations.isEmpty()) {
            send(operations, results);
        }
        return results;
    }

    private static BulkOperation operation(IndexDocument document) {
        return BulkOperation.of(operation ->
                operation.index(index -> index.index(document.index().alias())
                        .id(document.id())
                        .version(document.version())
                        .versionType(VersionType.ExternalGte)
                        .requireAlias(true)
                        .document(BinaryData.of(document.source(), ContentType.APPLICATION_JSON))));
    }

    private void send(List<BulkOperation> operations, List<WriteResult> results) throws IOException {
        BulkResponse response;
        try {
            response = elasticsearch.bulk(BulkRequest.of(bulk -> bulk.operations(List.copyOf(operations))));
        } catch (ElasticsearchException e) {
            if (!isDocumentsFault(e.status(), e.error())) {
                throw new IOException("bulk of " + operations.size() + ": " + e.getMessage(), e);
            }
            if (operations.size() == 1) {
                results.add(new WriteResult.Refused(describe(e.error())));
            } else {
                // One of them makes the whole invalid, and nothing tells which.
                for (BulkOperation operation : operations) {
                    send(List.of(operation), results);
                }
            }
            return;
        }
        for (BulkResponseItem item : response.items()) {
            results.add(result(item));
        }
    }

    private static WriteResult result(BulkResponseItem item) throws IOException {
        ErrorCause error = item.error();
        if (error == null) {
            return new WriteResult.Written();
        }
        if (item.status() == VERSION_CONFLICT) {
            return new WriteResult.Stale();
        }
        if (isDocumentsFault(item.status(), error)) {
            return new WriteResult.Refused(describe(error));
        }
        throw new IOException(item.index() + "/" + item.id() + ": status " + item.status() + ", " + describe(error)
                + " (expected: stored)");
    }

    /** A closed index is answered with 400 too, but that passes. */
    private static boolean isDocumentsFault(int status, ErrorCause error) {
        return status == BAD_REQUEST && !"index_closed_exception".equals(error.type());
    }

    private static String describe(ErrorCause error) {
        ErrorCause cause = error.causedBy();
        String text = error.type() + ": " + error.reason();
        return cause == null ? text : text + "; " + describe(cause);
    }
}
