package io.breakwater.reporting.report;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.MgetResponse;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.breakwater.events.run.RunStatus;
import io.breakwater.events.run.RunStatusChanged;
import io.breakwater.events.verdict.Outcome;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.reporting.index.DocumentId;
import io.breakwater.reporting.index.StoredIndex;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Verdicts and statuses as Elasticsearch has them. Thread-safe. */
@Component
final class ReportStore {

    /**
     * Which runs are asked for.
     *
     * @param organisation whose runs
     * @param scenario     of which scenario
     * @param outcome      with which outcome
     * @param from         started at this instant or later
     * @param to           started before this instant
     */
    record ReportQuery(
            Optional<String> organisation,
            Optional<String> scenario,
            Optional<Outcome> outcome,
            Optional<Instant> from,
            Optional<Instant> to) {}

    private final ElasticsearchClient elasticsearch;

    ReportStore(ElasticsearchClient elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /** A run's newest verdict, as soon as it is stored. */
    Optional<RunVerdict> verdict(String runId) throws IOException {
        return Optional.ofNullable(elasticsearch
                .get(
                        get -> get.index(StoredIndex.RUN_VERDICTS.alias()).id(DocumentId.ofVerdict(runId)),
                        RunVerdict.class)
                .source());
    }

    /** All statuses that a run had, oldest first, as soon as they are stored. */
    List<RunStatusChanged> statuses(String runId) throws IOException {
        List<String> ids = Arrays.stream(RunStatus.values())
                .map(status -> DocumentId.ofStatus(runId, status))
                .toList();
        MgetResponse<RunStatusChanged> found = elasticsearch.mget(
                get -> get.index(StoredIndex.RUN_STATUS.alias()).ids(ids), RunStatusChanged.class);
        return found.docs().stream()
                .filter(item -> item.isResult())
                .map(item -> item.result().source())
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(
                                (RunStatusChanged change) -> change.status().isLast())
                        .thenComparing(RunStatusChanged::at)
                        .thenComparing(RunStatusChanged::status))
                .toList();
    }

    /** Verdicts of runs, newest run first. */
    ReportPage page(ReportQuery query, int size, Optional<Cursor> after) throws IOException {
        List<Query> filters = new ArrayList<>();
        Stream.of(
                        query.organisation().map(value -> term("organisation", value)),
                        query.scenario().map(value -> term("scenario", value)),
                        query.outcome().map(value -> term("outcome", value.name())),
                        query.from()
                                .map(at -> Query.of(q -> q.range(range ->
                                        range.date(date -> date.field("startAt").gte(at.toString()))))),
                        query.to()
                                .map(at -> Query.of(q -> q.range(range ->
                                        range.date(date -> date.field("startAt").lt(at.toString()))))))
                .flatMap(Optional::stream)
                .forEach(filters::add);
        SearchRequest.Builder search = new SearchRequest.Builder()
                .index(StoredIndex.RUN_VERDICTS.alias())
                .query(q -> q.bool(bool -> bool.filter(filters)))
                .sort(sort("startAt", SortOrder.Desc), sort("runId", SortOrder.Asc))
                .trackTotalHits(total -> total.enabled(false))
                // One more than shown tells whether there is a next page.
                .size(size + 1);
        after.ifPresent(cursor -> search.searchAfter(FieldValue.of(cursor.number()), FieldValue.of(cursor.text())));
        SearchResponse<RunVerdict> found = elasticsearch.search(search.build(), RunVerdict.class);
        List<RunVerdict> verdicts = found.hits().hits().stream()
                .map(Hit::source)
                .filter(Objects::nonNull)
                .toList();
        List<RunVerdict> shown = verdicts.subList(0, Math.min(size, verdicts.size()));
        return new ReportPage(
                shown.stream().map(ReportPage.Line::of).toList(),
                verdicts.size() > size
                        ? Optional.of(cursorAt(shown.get(size - 1)).encode())
                        : Optional.empty());
    }

    private static Cursor cursorAt(RunVerdict last) {
        return new Cursor(Cursor.Kind.REPORTS, last.startAt().toEpochMilli(), last.runId());
    }

    static Query term(String field, String value) {
        return Query.of(query -> query.term(term -> term.field(field).value(value)));
    }

    static SortOptions sort(String field, SortOrder order) {
        return SortOptions.of(sort -> sort.field(by -> by.field(field).order(order)));
    }
}
