package io.breakwater.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.target.settings.TargetSettings;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SampleBackendIT {

    private final TargetClient client = new TargetClient(Map.of());

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void answersAParcelQueryWithItsState() throws Exception {
        HttpResponse<String> response = client.post(
                "/widget",
                "{\"type\":1,\"slot_list\":[{\"key\":\"waybill\",\"value\":\"SF100234\"},{\"key\":\"company\",\"value\":\"sf\"}]}");

        JsonNode reply = TargetClient.json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(reply.path("err_code").intValue()).isZero();
        assertThat(reply.path("err_msg").stringValue()).isEqualTo("ok");
        assertThat(reply.path("type").intValue()).isEqualTo(1);
        assertThat(reply.path("waybill").stringValue()).isEqualTo("SF100234");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | {'type':1,'slot_list':[{'key':'waybill','value':'SF900234'}]} | no result: waybill SF900234",
                "-1 | {'type':1,'slot_list':[{'key':'waybill','value':'SF100234'},{'key':'company','value':'jd'}]} | no result",
                "-2 | {'type':1,'slot_list':[{'key':'waybill','value':'SF100234'},{'key':'company','value':'dove'}]} | company: dove (expected: one of sf, yt, zt, st, jd)",
                "-2 | {'type':1,'slot_list':[{'key':'waybill','value':'SF12'}]} | waybill: SF12 (expected:",
                "-2 | {'type':1,'slot_list':[{'key':'waybill','value':'XX100234'}]} | waybill: XX100234 (expected:",
                "-2 | {'type':1,'slot_list':[{'key':'waybill','value':'SF100234'},{'key':'colour','value':'blue'}]} | slot: colour (expected: waybill or company)",
                "-2 | {'type':1,'slot_list':[{'key':'waybill','value':'SF100234'},{'key':'waybill','value':'SF100235'}]} | slot: waybill (expected: each slot once)",
                "-2 | {'type':1,'slot_list':[{'key':'company','value':'sf'}]} | waybill: [",
                "-2 | {'type':1,'slot_list':[{'key':'waybill','value':7}]} | slot: {",
                "-2 | {'type':2,'slot_list':[]} | type: 2 (expected: 1)",
                "-2 | {'type':1} | slot_list: missing (expected:",
                "-2 | {'type':1,'slot_list':[{'key':'waybill','value':'SF100234'}],'longitude':181} | longitude: 181 (expected:",
                "-2 | [1] | query: [1] (expected:",
                "-2 | {'type':1, | body is not JSON",
                "-2 | {} {} | body is not JSON",
            })
    void answersAnAbnormalQueryWithHttp200AndItsErrorCode(int errCode, String query, String message) throws Exception {
        HttpResponse<String> response = client.post("/widget", query.replace('\'', '"'));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(TargetClient.json(response).path("err_code").intValue()).isEqualTo(errCode);
        assertThat(TargetClient.json(response).path("err_msg").stringValue()).contains(message);
    }

    @Test
    void answersAQueryThatIsTooDeepOrNoUtf8AsBadParameters() throws Exception {
        HttpResponse<String> deep = client.post("/widget", "[".repeat(60_000));
        HttpResponse<String> notUtf8 = client.send(client.to(client.target.port(), "/widget")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'})));

        assertThat(TargetClient.json(deep).path("err_code").intValue()).isEqualTo(-2);
        assertThat(TargetClient.json(notUtf8).path("err_code").intValue()).isEqualTo(-2);
    }

    @Test
    void answersAnEmptyQueryAsBadParameters() throws Exception {
        assertThat(TargetClient.json(client.post("/widget", ""))
                        .path("err_code")
                        .intValue())
                .isEqualTo(-2);
    }

    @Test
    void givesAnOrderTokenForAPlatformTokenInBodyQueryOrHeaderAndTakesItForPayment() throws Exception {
        String token = client.token();

        HttpResponse<String> inBody = client.post("/event", "{\"input_token\":\"" + token + "\"}");
        HttpResponse<String> inQuery = client.get("/event?input_token=" + token);
        HttpResponse<String> inHeader =
                client.send(client.to(client.target.port(), "/event").header("input_token", token));

        assertThat(inBody.body()).startsWith("{\"errcode\":0,\"errmsg\":\"ok\",\"data\":{\"token\":\"order-");
        assertThat(TargetClient.json(inQuery).path("errcode").intValue()).isZero();
        String order = TargetClient.json(inHeader).path("data").path("token").stringValue();
        HttpResponse<String> paid = client.send(client.to(client.target.port(), "/pay")
                .header("Authorization", "Bearer " + order)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(paid.statusCode()).isEqualTo(200);
        assertThat(paid.body()).isEqualTo("{\"errcode\":0,\"errmsg\":\"ok\",\"data\":{\"state\":\"paid\"}}");
    }

    @Test
    void answersAnUnknownPlatformTokenWithHttp200AndErrcode40001() throws Exception {
        HttpResponse<String> response = client.post("/event", "{\"input_token\":\"80_made-up\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(TargetClient.json(response).path("errcode").intValue()).isEqualTo(40001);
        assertThat(TargetClient.json(response).path("errmsg").stringValue())
                .matches("invalid credential, access_token is invalid or not latest"
                        + " rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}");
        assertThat(TargetClient.json(client.get("/event")).path("errcode").intValue())
                .isEqualTo(41001);
        assertThat(TargetClient.json(client.post("/event", "{")).path("errcode").intValue())
                .isEqualTo(47001);
    }

    @ParameterizedTest
    @CsvSource({"Bearer order-1-0", "Bearer order-99999999999999999999-1", "Bearer -", "Basic eA=="})
    void refusesAPaymentWithoutAnOrderTokenOfItsOwn(String authorization) throws Exception {
        HttpResponse<String> response = client.send(client.to(client.target.port(), "/pay")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("www-authenticate")).hasValue("Bearer");
    }

    @Test
    void answersAnUnknownPathOrMethodWithProblemDetails() throws Exception {
        HttpResponse<String> unknownPath = client.get("/nowhere?x=1");
        HttpResponse<String> unknownMethod = client.get("/pay");

        assertThat(unknownPath.statusCode()).isEqualTo(404);
        assertThat(unknownPath.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(TargetClient.json(unknownPath).path("detail").stringValue())
                .isEqualTo("path: /nowhere (expected: one of /widget, /event, /pay, /hello, /message, /event/wechat,"
                        + " /event/alipay, /event/alipay-plus, /event/douyin)");
        assertThat(unknownMethod.statusCode()).isEqualTo(405);
        assertThat(unknownMethod.headers().firstValue("allow")).hasValue("POST");
    }

    @Test
    void acceptsABodyUpToItsLimitAndAnswersALargerOneWith413() throws Exception {
        String atLimit = " ".repeat(64 * 1024);

        assertThat(client.post("/widget", atLimit).statusCode()).isEqualTo(200);
        HttpResponse<String> tooLarge = client.post("/widget", atLimit + " ");
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(TargetClient.json(tooLarge).path("detail").stringValue())
                .isEqualTo("body: too large (expected: at most 65536 bytes)");
        assertThat(client.get("/hello").statusCode()).isEqualTo(200);
    }

    @Test
    void answersAGiganticBodyWith413BeforeItIsSent() throws Exception {
        assertThat(raw("POST /widget HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(raw("POST /widget HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 70000\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void answersGarbageWith400AndCountsItAsUnreadable() throws Exception {
        assertThat(raw("\u0001\u0002 what is this\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(raw("GET /hello HTTP/1.1\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(raw("POST /hello HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .startsWith("HTTP/1.1 400 ");

        assertThat(client.backendCounts()
                        .path("receivedByPath")
                        .path("unreadable")
                        .intValue())
                .isEqualTo(3);
    }

    @Test
    void answersPipelinedRequestsInTheirOrderEvenWhenLaterOnesAreReadyFirst() throws Exception {
        client.target.change("service-time", "uniform:0ms,20ms");
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            requests.append("GET /").append(i).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        requests.append("GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        String answers = raw(requests.toString());

        int from = 0;
        for (int i = 0; i < 200; i++) {
            from = answers.indexOf("path: /" + i + " ", from);
            assertThat(from).as("answer to request %d", i).isPositive();
        }
        assertThat(answers.indexOf("path: /last ", from)).isPositive();
    }

    @Test
    void keepsAnHttp10ConnectionOpenOnlyWhenAsked() throws Exception {
        assertThat(raw("GET /hello HTTP/1.0\r\n\r\n")).contains("connection: close");
        assertThat(raw("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /hello HTTP/1.0\r\n\r\n"))
                .contains("connection: keep-alive")
                .contains("connection: close");
    }

    @Test
    void saysWhichPortIsTaken() {
        TargetSettings taken = TargetSettings.onFreePorts().with("port", String.valueOf(client.target.port()));

        assertThatThrownBy(() -> SampleBackend.start(taken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("port: " + client.target.port() + " cannot be opened on 127.0.0.1: ")
                .hasMessageEndingWith("(expected: a free port, or 0 for any)");
    }

    /** Sends bytes on a connection of their own and returns everything until the backend closes it. */
    private String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.target.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            in.transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
