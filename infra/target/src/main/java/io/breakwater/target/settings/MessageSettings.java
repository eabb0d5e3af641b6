package io.breakwater.target.settings;

/**
 * What the backend needs to read the platform's message push in secure mode.
 *
 * @param token       with which messages are signed
 * @param key         the EncodingAESKey with which they are encrypted
 * @param previousKey the one before it, still accepted; empty when there is none
 * @param appId       the application that they must be for
 */
public record MessageSettings(String token, String key, String previousKey, String appId) {

    @Override
    public String toString() {
        return "MessageSettings[appId=" + appId + "]";
    }
}
