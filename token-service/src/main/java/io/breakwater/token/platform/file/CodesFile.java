package io.breakwater.token.platform.file;

import io.breakwater.events.token.TokenFields;
import io.breakwater.token.platform.Place;
import io.breakwater.token.platform.PlatformTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Codes that users' apps were given, each good for one exchange: one a line, one for each member of a pool, under a first
 * line that is a name. Read again when it changes: a line with another code is exchanged anew. Thread-safe.
 */
public final class CodesFile {

    /** The field by which a member's token names the code that it came of. */
    public static final String FIELD = "code_fingerprint";

    private final @Nullable ChangingTable<List<String>> table;

    private CodesFile(@Nullable ChangingTable<List<String>> table) {
        this.table = table;
    }

    /** Opens the file that a setting names; without codes when a problem was found. */
    public static CodesFile open(String key, String setting, PlatformTools tools, Place place) {
        Optional<Path> file = tools.file(key, setting, place);
        if (file.isPresent()) {
            try {
                return new CodesFile(new ChangingTable<>(file.get(), CodesFile::codes));
            } catch (IOException e) {
                place.problem(key, setting, "a readable file, " + e.getClass().getSimpleName());
            } catch (IllegalArgumentException e) {
                place.problem(key, setting, "one code a line under a name: " + e.getMessage());
            }
        }
        return new CodesFile(null);
    }

    private static List<String> codes(CsvTable table) {
        if (table.columns().size() != 1) {
            throw new IllegalArgumentException(table.file() + ": "
                    + table.columns().size() + " columns, " + String.join(", ", table.columns()) + " (expected: one)");
        }
        List<String> codes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int row = 0; row < table.size(); row++) {
            String code = table.text(row, table.columns().get(0)).orElse("");
            if (code.isEmpty() || !seen.add(code)) {
                throw new IllegalArgumentException(table.file() + " line " + CsvTable.line(row) + ": "
                        + (code.isEmpty() ? "empty" : "a code that stands above") + " (expected: a code of its own)");
            }
            codes.add(code);
        }
        return List.copyOf(codes);
    }

    /** How many codes there are. */
    public int size() {
        return table == null ? 1 : table.content().size();
    }

    /** The code of a member. */
    public String code(int member) {
        return table == null || member >= size() ? "" : table.content().get(member);
    }

    /** The name of a member's code, that of a token of the same text. */
    public String fingerprint(int member) {
        String code = code(member);
        return code.isEmpty() ? "" : TokenFields.of(code).fingerprint();
    }

    /** Whether what a member has came of the code that it has now. */
    public boolean isOf(int member, TokenFields fields) {
        return fields.field(FIELD)
                .filter(name -> name.equals(fingerprint(member)))
                .isPresent();
    }

    /** Looks at the file; says whether there is something new. */
    public boolean hasChanged() {
        return table != null && table.hasChanged();
    }
}
