package io.breakwater.target.message;

/** A message that the backend does not take, with the code that the platform's own library has for the reason. */
final class MessageRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The reasons. */
    enum Reason {
        WRONG_SIGNATURE(
                -40001,
                403,
                "wrongSignature",
                "signature: not of this message (expected: sha1 of the Token,"
                        + " timestamp, nonce and Encrypt in order)"),
        UNREADABLE(-40002, 400, "unreadable", "body: not a message"),
        WRONG_APP(-40005, 400, "wrongApp", "app id: not this application's"),
        NOT_DECRYPTED(-40007, 400, "notDecrypted", "Encrypt: cannot be decrypted (expected: Base64 of AES-256-CBC)"),
        WRONG_PADDING(-40008, 400, "wrongPadding", "Encrypt: wrong padding or length (expected: PKCS#7 to 32 bytes)");

        final int code;
        final int httpStatus;
        final String countName;
        final String text;

        Reason(int code, int httpStatus, String countName, String text) {
            this.code = code;
            this.httpStatus = httpStatus;
            this.countName = countName;
            this.text = text;
        }
    }

    private final Reason reason;

    MessageRefusedException(Reason reason) {
        this(reason, "");
    }

    MessageRefusedException(Reason reason, String more) {
        super(more.isEmpty() ? reason.text : reason.text + ": " + more);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
