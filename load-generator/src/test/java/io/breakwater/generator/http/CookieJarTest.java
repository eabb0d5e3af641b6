package io.breakwater.generator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieJarTest {

    private static final Target SHOP = new Target(true, "shop.example.com", 443);
    private static final Target PLAIN_SHOP = new Target(false, "shop.example.com", 80);
    private static final Target API = new Target(true, "api.example.com", 443);

    private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);
    private final CookieJar jar = new CookieJar(millis::get);

    @Test
    void sendsBackWhatItWasGivenUntilItIsCleared() {
        set(SHOP, "/login", "sid=abc; Path=/; HttpOnly", "theme=dark; Path=/");

        assertThat(sent(SHOP, "/orders")).isEqualTo("sid=abc; theme=dark");
        jar.clear();
        assertThat(sent(SHOP, "/orders")).isEmpty();
    }

    @Test
    void replacesTheCookieOfTheSameNameDomainAndPath() {
        set(SHOP, "/", "sid=long-value-of-the-first; Path=/");
        set(SHOP, "/", "sid=2; Path=/");

        assertThat(sent(SHOP, "/")).isEqualTo("sid=2");
        assertThat(jar.size()).isEqualTo(1);
    }

    @Test
    void keepsHostsApartUnlessADomainIsNamed() {
        set(SHOP, "/", "own=1; Path=/", "both=2; Path=/; Domain=.Example.com");

        assertThat(sent(API, "/")).isEqualTo("both=2");
        assertThat(sent(new Target(true, "badexample.com", 443), "/")).isEmpty();
    }

    @Test
    void refusesADomainThatIsNotTheSendersAndCountsIt() {
        set(SHOP, "/", "a=1; Domain=other.com", "b=1; Domain=com", "c=1; Domain=api.example.com", "no pair", "=x");

        assertThat(jar.size()).isZero();
        assertThat(jar.refused()).isEqualTo(5);
    }

    @Test
    void sendsLongerPathsFirstAndOnlyBelowTheirPath() {
        set(SHOP, "/a/b/c", "root=1; Path=/", "default=2", "exact=3; Path=/a/b/c");

        assertThat(sent(SHOP, "/a/b/c")).isEqualTo("exact=3; default=2; root=1");
        assertThat(sent(SHOP, "/a/bc")).isEqualTo("root=1");
        assertThat(sent(SHOP, "/a/b?x=1")).isEqualTo("default=2; root=1");
    }

    @Test
    void sendsSecureCookiesOverTlsOnlyAndTakesThemOverTlsOnly() {
        set(SHOP, "/", "s=1; Secure; Path=/");
        set(PLAIN_SHOP, "/", "t=1; Secure; Path=/");

        assertThat(sent(PLAIN_SHOP, "/")).isEmpty();
        assertThat(sent(SHOP, "/")).isEqualTo("s=1");
        assertThat(jar.refused()).isEqualTo(1);
    }

    @Test
    void forgetsACookieWhenItsTimeIsOver() {
        set(SHOP, "/", "age=1; Max-Age=60; Path=/", "date=1; Expires=Fri, 15 Jan 2027 08:01:00 GMT; Path=/");
        assertThat(sent(SHOP, "/")).isEqualTo("age=1; date=1");
        millis.addAndGet(60_000);

        assertThat(sent(SHOP, "/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sid=; Max-Age=0; Path=/",
                "sid=x; max-age=-1; Path=/",
                "sid=; expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/",
                "sid=; Expires=Thu, 01-Jan-70 00:00:01 GMT; path=/",
                "sid=; Max-Age=0; Expires=Fri, 15 Jan 2100 08:01:00 GMT; Path=/",
            })
    void dropsACookieThatIsTakenBack(String takenBack) {
        set(SHOP, "/", "sid=abc; Path=/");
        set(SHOP, "/", takenBack);

        assertThat(sent(SHOP, "/")).isEmpty();
    }

    @Test
    void isBoundedInNumberAndSizeAndCountsWhatDidNotFit() {
        for (int i = 0; i < CookieJar.MOST_COOKIES + 3; i++) {
            set(SHOP, "/", "c" + i + "=1; Path=/");
        }
        jar.clear();
        set(SHOP, "/", "big=" + "x".repeat(CookieJar.LONGEST_COOKIE_BYTES));

        assertThat(jar.size()).isZero();
        assertThat(jar.refused()).isEqualTo(4);
    }

    private void set(Target from, String path, String... values) {
        HeaderBytes headers = new HeaderBytes();
        for (String value : values) {
            byte[] line = bytes("Set-Cookie" + value);
            headers.add(line, 0, 10, 10, line.length - 10);
        }
        byte[] asked = bytes(path);
        jar.take(headers, from, asked, 0, asked.length);
    }

    private String sent(Target to, String path) {
        byte[] asked = bytes(path);
        int query = path.indexOf('?');
        int length = query < 0 ? asked.length : query;
        ByteBuf out = Unpooled.buffer();
        jar.write(to, asked, 0, length, out);
        assertThat(jar.length(to, asked, 0, length)).isEqualTo(out.readableBytes());
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
