package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.binarywang.wx.miniapp.api.WxMaService;
import cn.binarywang.wx.miniapp.api.impl.WxMaServiceImpl;
import cn.binarywang.wx.miniapp.bean.WxMaJscode2SessionResult;
import cn.binarywang.wx.miniapp.config.impl.WxMaDefaultConfigImpl;
import cn.binarywang.wx.miniapp.util.crypt.WxMaCryptUtils;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil.EncryptContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** WxJava, a client of WeChat that has nothing to do with us, takes the simulator for the platform. */
class WeChatClientLibraryIT {

    private static final String APP = "wx0123456789abcdef";
    private static final String QUERY = "{\"type\":1,\"slot_list\":[{\"key\":\"waybill\",\"value\":\"SF100234\"}]}";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final TargetClient client = new TargetClient(Map.of());
    private final WxMaDefaultConfigImpl config = new WxMaDefaultConfigImpl();
    private final WxMaService service = new WxMaServiceImpl();

    @BeforeEach
    void configure() {
        config.setAppid(APP);
        config.setSecret("0123456789abcdef0123456789abcdef");
        config.setToken("breakwaterwidget");
        config.setAesKey("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
        config.setMsgDataFormat("JSON");
        config.setApiHostUrl("http://127.0.0.1:" + client.target.controlPort());
        service.setWxMaConfig(config);
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void fetchesATokenThatTheBackendAccepts() throws Exception {
        String first = service.getAccessToken();
        String kept = service.getAccessToken();
        String refreshed = service.getAccessToken(true);

        assertThat(kept).isEqualTo(first);
        assertThat(refreshed).isNotEqualTo(first);
        assertThat(client.eventErrcode(first)).as("within the overlap").isZero();
        assertThat(client.eventErrcode(refreshed)).isZero();
    }

    @Test
    void fetchesAStableToken() throws Exception {
        config.useStableAccessToken(true);
        String first = service.getAccessToken();
        config.expireAccessToken();
        String again = service.getAccessToken();
        String forced = service.getAccessToken(true);

        assertThat(again).isEqualTo(first);
        assertThat(forced).isNotEqualTo(first);
        assertThat(client.eventErrcode(first)).isEqualTo(40001);
        assertThat(client.eventErrcode(forced)).isZero();
    }

    @Test
    void understandsARefusal() {
        config.setSecret("f".repeat(32));

        assertThatThrownBy(service::getAccessToken)
                .isInstanceOfSatisfying(
                        WxErrorException.class,
                        e -> assertThat(e.getError().getErrorCode()).isEqualTo(40001));
    }

    @Test
    void logsAUserInWithACodeOnce() throws Exception {
        String code = TargetClient.json(client.control("POST", "/control/codes?app=" + APP + "&user=alice", ""))
                .path("codes")
                .path(0)
                .path("code")
                .stringValue();

        WxMaJscode2SessionResult session = service.jsCode2SessionInfo(code);

        assertThat(session.getOpenid()).startsWith("o");
        assertThat(client.eventErrcode(session.getSessionKey())).isZero();
        assertThatThrownBy(() -> service.jsCode2SessionInfo(code)).isInstanceOf(WxErrorException.class);
    }

    @Test
    void provesToItThatTheAddressIsOurs() throws Exception {
        client.target.change("message-token", "AAAAA");

        HttpResponse<String> ours = client.get("/message?signature=f464b24fc39322e44b38aa78f5edd27bd1441696"
                + "&timestamp=1714036504&nonce=1514711492&echostr=4375120948345356249");
        HttpResponse<String> forged = client.get("/message?signature=f464b24fc39322e44b38aa78f5edd27bd1441690"
                + "&timestamp=1714036504&nonce=1514711492&echostr=4375120948345356249");

        assertThat(ours.body()).isEqualTo("4375120948345356249");
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(TargetClient.json(forged).path("errcode").intValue()).isEqualTo(-40001);
    }

    @Test
    void exchangesAWidgetMessageInJson() throws Exception {
        WxMaCryptUtils crypt = new WxMaCryptUtils(config);
        EncryptContext message = crypt.encryptContext(plainJson());

        JsonNode sealed = TargetClient.json(client.post(path(message), body(message)));

        JsonNode answer = JSON.readTree(crypt.decryptContent(
                sealed.path("MsgSignature").stringValue(),
                sealed.path("TimeStamp").asString(),
                sealed.path("Nonce").stringValue(),
                sealed.path("Encrypt").stringValue()));
        assertThat(answer.path("ToUserName").stringValue()).isEqualTo("oUser");
        assertThat(answer.path("FromUserName").stringValue()).isEqualTo("gh_demo");
        assertThat(answer.path("MsgType").stringValue()).isEqualTo("widget_data");
        JsonNode content = JSON.readTree(answer.path("Content").stringValue());
        assertThat(content.path("query").stringValue()).isEqualTo(QUERY);
        assertThat(content.path("scene").intValue()).isEqualTo(1);
        JsonNode data = JSON.readTree(content.path("data").stringValue());
        assertThat(data.path("err_code").intValue()).isZero();
        assertThat(data.path("waybill").stringValue()).isEqualTo("SF100234");
        assertThat(client.backendCounts().path("messages").path("answered").intValue())
                .isEqualTo(1);
    }

    @Test
    void exchangesAWidgetMessageInXml() throws Exception {
        WxMaCryptUtils crypt = new WxMaCryptUtils(config);
        String plain = "<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[oUser]]></FromUserName>"
                + "<CreateTime>1499048811</CreateTime><MsgType><![CDATA[event]]></MsgType>"
                + "<Event><![CDATA[wxa_widget_data]]></Event><Query><![CDATA[" + QUERY
                + "]]></Query><Scene>1</Scene></xml>";
        EncryptContext message = crypt.encryptContext(plain);

        String sealed = client.post(
                        path(message),
                        "<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><Encrypt><![CDATA[" + message.getEncrypt()
                                + "]]></Encrypt></xml>")
                .body();

        String answer = crypt.decryptXml(
                element(sealed, "MsgSignature"), element(sealed, "TimeStamp"), element(sealed, "Nonce"), sealed);
        assertThat(element(answer, "ToUserName")).isEqualTo("oUser");
        assertThat(element(answer, "MsgType")).isEqualTo("widget_data");
        JsonNode content = JSON.readTree(element(answer, "Content"));
        assertThat(JSON.readTree(content.path("data").stringValue())
                        .path("err_code")
                        .intValue())
                .isZero();
    }

    @Test
    void answersWithThePreviousKeyWhatWasEncryptedWithIt() throws Exception {
        client.target.change("message-previous-key", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
        client.target.change("message-key", "G".repeat(43));
        WxMaCryptUtils crypt = new WxMaCryptUtils(config);
        EncryptContext message = crypt.encryptContext(plainJson());

        JsonNode sealed = TargetClient.json(client.post(path(message), body(message)));

        assertThat(crypt.decrypt(sealed.path("Encrypt").stringValue())).contains("widget_data");
    }

    @Test
    void refusesWrongSignaturesOtherApplicationsAndWhatIsNotEncryptedAndCountsEach() throws Exception {
        EncryptContext message = new WxMaCryptUtils(config).encryptContext(plainJson());
        config.setAppid("wxffffffffffffffff");
        EncryptContext ofOther = new WxMaCryptUtils(config).encryptContext(plainJson());
        config.setAppid(APP);
        config.setAesKey("H".repeat(43));
        EncryptContext ofOtherKey = new WxMaCryptUtils(config).encryptContext(plainJson());

        assertThat(errcode(path(message).replace("nonce=", "nonce=1"), body(message)))
                .isEqualTo(-40001);
        assertThat(errcode(path(ofOther), body(ofOther))).isEqualTo(-40005);
        assertThat(errcode(path(ofOtherKey), body(ofOtherKey))).isIn(-40008, -40005);
        assertThat(errcode(path(message), plainJson())).isEqualTo(-40002);
        JsonNode counts = client.backendCounts().path("messages");
        assertThat(counts.path("wrongSignature").intValue()).isEqualTo(1);
        assertThat(counts.path("unreadable").intValue()).isEqualTo(1);
        assertThat(counts.path("wrongApp").intValue()
                        + counts.path("wrongPadding").intValue())
                .isEqualTo(2);
    }

    private int errcode(String path, String body) throws Exception {
        HttpResponse<String> response = client.post(path, body);
        assertThat(response.statusCode()).isIn(400, 403);
        return TargetClient.json(response).path("errcode").intValue();
    }

    private static String path(EncryptContext message) {
        return "/message?encrypt_type=aes&signature=ignored&timestamp=" + message.getTimeStamp() + "&nonce="
                + message.getNonce() + "&msg_signature=" + message.getSignature();
    }

    private static String body(EncryptContext message) {
        return "{\"ToUserName\":\"gh_demo\",\"Encrypt\":\"" + message.getEncrypt() + "\"}";
    }

    private static String plainJson() {
        return JSON.writeValueAsString(Map.of(
                "ToUserName",
                "gh_demo",
                "FromUserName",
                "oUser",
                "CreateTime",
                1499048811,
                "MsgType",
                "event",
                "Event",
                "wxa_widget_data",
                "Query",
                QUERY,
                "Scene",
                1));
    }

    private static String element(String xml, String name) {
        Matcher element = Pattern.compile("<" + name + ">(?:<!\\[CDATA\\[)?(.*?)(?:]]>)?</" + name + ">")
                .matcher(xml);
        assertThat(element.find()).as(name + " in " + xml).isTrue();
        return element.group(1);
    }
}
