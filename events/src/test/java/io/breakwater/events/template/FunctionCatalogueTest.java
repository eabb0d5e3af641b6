package io.breakwater.events.template;

import static org.assertj.core.api.Assertions.assertThat;

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
}
