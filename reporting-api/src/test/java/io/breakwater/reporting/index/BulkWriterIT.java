package io.breakwater.reporting.index;

import static io.breakwater.reporting.Samples.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import io.breakwater.events.codec.EventCodec;
import io.breakwater.local.LocalElasticsearch;
import io.breakwater.local.LocalParts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkWriterIT {

    /** A line break where the lines of a bulk are told apart: Elasticsearch refuses whatever is sent with it. */
    private static final byte[] BREAKS_ITS_BULK = "{\"runId\":\n\"broken\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void storesTheDocumentsOfABulkThatOneOfThemMakesInvalid(@TempDir Path folder) throws Exception {
        try (LocalElasticsearch elasticsearch = LocalParts.elasticsearch(folder);
                RestClient rest =
                        RestClient.builder(HttpHost.create(elasticsearch.url())).build()) {
            new IndexSchema(rest).ensure();
            BulkWriter writer =
                    new BulkWriter(new ElasticsearchClient(new RestClientTransport(rest, new Jackson3JsonpMapper())));
            IndexDocument broken = new IndexDocument(StoredIndex.RUN_VERDICTS, "broken", 1, BREAKS_ITS_BULK);

            List<WriteResult> results =
                    writer.write(List.of(document("before", 2), broken, document("before", 1), document("after", 1)));

            assertThat(results).hasSize(4);
            assertThat(results.get(0)).isInstanceOf(WriteResult.Written.class);
            assertThat(results.get(1))
                    .isInstanceOfSatisfying(
                            WriteResult.Refused.class,
                            refused -> assertThat(refused.reason()).contains("illegal_argument_exception"));
            assertThat(results.get(2)).isInstanceOf(WriteResult.Stale.class);
            assertThat(results.get(3)).isInstanceOf(WriteResult.Written.class);
        }
    }

    private static IndexDocument document(String runId, long version) throws UnfitRecordException {
        return IndexedTopic.RUN_VERDICTS.document(EventCodec.encode(verdict(runId, version, true, 1, 0)));
    }
}
