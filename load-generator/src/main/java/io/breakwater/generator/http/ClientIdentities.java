package io.breakwater.generator.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
            return new ClientIdentity(
                    Files.readAllBytes(folder.get().resolve(name + ".pem")),
                    Files.readAllBytes(folder.get().resolve(name + ".key")));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "client certificate: " + name + " (expected: one with its key in this generator's folder: "
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }
}
