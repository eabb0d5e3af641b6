package io.breakwater.generator.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.scenario.Extraction;
import io.breakwater.events.scenario.Extraction.Source;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.token.TokenSlot;
import io.breakwater.generator.value.Filling;
import io.breakwater.generator.value.HandedValues;
import io.breakwater.generator.value.Sequences;
import io.breakwater.generator.value.Sources;
import io.breakwater.generator.value.ValueNames;
import io.breakwater.generator.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractorsTest {

    private static final String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:shop">
              <s:Body><orders count="2"><order id="7" s:kind="x">中 &amp; 文</order><order id="8"/></orders></s:Body>
            </s:Envelope>""";

    private final ValueNames names = ValueNames.of(List.of("a", "b"));
    private final Values values = new Values(names, new HandedValues(names));
    private final Sources sources = new Sources(new RunData(Map.of(), Map.of()), ignored -> new TokenSlot(), names);
    private final Filling filling = new Filling(new Sequences(0, 0, 1)).of(new int[0], values, 0);

    @Test
    void takesValuesFromJson() {
        assertThat(taken(Source.JSON, "$.data.token", "{\"data\":{\"token\":\"t\\u0041\\n\"}}"))
                .contains("tA\n");
        assertThat(taken(Source.JSON, "data", "{\"data\":{\"token\": 1}}")).contains("{\"token\": 1}");
        assertThat(taken(Source.JSON, "$.items[?(@.price < 10)].id", "{\"items\":[{\"id\":3,\"price\":9.9}]}"))
                .contains("3");
        assertThat(taken(Source.JSON, "$.empty", "{\"empty\":\"\"}")).contains("");
        assertThat(taken(Source.JSON, "$.none", "{\"none\":null}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 11", "1, 22", "2, 33", "-1, 33", "-3, 11"})
    void takesTheNthMatchOfAPattern(int match, String expected) {
        Extraction extraction = new Extraction(Source.TEXT, "id=([0-9]+)", match, false, Optional.empty());

        assertThat(failure(extraction, response("id=11 id=22, id=33"))).isNull();
        assertThat(value("a")).contains(expected);
    }

    @Test
    void takesNoMatchWhereThereAreFewer() {
        for (int match : new int[] {1, -2}) {
            Extraction extraction = new Extraction(Source.TEXT, "id=[0-9]+", match, false, Optional.empty());
            assertThat(failure(extraction, response("id=1"))).isNotNull();
        }
        assertThat(taken(Source.TEXT, "id=[0-9]+", "an id=1")).contains("id=1");
    }

    @Test
    void takesAnyMatchEvenlyAndTheSameAgain_seed1() {
        Extraction extraction = new Extraction(Source.TEXT, "id=([0-9])", 0, true, Optional.empty());
        Set<String> taken = new HashSet<>();
        for (int index = 0; index < 100; index++) {
            values.begin(1, index);
            failure(extraction, response("id=1 id=2 id=3"));
            String first = value("a").orElseThrow();
            taken.add(first);
            values.begin(1, index);
            failure(extraction, response("id=1 id=2 id=3"));
            assertThat(value("a")).contains(first);
        }
        assertThat(taken).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void takesValuesFromXmlWithoutNamespaces() {
        assertThat(taken(Source.XML, "/Envelope/Body/orders/order[1]", XML)).contains("中 & 文");
        assertThat(taken(Source.XML, "//order[2]/@id", XML)).contains("8");
        assertThat(taken(Source.XML, "//order/@kind", XML)).contains("x");
        assertThat(taken(Source.XML, "count(//order)", XML)).contains("2");
        assertThat(taken(Source.XML, "sum(//@id) div 2", XML)).contains("7.5");
        assertThat(taken(Source.XML, "string(//orders/@count)", XML)).contains("2");
        assertThat(taken(Source.XML, "//nothing", XML)).isEmpty();
    }

    @Test
    void readsNothingOutsideOfAnXmlBody() {
        String external = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><r>&x;</r>";
        String laughs = "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>";
        Extraction extraction = new Extraction(Source.XML, "/r", 0, false, Optional.empty());

        assertThat(failure(extraction, response(external)))
                .isEqualTo(new Extractors.Failure("a", "xml /r: cannot be read"));
        assertThat(failure(extraction, response(laughs))).isNotNull();
        assertThat(failure(extraction, response("<r>" + "x".repeat(1 << 20) + "</r>")))
                .isEqualTo(new Extractors.Failure("a", "xml /r: takes too long to find"));
        assertThat(failure(extraction, response("<r>" + "<e>".repeat(50_000)))).isNotNull();
    }

    @Test
    void takesHeadersCookiesAndTheStatus() {
        Response response = response("");
        response.status(201);
        header(response, "Location", "/orders/7");
        header(response, "Set-Cookie", "sid=old; Path=/");
        header(response, "set-cookie", "sidx=1");
        header(response, "Set-Cookie", "sid=new=2; HttpOnly");
        header(response, "Set-Cookie", "empty=");

        assertThat(taken(Source.HEADER, "location", response)).contains("/orders/7");
        assertThat(taken(Source.COOKIE, "sid", response)).contains("new=2");
        assertThat(taken(Source.COOKIE, "empty", response)).contains("");
        assertThat(taken(Source.COOKIE, "si", response)).isEmpty();
        assertThat(taken(Source.STATUS, "", response)).contains("201");
    }

    @Test
    void namesWhatWasNotFoundAndForgetsAnEarlierValue() {
        Extraction extraction = new Extraction(Source.JSON, "$.id", 0, false, Optional.empty());
        failure(extraction, response("{\"id\":1}"));

        assertThat(failure(extraction, response("{}")))
                .isEqualTo(new Extractors.Failure("a", "json $.id: is not there"));
        assertThat(value("a")).isEmpty();
        assertThat(failure(extraction, response("<html>")))
                .isEqualTo(new Extractors.Failure("a", "json $.id: cannot be read"));
        assertThat(failure(extraction, response("{\"id\":\"" + "x".repeat(300_000) + "\"}")))
                .isEqualTo(new Extractors.Failure("a", "json $.id: is too long"));
        assertThat(failure(
                        new Extraction(Source.TEXT, "(a+)+b", 0, false, Optional.empty()), response("a".repeat(5_000))))
                .isEqualTo(new Extractors.Failure("a", "text (a+)+b: takes too long to find"));
    }

    @Test
    void takesTheDefaultWhereNothingIsFoundAndGoesOnWithTheOthers() {
        Extractors extractors = Extractors.of(
                Map.of(
                        "a", new Extraction(Source.JSON, "$.id", 0, false, Optional.of("none")),
                        "b", new Extraction(Source.JSON, "$.other", 0, false, Optional.empty())),
                sources);

        assertThat(extractors.extract(response("{\"other\":2}"), filling)).isNull();
        assertThat(value("a")).contains("none");
        assertThat(value("b")).contains("2");
        assertThat(extractors.needsBody()).isTrue();
        assertThat(extractors.needsHeaders()).isFalse();
    }

    @Test
    void refusesPathsThatAreNone() {
        assertThatThrownBy(() -> taken(Source.JSON, "$.a[", "")).hasMessageContaining("JSON path");
        assertThatThrownBy(() -> taken(Source.TEXT, "(", "")).hasMessageContaining("regular expression");
        assertThatThrownBy(() -> taken(Source.XML, "//[", "")).hasMessageContaining("XPath");
    }

    /** Whatever a target answers, an extraction finds a value or names a failure. */
    @Test
    void survivesAnyXml_seed3() {
        Random random = new Random(3);
        byte[] whole = XML.getBytes(StandardCharsets.UTF_8);
        Extraction extraction = new Extraction(Source.XML, "//order/@id", 0, false, Optional.empty());
        Extractors extractors = Extractors.of(Map.of("a", extraction), sources);
        int failures = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            failures += extractors.extract(response(damaged), filling) == null ? 0 : 1;
        }
        assertThat(failures).isBetween(200, 1_999);
    }

    private Optional<String> taken(Source source, String expression, String body) {
        return taken(source, expression, response(body));
    }

    private Optional<String> taken(Source source, String expression, Response response) {
        Extractors.Failure failure = failure(new Extraction(source, expression, 0, false, Optional.empty()), response);
        Optional<String> value = value("a");
        assertThat(failure == null).isEqualTo(value.isPresent());
        return value;
    }

    private Extractors.@Nullable Failure failure(Extraction extraction, Response response) {
        return Extractors.of(Map.of("a", extraction), sources).extract(response, filling);
    }

    private Optional<String> value(String name) {
        ByteText out = filling.out();
        return sources.text("${" + name + "}", ValueEncoding.PLAIN).append(filling, out)
                ? Optional.of(out.toString())
                : Optional.empty();
    }

    private static Response response(String body) {
        return response(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Response response(byte[] body) {
        Response response = new Response();
        response.status(200);
        response.body().append(body, 0, body.length);
        return response;
    }

    private static void header(Response response, String name, String value) {
        byte[] bytes = (name + value).getBytes(StandardCharsets.UTF_8);
        response.headers().add(bytes, 0, name.length(), name.length(), bytes.length - name.length());
    }
}
