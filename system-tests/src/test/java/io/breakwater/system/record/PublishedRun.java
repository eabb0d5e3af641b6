package io.breakwater.system.record;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.verdict.RunVerdict;
import io.breakwater.events.window.WindowSummary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the analytics job has published of one run, as text: equal texts are equal bytes.
 *
 * @param windows the last word on each second of each step, by second and step
 * @param verdict the final verdict
 */
public record PublishedRun(Map<String, String> windows, String verdict) {

    public PublishedRun {
        windows = new TreeMap<>(windows);
    }

    /** What these topics hold of a run since then; of each window the one with the highest version. */
    public static PublishedRun of(String runId, TopicTail windowSummaries, TopicTail runVerdicts) {
        RunVerdict verdict = runVerdicts.await(
                "the final verdict of " + runId,
                RunVerdict.class,
                read -> read.runId().equals(runId) && read.last());
        List<WindowSummary> published = windowSummaries.read(WindowSummary.class).stream()
                .filter(window -> window.runId().equals(runId))
                .toList();
        Map<String, WindowSummary> newest = new TreeMap<>();
        for (WindowSummary window : published) {
            newest.merge(key(window), window, (one, other) -> one.version() >= other.version() ? one : other);
        }
        return new PublishedRun(texts(newest.values()), text(verdict));
    }

    /** Windows as text. */
    public static Map<String, String> texts(Iterable<WindowSummary> windows) {
        Map<String, String> texts = new TreeMap<>();
        windows.forEach(window -> texts.put(key(window), text(window)));
        return texts;
    }

    private static String key(WindowSummary window) {
        return String.format("%08d %s", window.second(), window.step());
    }

    private static String text(Object record) {
        return new String(EventCodec.encode(record), StandardCharsets.UTF_8);
    }
}
