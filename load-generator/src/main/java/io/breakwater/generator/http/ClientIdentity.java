package io.breakwater.generator.http;

/**
 * A client certificate and its key, as the generator's operator laid them down; no scenario holds a key.
 *
 * @param certificatesPem the certificate, and after it those that vouch for it, in PEM
 * @param keyPem          its key: PKCS #8 in PEM, not encrypted
 */
public record ClientIdentity(byte[] certificatesPem, byte[] keyPem) {

    /** Never a key in a log. */
    @Override
    public String toString() {
        return "ClientIdentity[" + certificatesPem.length + " bytes of certificates]";
    }
}
