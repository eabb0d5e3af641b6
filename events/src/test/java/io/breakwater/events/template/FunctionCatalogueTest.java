package io.breakwater.events.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionCatalogueTest {

    @Test
    void everyExampleCallsItsFunctionAsItMay() {
        assertThat(FunctionCatalogue.functions()).allSatisfy(function -> {
            Template template = Template.parse("${" + function.example() + "}");
            assertThat(template.expressions().findFirst())
                    .containsInstanceOf(Expression.Call.class)
                    .get()
                    .extracting(expression -> ((Expression.Call) expression).function())
                    .isEqualTo(function.name());
        });
    }

    @Test
    void showsHowAFunctionIsCalled() {
        assertThat(FunctionCatalogue.function("substring").orElseThrow().signature())
                .isEqualTo("substring(text, from, [to])");
        assertThat(FunctionCatalogue.function("concat").orElseThrow().signature())
                .isEqualTo("concat(text, …)");
        assertThat(FunctionCatalogue.function("nothing")).isEmpty();
    }

    /** {@code docs/references.md} has a row for each function, and no row for another. */
    @Test
    void isDocumentedAsItIs() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/references.md")).stream()
                .dropWhile(line -> !line.startsWith("| Function |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(FunctionCatalogue.functions().stream()
                        .map(function -> "| `" + function.signature() + "` | " + function.meaning() + " | `${"
                                + function.example() + "}` |")
                        .toList());
    }
}
