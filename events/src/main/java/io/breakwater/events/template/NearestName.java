package io.breakwater.events.template;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The known name that a person most likely meant. Stateless. */
public final class NearestName {

    /** Longer words are not typing errors of ours, and the distance is quadratic in length. */
    private static final int MAX_LENGTH = 64;

    /** Names that a message shows, and names that are compared: a file may declare ten thousand. */
    private static final int SHOWN = 20;

    private static final int COMPARED = 200;

    private NearestName() {}

    /** The known name that differs least, when it differs little. */
    public static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String nearest = null;
        int least = Math.max(1, word.length() / 3) + 1;
        for (String name : known.stream().limit(COMPARED).toList()) {
            if (Math.abs(name.length() - word.length()) >= least) {
                continue;
            }
            int distance = distance(word.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** {@code one of a, b, c; did you mean b?}. */
    public static String expected(String word, Collection<String> known) {
        String more = known.size() > SHOWN ? ", …" : "";
        String shown = known.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more;
        String list = known.size() == 1 ? shown : "one of " + shown;
        return list
                + of(word, known).map(name -> "; did you mean " + name + "?").orElse("");
    }

    /** Insertions, deletions, replacements and swaps of neighbours that lead from one to the other. */
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int least = Math.min(steps[i - 1][j] + 1, steps[i][j - 1] + 1);
                least = Math.min(least, steps[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, steps[i - 2][j - 2] + 1);
                }
                steps[i][j] = least;
            }
        }
        return steps[a.length()][b.length()];
    }
}
