package io.breakwater.target.settings;

import static io.breakwater.target.settings.SettingTexts.matching;

import java.util.List;

/** The settings of keys: of signed calls, and of the widget's messages. */
final class SigningSettingNames {

    static final List<SettingName> ALL = List.of(
            new SettingName(
                    "app-public-key",
                    "generated",
                    "public key of Alipay's and Alipay+'s applications, PEM or Base64 of X.509",
                    (draft, text) -> draft.appPublicKey = KeyTexts.publicKey(text),
                    s -> s.platform().keys().appPublicKey()),
            new SettingName(
                    "gateway-private-key",
                    "generated",
                    "private key of Alipay and Alipay+, PEM or Base64 of PKCS#8",
                    (draft, text) -> draft.gatewayPrivateKey = KeyTexts.privateKey(text),
                    s -> s.platform().keys().gatewayPrivateKey().equals(SigningKeysText.GENERATED)
                            ? SigningKeysText.GENERATED
                            : "***"),
            new SettingName(
                    "message-token",
                    "breakwaterwidget",
                    "Token that the widget's messages are signed with",
                    (draft, text) -> draft.messageToken = matching("[A-Za-z0-9]{3,32}", "3 to 32 of A-Za-z0-9", text),
                    s -> "***"),
            new SettingName(
                    "message-key",
                    "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
                    "EncodingAESKey that the widget's messages are encrypted with",
                    (draft, text) -> draft.messageKey = matching("[A-Za-z0-9]{43}", "43 of A-Za-z0-9", text),
                    s -> "***"),
            new SettingName(
                    "message-previous-key",
                    "none",
                    "the EncodingAESKey before it, still accepted",
                    (draft, text) -> draft.messagePreviousKey = text.equals(SettingTexts.NONE)
                            ? ""
                            : matching("[A-Za-z0-9]{43}", "none, or 43 of A-Za-z0-9", text),
                    s -> s.message().previousKey().isEmpty() ? SettingTexts.NONE : "***"),
            new SettingName(
                    "message-app-id",
                    "wx0123456789abcdef",
                    "the application that the widget's messages must be for",
                    (draft, text) -> draft.messageAppId = matching("wx[0-9a-f]{16}", "wx and 16 of 0-9a-f", text),
                    s -> s.message().appId()));

    private SigningSettingNames() {}
}
