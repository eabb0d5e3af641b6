package io.breakwater.reporting.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void comesBackAsItWas() {
        Cursor cursor = new Cursor(Cursor.Kind.WINDOWS, 17, "pay & go/ß");
        assertThat(Cursor.parse(cursor.encode(), Cursor.Kind.WINDOWS)).contains(cursor);
    }

    @Test
    void isRefusedForAnotherKindOfPageAndWhenMadeUp() {
        String cursor = new Cursor(Cursor.Kind.WINDOWS, 17, "a").encode();
        assertThat(Cursor.parse(cursor, Cursor.Kind.REPORTS)).isEmpty();
        assertThat(Cursor.parse("%%%", Cursor.Kind.REPORTS)).isEmpty();
        assertThat(Cursor.parse("", Cursor.Kind.REPORTS)).isEmpty();
    }
}
