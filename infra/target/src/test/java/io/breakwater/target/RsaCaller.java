package io.breakwater.target;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** Signs calls with the key that the simulator made for applications, and verifies answers with its own. */
final class RsaCaller {

    private final TargetClient client;

    RsaCaller(TargetClient client) {
        this.client = client;
    }

    JsonNode keys() throws Exception {
        return TargetClient.json(client.control("GET", "/control/keys", ""));
    }

    PrivateKey appKey() throws Exception {
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        bytes(keys().path("appPrivateKey").stringValue())));
    }

    PublicKey gatewayKey() throws Exception {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(
                        bytes(keys().path("gatewayPublicKey").stringValue())));
    }

    private static byte[] bytes(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    static String sign(PrivateKey key, String text) throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    boolean gatewaySigned(String text, String sign) throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(gatewayKey());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return signature.verify(Base64.getDecoder().decode(sign));
    }

    String code(String platform, String app, String user) throws Exception {
        return TargetClient.json(client.control(
                        "POST", "/control/codes?platform=" + platform + "&app=" + app + "&user=" + user, ""))
                .path("codes")
                .path(0)
                .path("code")
                .stringValue();
    }
}
