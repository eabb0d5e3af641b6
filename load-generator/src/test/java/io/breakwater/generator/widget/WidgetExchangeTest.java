package io.breakwater.generator.widget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.breakwater.events.scenario.Request.WidgetMessage.Format;
import io.breakwater.generator.text.ByteText;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages as the platform writes them, and answers as it reads them. */
class WidgetExchangeTest {

    private static final String QUERY = "{\"type\":1,\"slot_list\":[{\"key\":\"城市\",\"value\":\"深]]>圳\\\"\"}]}";

    private final SplittableRandom random = new SplittableRandom(42);
    private final MessageBackend backend = new MessageBackend();
    private final WidgetExchange exchange = new WidgetExchange(System::nanoTime);

    @Test
    void signsAsThePlatformsSampleDoes() {
        assertThat(WidgetExchange.signature("AAAAA", "1714036504", "1514711492"))
                .isEqualTo("f464b24fc39322e44b38aa78f5edd27bd1441696");
    }

    @Test
    void encryptsAndSignsAsThePublishedVectorDoes() throws Exception {
        String encrypted = "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==";
        ByteText out = new ByteText(0);
        MessageCipher cipher = new MessageCipher(1024);

        assertThat(cipher.decrypt(MessageBackend.keys(), text(encrypted), out)).isNull();
        assertThat(out).hasToString("我是中文abcd123");
        assertThat(backend.encrypt("我是中文abcd123")).isEqualTo(encrypted);
        assertThat(new String(
                        new MessageSignature()
                                .of("pamtest".getBytes(StandardCharsets.US_ASCII))
                                .and(text("1409304348"))
                                .and(text("xxxxxx"))
                                .and(text(encrypted))
                                .hex(),
                        StandardCharsets.US_ASCII))
                .isEqualTo("82c962d39941aa48552f90ef55aa323dc620cc10");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void whatItSealsIsWhatADeveloperReads(Format format) throws Exception {
        String body = sealed(format);
        Map<String, String> parameters = parameters();

        String message = backend.open(body);

        assertThat(message).isEqualTo(exchange.message().toString());
        assertThat(message)
                .isEqualTo(
                        format == Format.JSON
                                ? "{\"ToUserName\":\"gh_demo\",\"FromUserName\":\"o-1\",\"CreateTime\":1499048811,\"MsgType\":\"event\","
                                        + "\"Event\":\"wxa_widget_data\",\"Query\":" + MessageBackend.quoted(QUERY)
                                        + ",\"Scene\":1}"
                                : "<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[o-1]]></FromUserName>"
                                        + "<CreateTime>1499048811</CreateTime><MsgType><![CDATA[event]]></MsgType>"
                                        + "<Event><![CDATA[wxa_widget_data]]></Event><Query><![CDATA["
                                        + QUERY.replace("]]>", "]]]]><![CDATA[>")
                                        + "]]></Query><Scene>1</Scene></xml>");
        assertThat(body).startsWith(format == Format.JSON ? "{\"ToUserName\":\"gh_demo\",\"Encrypt\":\"" : "<xml>");
        String encrypted = body.replaceAll(".*(?:\"Encrypt\":\"|<Encrypt><!\\[CDATA\\[)([^\"\\]]+).*", "$1");
        String timestamp = parameters.getOrDefault("timestamp", "");
        String nonce = parameters.getOrDefault("nonce", "");
        assertThat(timestamp).isEqualTo("1499048811");
        assertThat(nonce).matches("[0-9]{10}");
        assertThat(parameters)
                .containsEntry("signature", backend.sign(timestamp, nonce))
                .containsEntry("msg_signature", backend.sign(timestamp, nonce, encrypted))
                .containsEntry("encrypt_type", "aes");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void opensAnAnswerDownToItsData(Format format) throws Exception {
        String data = "{\"err_code\":0,\"err_msg\":\"ok\",\"detail\":\"晴 \\\"好\\\"\"}";

        assertThat(opened(format, backend.answer(sealed(format), data))).isNull();

        assertThat(exchange.data()).hasToString(data);
        assertThat(exchange.answer()).asString().contains("widget_data");
    }

    @Test
    void readsDataAndContentAsObjectsToo() throws Exception {
        assertThat(openedContent(MessageBackend.content("{\"err_code\":-1}"))).isNull();
        assertThat(exchange.data()).hasToString("{\"err_code\":-1}");

        assertThat(opened(Format.JSON, backend.seal(Format.JSON, "{\"Content\":{\"data\":{\"err_code\":0}}}")))
                .isNull();
        assertThat(exchange.data()).hasToString("{\"err_code\":0}");
    }

    @Test
    void readsWhatLibrariesMakeOfTheEnvelope() throws Exception {
        String answer = backend.seal(Format.JSON, MessageBackend.message(Format.JSON, MessageBackend.content("{}")));
        String encrypted = answer.replaceAll(".*\"Encrypt\":\"([^\"]+)\".*", "$1");

        assertThat(opened(Format.JSON, answer.replace("\"1409304348\"", "1409304348")))
                .isNull();
        assertThat(opened(Format.JSON, answer.replace("/", "\\/"))).isNull();
        String xml = backend.seal(Format.XML, MessageBackend.message(Format.XML, MessageBackend.content("{}")));
        assertThat(opened(Format.XML, "<?xml version=\"1.0\"?><!-- a --><xml><A/>" + xml.substring(5)))
                .isNull();
        assertThat(opened(Format.XML, xml.replace("<![CDATA[", "").replace("]]>", "")))
                .isNull();
        assertThat(encrypted).isNotEmpty();
    }

    @Test
    void namesWhatIsWrongWithAnAnswer() throws Exception {
        String message = MessageBackend.message(Format.JSON, MessageBackend.content("{}"));
        String right = backend.seal(Format.JSON, message);

        assertThat(opened(Format.JSON, right)).isNull();
        assertThat(opened(Format.JSON, "")).isEqualTo(AnswerFault.UNREADABLE_ENVELOPE);
        assertThat(opened(Format.JSON, "<html>502</html>")).isEqualTo(AnswerFault.UNREADABLE_ENVELOPE);
        assertThat(opened(Format.XML, right)).isEqualTo(AnswerFault.UNREADABLE_ENVELOPE);
        assertThat(opened(Format.XML, "<xml></xml>")).isEqualTo(AnswerFault.ENCRYPT_MISSING);
        assertThat(opened(Format.JSON, "{\"err_code\":0}")).isEqualTo(AnswerFault.ENCRYPT_MISSING);
        assertThat(opened(Format.JSON, right.replace("MsgSignature", "msg_signature")))
                .isEqualTo(AnswerFault.SIGNATURE_MISSING);
        assertThat(opened(Format.JSON, right.replace("xxxxxx", "xxxxxy"))).isEqualTo(AnswerFault.WRONG_SIGNATURE);
        assertThat(opened(Format.JSON, new MessageBackend("other", MessageBackend.AES_KEY, "a").seal(Format.JSON, "")))
                .isEqualTo(AnswerFault.WRONG_SIGNATURE);
        assertThat(opened(Format.JSON, backend.envelope(Format.JSON, "a*b="))).isEqualTo(AnswerFault.NO_BASE64);
        assertThat(opened(Format.JSON, backend.envelope(Format.JSON, "abcd"))).isEqualTo(AnswerFault.WRONG_PADDING);
        assertThat(opened(Format.JSON, backend.envelope(Format.JSON, backend.encryptBytes(new byte[32]))))
                .isEqualTo(AnswerFault.WRONG_PADDING);
        assertThat(opened(Format.JSON, backend.envelope(Format.JSON, backend.encryptBytes(padded(31, 1)))))
                .isEqualTo(AnswerFault.OTHER_APP);
        assertThat(opened(Format.JSON, backend.envelope(Format.JSON, backend.encryptBytes(padded(0, 32)))))
                .isEqualTo(AnswerFault.WRONG_LENGTH);
        assertThat(opened(
                        Format.JSON,
                        new MessageBackend(MessageBackend.TOKEN, MessageBackend.AES_KEY, "wx-other")
                                .seal(Format.JSON, message)))
                .isEqualTo(AnswerFault.OTHER_APP);
        assertThat(opened(Format.JSON, backend.seal(Format.JSON, "{\"MsgType\":\"text\"}")))
                .isEqualTo(AnswerFault.CONTENT_MISSING);
        assertThat(opened(Format.JSON, backend.seal(Format.JSON, "success"))).isEqualTo(AnswerFault.CONTENT_UNREADABLE);
        assertThat(openedContent("[]")).isEqualTo(AnswerFault.CONTENT_UNREADABLE);
        assertThat(openedContent("{\"query\":\"\"}")).isEqualTo(AnswerFault.DATA_MISSING);
        assertThat(openedContent(MessageBackend.content("7"))).isEqualTo(AnswerFault.DATA_UNREADABLE);
        assertThat(openedContent(MessageBackend.content("\"{\""))).isEqualTo(AnswerFault.DATA_UNREADABLE);
        assertThat(exchange.data().length()).isZero();
        assertThat(Stream.of(AnswerFault.values()).map(AnswerFault::words).collect(Collectors.toSet()))
                .hasSameSizeAs(AnswerFault.values())
                .allMatch(words -> words.startsWith("widget answer: ") && words.contains("(expected: "));
    }

    @Test
    void paddingToBlocksOf16IsNotThePlatforms() throws Exception {
        String message = MessageBackend.message(Format.JSON, MessageBackend.content("{}"));
        String padded = message + " ".repeat(Math.floorMod(16 - 20 - message.length() - 18 - 1, 32));

        assertThat(opened(Format.JSON, backend.envelope(Format.JSON, backend.encrypt("aaaabbbbccccdddd", padded, 16))))
                .isEqualTo(AnswerFault.WRONG_PADDING);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void noAnswerHoweverDamagedIsMoreThanAFault_seed7(Format format) throws Exception {
        SplittableRandom damage = new SplittableRandom(7);
        String inner = MessageBackend.message(format, MessageBackend.content("\"{\\\\\\\"err_code\\\\\\\":0}\""));
        for (int i = 0; i < 20_000; i++) {
            // In the clear before it is encrypted, so that what stands behind the signature is met too.
            boolean within = damage.nextBoolean();
            byte[] body = within
                    ? backend.seal(format, new String(damaged(inner, damage), StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8)
                    : damaged(backend.seal(format, inner), damage);

            AnswerFault fault = exchange.open(MessageBackend.keys(), format, body, body.length);

            assertThat(fault == null).isEqualTo(exchange.data().length() > 0);
        }
    }

    @Test
    void noClearTextHoweverDamagedIsMoreThanAFault_seed8() throws Exception {
        SplittableRandom damage = new SplittableRandom(8);
        for (int i = 0; i < 20_000; i++) {
            byte[] clear = new byte[32 * damage.nextInt(1, 4)];
            damage.nextBytes(clear);
            if (damage.nextBoolean()) {
                clear[16] = 0;
                clear[17] = 0;
                clear[18] = 0;
                clear[clear.length - 1] = 1;
            }
            String body = backend.envelope(Format.JSON, backend.encryptBytes(clear));

            assertThat(opened(Format.JSON, body)).isNotNull();
        }
    }

    @Test
    void takesTheTimeForCryptographyAlone() throws Exception {
        AtomicLong ticks = new AtomicLong();
        WidgetExchange timed = new WidgetExchange(() -> ticks.addAndGet(1_000));

        assertThat(timed.takeCryptographyNanos()).isZero();
        seal(timed, Format.JSON);
        assertThat(timed.takeCryptographyNanos()).isEqualTo(1_000);
        byte[] body = backend.answer(sealed(Format.JSON), "{}").getBytes(StandardCharsets.UTF_8);
        timed.open(MessageBackend.keys(), Format.JSON, body, body.length);
        timed.open(MessageBackend.keys(), Format.JSON, body, body.length);
        assertThat(timed.takeCryptographyNanos()).isEqualTo(2_000);
        assertThat(timed.takeCryptographyNanos()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void allocatesNextToNothingInSteadyState(Format format) throws Exception {
        byte[] body = backend.answer(sealed(format), "{\"err_code\":0}").getBytes(StandardCharsets.UTF_8);
        MessageKeys keys = MessageBackend.keys();
        ByteText from = text("o-1");
        ByteText query = text(QUERY);
        ByteText out = new ByteText(1 << 20);
        Runnable once = () -> {
            exchange.seal(keys, format, "gh_demo", from, query, 1, 1_499_048_811, random::nextLong);
            out.reset();
            exchange.appendBody(format, out);
            exchange.appendParameters(out);
            exchange.open(keys, format, body, body.length);
        };
        int rounds = 20_000;
        for (int i = 0; i < rounds; i++) {
            once.run();
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) {
            once.run();
        }
        long perMessage = (threads.getCurrentThreadAllocatedBytes() - before) / rounds;

        // 16 bytes were measured, which are Java's own.
        assertThat(perMessage).isLessThan(32);
    }

    @Test
    void refusesKeysThatCannotBeWithoutShowingThem() {
        assertThatThrownBy(() -> MessageKeys.of("t", "shortkey", "wx1"))
                .hasMessage("encoding_aes_key: 8 characters, or others than letters and digits"
                        + " (expected: 43 letters and digits)");
        assertThatThrownBy(() -> MessageKeys.of("", MessageBackend.AES_KEY, "wx1"))
                .hasMessageContaining("token: empty");
        assertThatThrownBy(() -> MessageKeys.of("t", MessageBackend.AES_KEY, ""))
                .hasMessageContaining("app_id: empty");
        assertThat(MessageBackend.keys()).hasToString("MessageKeys[appId=wxb11529c136998cb6]");
    }

    private static byte[] padded(int zeros, int padding) {
        byte[] bytes = new byte[zeros + padding];
        Arrays.fill(bytes, zeros, bytes.length, (byte) padding);
        return bytes;
    }

    private static byte[] damaged(String text, SplittableRandom damage) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = damage.nextInt(3); i >= 0; i--) {
            bytes[damage.nextInt(bytes.length)] = (byte) damage.nextInt();
        }
        return damage.nextInt(4) == 0 ? Arrays.copyOf(bytes, damage.nextInt(bytes.length)) : bytes;
    }

    private @Nullable AnswerFault openedContent(String content) throws Exception {
        return opened(Format.JSON, backend.seal(Format.JSON, MessageBackend.message(Format.JSON, content)));
    }

    private @Nullable AnswerFault opened(Format format, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return exchange.open(MessageBackend.keys(), format, bytes, bytes.length);
    }

    private String sealed(Format format) {
        seal(exchange, format);
        ByteText body = new ByteText(0);
        exchange.appendBody(format, body);
        return body.toString();
    }

    private void seal(WidgetExchange by, Format format) {
        by.seal(MessageBackend.keys(), format, "gh_demo", text("o-1"), text(QUERY), 1, 1_499_048_811, random::nextLong);
    }

    private Map<String, String> parameters() {
        ByteText out = new ByteText(0);
        exchange.appendParameters(out);
        return Stream.of(out.toString().split("&"))
                .map(one -> one.split("="))
                .collect(Collectors.toMap(one -> one[0], one -> one[1]));
    }

    private static ByteText text(String text) {
        ByteText bytes = new ByteText(1024);
        bytes.append(text);
        return bytes;
    }
}
