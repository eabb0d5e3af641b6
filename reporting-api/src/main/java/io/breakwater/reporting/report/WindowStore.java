package io.breakwater.reporting.report;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.breakwater.events.window.WindowSummary;
import io.breakwater.reporting.ReportingProperties;
import io.breakwater.reporting.index.StoredIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Windows as Elasticsearch has them. Thread-safe. */
@Component
final class WindowStore {

    /** A window with three histograms takes a few kilobytes; one page stays within some megabytes. */
    private static final int WINDOWS_PER_PAGE = 500;

    private static final Time SNAPSHOT_KEPT = Time.of(time -> time.time("1m"));

    private final ElasticsearchClient elasticsearch;
    private final int windowsPerQuery;

    WindowStore(ElasticsearchClient elasticsearch, ReportingProperties properties) {
        this.elasticsearch = elasticsearch;
        this.windowsPerQuery = properties.windowsPerQuery();
    }

    /** Windows in the order of their seconds, then of their steps, then of their regions. */
    WindowPage page(WindowQuery query, List<Double> percentiles, int size, Optional<Cursor> after) throws IOException {
        SearchRequest.Builder search = search(query, size + 1)
                .index(StoredIndex.WINDOW_SUMMARIES.alias())
                .trackTotalHits(total -> total.enabled(false));
        after.ifPresent(cursor -> {
            String[] texts = cursor.text().split("\n", 2);
            search.searchAfter(
                    FieldValue.of(cursor.number()),
                    FieldValue.of(texts[0]),
                    FieldValue.of(texts.length > 1 ? texts[1] : ""));
        });
        List<WindowSummary> windows = windows(elasticsearch.search(search.build(), WindowSummary.class));
        List<WindowSummary> shown = windows.subList(0, Math.min(size, windows.size()));
        return new WindowPage(
                query.runId(),
                shown.stream()
                        .map(window -> WindowPage.Line.of(window, percentiles))
                        .toList(),
                windows.size() > size
                        ? Optional.of(cursorAt(shown.get(size - 1)).encode())
                        : Optional.empty());
    }

    /**
     * All windows that are asked for, added up, as they were at one moment.
     *
     * @throws BadQueryException when there are more of them than one question may read
     */
    MergedWindows merge(WindowQuery query) throws IOException {
        MergedWindows merged = new MergedWindows();
        forEach(query, merged::add);
        return merged;
    }

    /**
     * All windows that are asked for, by stretches of some seconds, as they were at one moment.
     *
     * @throws BadQueryException when there are more of them than one question may read
     */
    RollUp rollUp(WindowQuery query, Optional<Long> widthSeconds, RollUp.By by) throws IOException {
        RollUp rollUp = new RollUp(widthSeconds, by);
        forEach(query, rollUp::add);
        return rollUp;
    }

    private void forEach(WindowQuery query, Consumer<WindowSummary> to) throws IOException {
        String snapshot = elasticsearch
                .openPointInTime(
                        open -> open.index(StoredIndex.WINDOW_SUMMARIES.alias()).keepAlive(SNAPSHOT_KEPT))
                .id();
        try {
            List<FieldValue> after = List.of();
            while (true) {
                SearchRequest.Builder search = search(query, WINDOWS_PER_PAGE)
                        .pit(pit -> pit.id(snapshot).keepAlive(SNAPSHOT_KEPT))
                        .trackTotalHits(total -> total.count(windowsPerQuery + 1));
                if (!after.isEmpty()) {
                    search.searchAfter(after);
                }
                SearchResponse<WindowSummary> found = elasticsearch.search(search.build(), WindowSummary.class);
                requireWithinBound(found);
                windows(found).forEach(to);
                List<Hit<WindowSummary>> hits = found.hits().hits();
                if (hits.size() < WINDOWS_PER_PAGE) {
                    return;
                }
                after = hits.get(hits.size() - 1).sort();
            }
        } finally {
            elasticsearch.closePointInTime(close -> close.id(snapshot));
        }
    }

    private void requireWithinBound(SearchResponse<WindowSummary> found) {
        var total = found.hits().total();
        if (total != null && total.value() > windowsPerQuery) {
            throw new BadQueryException(List.of("range: more than " + windowsPerQuery + " windows (expected: at most "
                    + windowsPerQuery + "; narrow it by from, to, step or region)"));
        }
    }

    private static SearchRequest.Builder search(WindowQuery query, int size) {
        List<Query> filters = new ArrayList<>();
        filters.add(ReportStore.term("runId", query.runId()));
        query.step().ifPresent(step -> filters.add(ReportStore.term("step", step)));
        query.region().ifPresent(region -> filters.add(ReportStore.term("region", region)));
        query.from().ifPresent(from -> filters.add(notBefore(from)));
        query.to().ifPresent(to -> filters.add(before(to)));
        query.warmUp()
                .ifPresent(warmUp -> filters.add(Query.of(
                        q -> q.term(term -> term.field("warmUp").value(warmUp == WindowQuery.WarmUp.ONLY)))));
        return new SearchRequest.Builder()
                .query(q -> q.bool(bool -> bool.filter(filters)))
                .sort(
                        ReportStore.sort("second", SortOrder.Asc),
                        ReportStore.sort("step", SortOrder.Asc),
                        ReportStore.sort("region", SortOrder.Asc))
                .size(size);
    }

    private static Query notBefore(RunMoment from) {
        if (from instanceof RunMoment.Second second) {
            return Query.of(q -> q.range(
                    range -> range.number(number -> number.field("second").gte((double) second.second()))));
        }
        return Query.of(q ->
                q.range(range -> range.date(date -> date.field("windowStart").gte(from.text()))));
    }

    private static Query before(RunMoment to) {
        if (to instanceof RunMoment.Second second) {
            return Query.of(q -> q.range(
                    range -> range.number(number -> number.field("second").lt((double) second.second()))));
        }
        return Query.of(q ->
                q.range(range -> range.date(date -> date.field("windowStart").lt(to.text()))));
    }

    private static List<WindowSummary> windows(SearchResponse<WindowSummary> found) {
        return found.hits().hits().stream()
                .map(Hit::source)
                .filter(Objects::nonNull)
                .toList();
    }

    private static Cursor cursorAt(WindowSummary last) {
        return new Cursor(Cursor.Kind.WINDOWS, last.second(), last.step() + "\n" + last.region());
    }
}
