package io.breakwater.target.settings;

/**
 * The keys with which calls and answers of Alipay and Alipay+ are signed, as they were set.
 *
 * @param appPublicKey      the public key of the applications, PEM or Base64 of X.509, or {@code generated}
 * @param gatewayPrivateKey the private key of the platforms, PEM or Base64 of PKCS#8, or {@code generated}
 */
public record SigningKeysText(String appPublicKey, String gatewayPrivateKey) {

    /** Stands for a key pair that the simulator makes itself. */
    public static final String GENERATED = "generated";

    @Override
    public String toString() {
        return "SigningKeysText[appPublicKey=" + appPublicKey + "]";
    }
}
