package io.breakwater.target.platform;

import io.breakwater.target.settings.KeyTexts;
import io.breakwater.target.settings.SigningKeysText;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of signed calls: the applications' public key, and the platforms' own pair. Those that are not set are made when
 * they are first wanted, for a target that is never asked should not spend the time.
 */
final class SigningKeys {

    private static final int BITS = 2048;

    private SigningKeysText texts;
    private @Nullable KeyPair generatedApp;
    private @Nullable KeyPair generatedGateway;
    private @Nullable PublicKey appKey;
    private @Nullable KeyPair gateway;

    SigningKeys(SigningKeysText texts) {
        this.texts = texts;
    }

    void apply(SigningKeysText changed) {
        if (!changed.equals(texts)) {
            texts = changed;
            appKey = null;
            gateway = null;
        }
    }

    private PublicKey appKey() {
        PublicKey key = appKey;
        if (key == null) {
            try {
                key = texts.appPublicKey().equals(SigningKeysText.GENERATED)
                        ? generatedApp().getPublic()
                        : KeyFactory.getInstance("RSA")
                                .generatePublic(new X509EncodedKeySpec(KeyTexts.bytes(texts.appPublicKey())));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("app-public-key: cannot be read (expected: checked when set)", e);
            }
            appKey = key;
        }
        return key;
    }

    private KeyPair generatedApp() {
        KeyPair pair = generatedApp;
        if (pair == null) {
            pair = generate();
            generatedApp = pair;
        }
        return pair;
    }

    private KeyPair gateway() {
        KeyPair pair = gateway;
        if (pair == null) {
            if (texts.gatewayPrivateKey().equals(SigningKeysText.GENERATED)) {
                pair = generatedGateway == null ? generate() : generatedGateway;
                generatedGateway = pair;
            } else {
                pair = ofPrivateKey(KeyTexts.bytes(texts.gatewayPrivateKey()));
            }
            gateway = pair;
        }
        return pair;
    }

    private static KeyPair ofPrivateKey(byte[] encoded) {
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            PrivateKey key = rsa.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            RSAPrivateCrtKey parts = (RSAPrivateCrtKey) key;
            BigInteger modulus = parts.getModulus();
            return new KeyPair(rsa.generatePublic(new RSAPublicKeySpec(modulus, parts.getPublicExponent())), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("gateway-private-key: cannot be read (expected: checked when set)", e);
        }
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA: not in this Java runtime", e);
        }
    }

    /** Whether the applications' key made this signature of the bytes; Base64, and anything else is none. */
    boolean appSigned(byte[] content, String signature) {
        try {
            Signature verification = Signature.getInstance("SHA256withRSA");
            verification.initVerify(appKey());
            verification.update(content);
            return verification.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException notASignature) {
            // Too short, not Base64, not of this key's length: not signed, which is what the caller is told.
            return false;
        }
    }

    /** Returns the platforms' signature of a text, Base64. */
    String sign(String text) {
        try {
            Signature signing = Signature.getInstance("SHA256withRSA");
            signing.initSign(gateway().getPrivate());
            signing.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signing.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA256withRSA: the gateway's key cannot sign", e);
        }
    }

    /** Returns what a client needs, as PEM: the private key of the applications only when it was made here. */
    Map<String, String> shown() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("gatewayPublicKey", pem("PUBLIC KEY", gateway().getPublic()));
        all.put("appPublicKey", pem("PUBLIC KEY", appKey()));
        if (texts.appPublicKey().equals(SigningKeysText.GENERATED)) {
            all.put("appPrivateKey", pem("PRIVATE KEY", generatedApp().getPrivate()));
        }
        return all;
    }

    private static String pem(String what, Key key) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END " + what + "-----\n";
    }
}
