package io.breakwater.generator.widget;

/** What can be wrong with the answer to a widget message; each is a business failure of its own. */
public enum AnswerFault {
    UNREADABLE_ENVELOPE("no message of the platform's form (expected: written as the message is, in JSON or XML)"),
    ENCRYPT_MISSING("Encrypt missing (expected: an encrypted answer)"),
    SIGNATURE_MISSING("MsgSignature, TimeStamp or Nonce missing (expected: all of them)"),
    WRONG_SIGNATURE("wrong signature (expected: SHA-1 of the sorted Token, TimeStamp, Nonce and Encrypt)"),
    NO_BASE64("Encrypt is no Base64 (expected: Base64)"),
    WRONG_PADDING("wrong padding or another key (expected: AES-256-CBC, PKCS#7 to 32 bytes)"),
    WRONG_LENGTH("wrong length (expected: 16 random bytes, 4 bytes of length, the message, the app id)"),
    OTHER_APP("another app id (expected: the one that was asked)"),
    CONTENT_MISSING("Content missing (expected: a text that holds a JSON object)"),
    CONTENT_UNREADABLE("Content not readable (expected: a JSON object as text)"),
    DATA_MISSING("data missing in Content (expected: a JSON object, or one as text)"),
    DATA_UNREADABLE("data not readable (expected: a JSON object, or one as text)");

    private final String words;

    AnswerFault(String words) {
        this.words = "widget answer: " + words;
    }

    /** For people, such as {@code widget answer: another app id (expected: the one that was asked)}. */
    public String words() {
        return words;
    }
}
