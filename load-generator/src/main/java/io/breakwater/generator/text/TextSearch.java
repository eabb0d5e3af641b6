package io.breakwater.generator.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Searches by regular expressions that are given up before they hold up an event loop. */
public final class TextSearch {

    private TextSearch() {}

    /** Whether a pattern matches somewhere in a text; {@link ValueKind#TOO_COSTLY} when that is too hard to tell. */
    public static ValueKind find(Pattern pattern, CharSequence text) {
        try {
            return pattern.matcher(new BoundedText(text)).find() ? ValueKind.TEXT : ValueKind.ABSENT;
        } catch (SearchTooCostlyException | StackOverflowError e) {
            // Java's matcher goes down once for each repetition of a group.
            return ValueKind.TOO_COSTLY;
        }
    }

    /**
     * Appends the first group of a match, or the whole match where the pattern has none.
     *
     * @param match  which match: from 0, or from -1 backwards
     * @param random decides which match instead, when {@code any}
     */
    public static ValueKind find(
            Pattern pattern, CharSequence text, int match, boolean any, LongSupplier random, ByteText out) {
        try {
            Matcher matcher = pattern.matcher(new BoundedText(text));
            int group = Math.min(1, matcher.groupCount());
            List<String> matches = new ArrayList<>();
            while (matcher.find()) {
                String found = matcher.group(group);
                matches.add(found == null ? "" : found);
                if (!any && matches.size() == match + 1L) {
                    break;
                }
            }
            long chosen = match < 0 ? matches.size() + (long) match : match;
            if (any && !matches.isEmpty()) {
                chosen = Long.remainderUnsigned(random.getAsLong(), matches.size());
            }
            if (chosen < 0 || chosen >= matches.size()) {
                return ValueKind.ABSENT;
            }
            out.append(matches.get((int) chosen));
            return ValueKind.TEXT;
        } catch (SearchTooCostlyException | StackOverflowError e) {
            return ValueKind.TOO_COSTLY;
        }
    }
}
