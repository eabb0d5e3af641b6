package io.breakwater.reporting.report;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.breakwater.reporting.index.DocumentId;
import io.breakwater.reporting.index.StoredIndex;
import io.breakwater.reporting.index.StoredSample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Samples as Elasticsearch has them. Thread-safe. */
@Component
final class SampleStore {

    private final ElasticsearchClient elasticsearch;

    SampleStore(ElasticsearchClient elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /** One sample with all of its exchange, as soon as it is stored. */
    Optional<StoredSample> sample(String runId, String sampleId) throws IOException {
        return Optional.ofNullable(elasticsearch
                .get(
                        get -> get.index(StoredIndex.REQUEST_SAMPLES.alias()).id(DocumentId.ofSample(runId, sampleId)),
                        StoredSample.class)
                .source());
    }

    /** Samples by intended start. */
    SamplePage page(SampleQuery query, int size, Optional<Cursor> after) throws IOException {
        SearchRequest.Builder search = new SearchRequest.Builder()
                .index(StoredIndex.REQUEST_SAMPLES.alias())
                .query(q -> q.bool(bool -> bool.filter(filters(query))))
                .sort(
                        ReportStore.sort("sample.intendedStart", SortOrder.Asc),
                        ReportStore.sort("sampleId", SortOrder.Asc))
                .trackTotalHits(total -> total.enabled(false))
                // One more than shown tells whether there is a next page.
                .size(size + 1);
        after.ifPresent(cursor -> search.searchAfter(FieldValue.of(cursor.number()), FieldValue.of(cursor.text())));
        SearchResponse<StoredSample> found = elasticsearch.search(search.build(), StoredSample.class);
        List<StoredSample> samples = found.hits().hits().stream()
                .map(Hit::source)
                .filter(Objects::nonNull)
                .toList();
        List<StoredSample> shown = samples.subList(0, Math.min(size, samples.size()));
        return new SamplePage(
                query.runId(),
                shown.stream().map(SamplePage.Line::of).toList(),
                samples.size() > size
                        ? Optional.of(cursorAt(shown.get(size - 1)).encode())
                        : Optional.empty());
    }

    private static List<Query> filters(SampleQuery query) {
        List<Query> filters = new ArrayList<>();
        filters.add(ReportStore.term("runId", query.runId()));
        Stream.of(
                        query.step().map(value -> ReportStore.term("sample.step", value)),
                        query.session().map(value -> ReportStore.term("sample.session", value)),
                        query.stage().map(value -> ReportStore.term("sample.stage", value.name())),
                        query.why().map(value -> ReportStore.term("sample.why", value.name())),
                        query.outcome().map(value -> ReportStore.term("sample.outcome", value.name())),
                        query.business().map(value -> ReportStore.term("sample.business", value.name())),
                        query.status()
                                .map(value -> Query.of(
                                        q -> q.term(term -> term.field("status").value(value)))),
                        query.minResponseTimeMicros()
                                .map(micros -> Query.of(q -> q.range(range -> range.number(number ->
                                        number.field("responseTimeMicros").gte((double) micros))))),
                        query.maxResponseTimeMicros()
                                .map(micros -> Query.of(q -> q.range(range -> range.number(number ->
                                        number.field("responseTimeMicros").lte((double) micros))))))
                .flatMap(Optional::stream)
                .forEach(filters::add);
        return filters;
    }

    private static Cursor cursorAt(StoredSample last) {
        return new Cursor(Cursor.Kind.SAMPLES, last.sample().intendedStart().toEpochMilli(), last.sampleId());
    }
}
