package io.breakwater.generator.widget;

import static org.assertj.core.api.Assertions.assertThat;

import cn.binarywang.wx.miniapp.bean.WxMaMessage;
import cn.binarywang.wx.miniapp.config.impl.WxMaDefaultConfigImpl;
import io.breakwater.events.scenario.Request.WidgetMessage.Format;
import io.breakwater.generator.text.ByteText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WxJava, with which many backends are written, reads our messages, and we read its answers. */
class WxJavaTest {

    private static final String QUERY = "{\"type\":1,\"slot_list\":[{\"key\":\"城市\",\"value\":\"深圳\"}]}";

    private final WxMaDefaultConfigImpl settings = new WxMaDefaultConfigImpl();
    private final WxCryptUtil developer =
            new WxCryptUtil(MessageBackend.TOKEN, MessageBackend.AES_KEY, MessageBackend.APP_ID);
    private final SplittableRandom random = new SplittableRandom(11);
    private final WidgetExchange exchange = new WidgetExchange(System::nanoTime);

    @BeforeEach
    void configure() {
        settings.setAppid(MessageBackend.APP_ID);
        settings.setToken(MessageBackend.TOKEN);
        settings.setAesKey(MessageBackend.AES_KEY);
    }

    @Test
    void readsOurMessagesInJson() {
        requireWidgetMessage(WxMaMessage.fromEncryptedJson(sealed(Format.JSON, QUERY), settings));
    }

    @Test
    void verifiesAndReadsOurMessagesInXml() {
        String body = sealed(Format.XML, QUERY);
        Map<String, String> signed = parameters();

        requireWidgetMessage(WxMaMessage.fromEncryptedXml(
                body,
                settings,
                signed.getOrDefault("timestamp", ""),
                signed.getOrDefault("nonce", ""),
                signed.getOrDefault("msg_signature", "")));
    }

    private static void requireWidgetMessage(WxMaMessage message) {
        assertThat(message.getToUser()).isEqualTo("gh_demo");
        assertThat(message.getFromUser()).isEqualTo("o-1");
        assertThat(message.getMsgType()).isEqualTo("event");
        assertThat(message.getEvent()).isEqualTo("wxa_widget_data");
        assertThat(message.getCreateTime()).isEqualTo(1_499_048_811);
        assertThat(message.getQuery()).isEqualTo(QUERY);
        assertThat(message.getScene()).isEqualTo(1);
    }

    /** Each length of the last block. */
    @Test
    void readsOurMessagesOfEveryLength() {
        for (int length = 0; length < 64; length++) {
            String query = "q".repeat(length);

            assertThat(WxMaMessage.fromEncryptedJson(sealed(Format.JSON, query), settings)
                            .getQuery())
                    .isEqualTo(query);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"err_code\":0}", "{\"err_code\":-1,\"err_msg\":\"没有结果\"}"})
    void itsAnswersAreReadByUs(String data) {
        for (int length = 0; length < 40; length++) {
            String longer = data.substring(0, data.length() - 1) + ",\"x\":\"" + "x".repeat(length) + "\"}";
            String content = MessageBackend.content(MessageBackend.quoted(longer));

            String xml = developer.encrypt(MessageBackend.message(Format.XML, content));
            assertThat(opened(Format.XML, xml)).isEqualTo(longer);

            WxCryptUtil.EncryptContext sealed = developer.encryptContext(MessageBackend.message(Format.JSON, content));
            String json = "{\"Encrypt\":\"" + sealed.getEncrypt() + "\",\"MsgSignature\":\"" + sealed.getSignature()
                    + "\",\"TimeStamp\":" + sealed.getTimeStamp() + ",\"Nonce\":\"" + sealed.getNonce() + "\"}";
            assertThat(opened(Format.JSON, json)).isEqualTo(longer);
        }
    }

    private String opened(Format format, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertThat(exchange.open(MessageBackend.keys(), format, bytes, bytes.length))
                .isNull();
        return exchange.data().toString();
    }

    private String sealed(Format format, String query) {
        exchange.seal(
                MessageBackend.keys(), format, "gh_demo", text("o-1"), text(query), 1, 1_499_048_811, random::nextLong);
        ByteText body = new ByteText(0);
        exchange.appendBody(format, body);
        return body.toString();
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
