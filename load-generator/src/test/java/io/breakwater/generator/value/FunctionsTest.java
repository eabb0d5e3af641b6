package io.breakwater.generator.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.events.request.NotSentReason;
import io.breakwater.events.template.FunctionCatalogue;
import io.breakwater.events.template.TemplateFunction;
import io.breakwater.generator.data.RunData;
import io.breakwater.generator.data.ValueEncoding;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.token.TokenSlot;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {

    /** 20 November 2026, 23:59:59.123 in Shanghai. */
    private static final long NOW_MILLIS = 1_795_190_399_123L;

    /**
     * Known answers: RFC 1321 (MD5), FIPS 180 (SHA), RFC 4231 (HMAC), RFC 4648 (Base64), and by hand.
     */
    private static final String KNOWN = """
            md5("") = d41d8cd98f00b204e9800998ecf8427e
            md5("message digest") = f96b697d7cb7938d525a2f31aaf161d0
            sha1("abc") = a9993e364706816aba3e25717850c26c9cd0d89d
            sha256("abc") = ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
            hmacSha256("Jefe", "what do ya want for nothing?") = 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
            hmacSha256("", "") = b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad
            base64("foobar") = Zm9vYmFy
            base64("中") = 5Lit
            base64Decode("Zm9vYg==") = foob
            base64Decode("_-4") = \uFFFD\uFFFD
            urlEncode("a b/ü~") = a%20b%2F%C3%BC~
            urlDecode("a%20b%2f%C3%BC+") = a b/ü+
            substring("0123456789", 2, 5) = 234
            substring("中文字", 1) = 文字
            substring("😀a", 1, 2) = a
            substring("abc", 0, 0) =
            concat("a", 1, "中") = a1中
            upper("aé") = AÉ
            lower("AÉ") = aé
            trim("  a b ") = a b
            length("a中😀") = 3
            add(1, 2, -5) = -2
            add("0.1", "0.2") = 0.3
            subtract(1, 1.5) = -0.5
            multiply(999999999999999999, 10, 10) = 99999999999999999900
            timestamp() = 1795190399123
            timestamp("s") = 1795190399
            timestamp("s", "-1m") = 1795190339
            epochMillis("+500ms") = 1795190399623
            time("yyyy-MM-dd HH:mm:ss.SSS") = 2026-11-20 23:59:59.123
            time("yyyyMMdd", "+1d") = 20261121
            time("yyyy-MM-dd'T'HH:mm:ssXXX", "-2h", "UTC") = 2026-11-20T13:59:59Z
            concat(nothing ?? "d", random(7, 7)) = d7
            select("a") = a
            upper(select("b", "b")) = B
            """;

    private final ValueNames names = ValueNames.of(List.of("nothing", "order"));
    private final Values values = new Values(names, new HandedValues(names));
    private final Filling filling = new Filling(new Sequences(2, 0, 1));
    private final Sources sources = new Sources(new RunData(Map.of(), Map.of()), ignored -> new TokenSlot(), names);

    @Test
    void givesKnownAnswers() {
        Map<String, String> wrong = new TreeMap<>();
        KNOWN.lines().forEach(line -> {
            String call = line.substring(0, line.indexOf(") =") + 1);
            String expected = line.substring(line.indexOf(") =") + 3).strip();
            Optional<String> given = value("${" + call + "}");
            if (!given.equals(Optional.of(expected))) {
                wrong.put(line, given.toString());
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** A function that is documented but not made would end a run before it begins. */
    @Test
    void hasEveryFunctionOfTheCatalogueAndATestOfIt() {
        byte[] order = "20261120-7".getBytes(StandardCharsets.UTF_8);
        values.begin(1, 1);
        values.set(names.slot("order"), order, 0, order.length);
        for (TemplateFunction function : FunctionCatalogue.functions()) {
            String example = function.example().replaceAll("\\b(password|payload|link|count|total|price)\\b", "12");
            assertThat(read("${" + example + "}")).as(example).isPresent();
        }
        Set<String> tested = KNOWN.lines()
                .flatMap(line -> Arrays.stream(line.split("[^A-Za-z0-9]+")))
                .collect(Collectors.toCollection(TreeSet::new));
        tested.addAll(List.of("uuid", "sequence", "phone", "idNumber", "randomString"));
        assertThat(FunctionCatalogue.functions().stream().map(TemplateFunction::name))
                .allMatch(tested::contains);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "substring('abc', 2, 4)",
                "substring('abc', -1)",
                "substring('abc', 2, 1)",
                "substring('abc', nothing)",
                "md5(nothing)",
                "random(2, 1)",
                "random(concat('x'), 1)",
                "randomString(5000)",
                "randomString(1, '')",
                "base64Decode('*')",
                "urlDecode('%4')",
                "urlDecode('%zz')",
                "add(1, concat('1e999999999'))",
                "add(concat('x'), 1)",
                "select(nothing)",
                "nothing"
            })
    void isMissingWhereItHasNoValue(String call) {
        assertThat(value("${" + call + "}")).isEmpty();
        assertThat(filling.missing()).isEqualTo(NotSentReason.VALUE_MISSING);
        assertThat(filling.missingName()).isNotEmpty();
        assertThat(value("${" + call + " ?? 'default'}")).contains("default");
    }

    @Test
    void drawsRandomNumbersEvenlyOverAllOfTheirRange_chiSquared_seed1() {
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++) {
            values.begin(1, i);
            counts[Integer.parseInt(read("${random(1, 6)}").orElseThrow()) - 1]++;
        }
        double chiSquared = Arrays.stream(counts)
                .mapToDouble(count -> (count - 10_000.0) * (count - 10_000.0) / 10_000)
                .sum();
        // 5 degrees of freedom, p = 0.001.
        assertThat(chiSquared).isLessThan(20.5);
        assertThat(value("${random(-999999999999999999, 999999999999999999)}")).isPresent();
    }

    @Test
    void repeatsRandomValuesForTheSameSeedAndIndexOnly() {
        String template =
                "${uuid()} ${random(1, 1000000)} ${randomString(8)} ${phone()} ${idNumber()} ${select('a', 'b', 'c')}";
        values.begin(7, 3);
        String first = read(template).orElseThrow();
        values.begin(7, 3);
        assertThat(read(template)).contains(first);
        values.begin(7, 4);
        assertThat(read(template)).isPresent().isNotEqualTo(Optional.of(first));
        values.begin(8, 3);
        assertThat(read(template)).isPresent().isNotEqualTo(Optional.of(first));
    }

    @Test
    void makesUuidsPhonesAndTextsOfTheirForm() {
        Set<String> distinct = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            values.begin(1, i);
            String uuid = read("${uuid()}").orElseThrow();
            assertThat(uuid).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
            distinct.add(uuid);
            assertThat(read("${phone()}").orElseThrow()).matches("1[3-9][0-9]{9}");
            assertThat(read("${randomString(12)}").orElseThrow()).matches("[A-Za-z0-9]{12}");
            assertThat(read("${randomString(3, '中b')}").orElseThrow()).matches("[中b]{3}");
        }
        assertThat(distinct).hasSize(1_000);
    }

    @Test
    void makesIdentityNumbersWithTheirCheckDigit() {
        for (int i = 0; i < 1_000; i++) {
            values.begin(1, i);
            String number = read("${idNumber()}").orElseThrow();
            assertThat(number).matches("[0-9]{17}[0-9X]");
            assertThat(LocalDate.parse(number.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE))
                    .isBetween(LocalDate.of(1960, 1, 1), LocalDate.of(2004, 12, 31));
            // GB 11643: the weighted sum of all 18 digits leaves 1 when divided by 11 (ISO 7064, MOD 11-2).
            int remainder = 0;
            for (int at = 0; at < 17; at++) {
                remainder = (remainder + Character.digit(number.charAt(at), 10)) * 2 % 11;
            }
            int check = number.charAt(17) == 'X' ? 10 : Character.digit(number.charAt(17), 10);
            assertThat((remainder + check) % 11).isEqualTo(1);
        }
    }

    @Test
    void countsSequencesWithoutANumberTwiceOverAllSharers() {
        Source order = sources.text("${sequence('order')}", ValueEncoding.PLAIN);
        Source other = sources.text("${sequence('other')}", ValueEncoding.PLAIN);
        assertThat(sources.sequences()).isEqualTo(2);
        List<String> numbers = new ArrayList<>();
        for (int sharer = 0; sharer < 3; sharer++) {
            Filling of = new Filling(new Sequences(sources.sequences(), sharer, 3));
            for (int i = 0; i < 4; i++) {
                ByteText out = of.of(new int[0], values, 0).out();
                order.append(of, out);
                numbers.add(out.toString());
            }
        }
        assertThat(numbers).containsExactly("1", "4", "7", "10", "2", "5", "8", "11", "3", "6", "9", "12");
        ByteText out = filling.of(new int[0], values, 0).out();
        other.append(filling, out);
        assertThat(out.toString()).isEqualTo("1");
    }

    @Test
    void writesResultsInTheEncodingOfTheirPlace() {
        ByteText out = filling.of(new int[0], values, 0).out();
        sources.text("${concat('a\"', 'b')}", ValueEncoding.JSON_STRING).append(filling, out);
        sources.text("${concat('a&', 'b c')}", ValueEncoding.FORM).append(filling, out);
        assertThat(out.toString()).isEqualTo("a\\\"ba%26b+c");
    }

    @Test
    void assignsValuesInTheOrderInWhichTheyNeedEachOther() {
        ValueNames of = ValueNames.of(List.of("a", "b", "c"));
        Sources sourcesOf = new Sources(new RunData(Map.of(), Map.of()), ignored -> new TokenSlot(), of);
        Values assigned = new Values(of, new HandedValues(of));
        Assignments all = Assignments.of(Map.of("a", "${b}!", "b", "<${upper(c)}>", "c", "x"), sourcesOf);

        assertThat(all.assign(filling.of(new int[0], assigned, 0))).isTrue();
        assertThat(new String(assigned.own(of.slot("a")), 0, assigned.ownLength(of.slot("a")), StandardCharsets.UTF_8))
                .isEqualTo("<X>!");
        assertThat(Assignments.of("a", "${a}?", sourcesOf).assign(filling)).isTrue();
        assertThat(new String(assigned.own(of.slot("a")), 0, assigned.ownLength(of.slot("a")), StandardCharsets.UTF_8))
                .isEqualTo("<X>!?");
        assertThatThrownBy(() -> Assignments.of(Map.of("a", "${b}", "b", "${a}"), sourcesOf))
                .hasMessageStartingWith("value a: made of itself");
    }

    private Optional<String> value(String template) {
        values.begin(1, 2);
        return read(template);
    }

    private Optional<String> read(String template) {
        ByteText out = filling.of(new int[0], values, NOW_MILLIS).out();
        return sources.text(template, ValueEncoding.PLAIN).append(filling, out)
                ? Optional.of(out.toString())
                : Optional.empty();
    }
}
