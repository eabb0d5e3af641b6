package io.breakwater.generator.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client certificates that a generator's operator laid into a folder: {@code NAME.pem} with the certificate and those that
 * vouch for it, {@code NAME.key} with its key. Read when a run is prepared, so that a renewed one is used without a restart.
 *
 * @param folder the folder; empty when there is none
 */
public record ClientIdentities(Optional<Path> folder) {

    /** A name that cannot lead out of the folder. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    /** Parameters of a curve may stand before the key of an elliptic one. */
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----");

    /**
     * The identity of this name.
     *
     * @throws IllegalArgumentException when there is none, or its files cannot be read
     */
    public ClientIdentity find(String name) {
        if (folder.isEmpty()) {
            throw new IllegalArgumentException("client certificate: " + name
                    + " (expected: none; this generator has none, its setting is tls.identities.folder)");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "client certificate: " + name + " (expected: letters, digits, dots, hyphens and underscores)");
        }
        try {
            ClientIdentity identity = new ClientIdentity(
                    Files.readAllBytes(folder.get().resolve(name + ".pem")),
                    Files.readAllBytes(folder.get().resolve(name + ".key")));
            requireUsableKey(name, identity.keyPem());
            return identity;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "client certificate: " + name + " (expected: one with its key in this generator's folder: "
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    /** TLS of Java alone reads keys in PKCS #8 (RFC 5958) only; OpenSSL writes others, too. */
    private static void requireUsableKey(String name, byte[] keyPem) {
        String text = new String(keyPem, StandardCharsets.ISO_8859_1);
        Matcher begin = BEGIN.matcher(text);
        String kind = begin.find() ? begin.group(1) : "";
        if (!kind.equals("PRIVATE KEY")) {
            String found = kind.isEmpty() ? "no key" : kind;
            throw new IllegalArgumentException("client certificate: " + name + ": " + name + ".key: " + found
                    + " (expected: PRIVATE KEY, which is PKCS #8 and not encrypted; openssl pkcs8 -topk8 -nocrypt -in "
                    + name + ".key makes one of another)");
        }
    }
}
