package io.breakwater.generator.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate and the authority that vouches for it, made by the JDK's own tool. */
public record TestCertificates(KeyStore store, Certificate authority) {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String OWN = "own";
    private static final String AUTHORITY = "authority";

    /** One for this name, such as {@code ip:127.0.0.1}, valid for a day from this many days on. */
    public static TestCertificates make(Path folder, String name, int fromDays)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = Files.createTempDirectory(folder, "certificate").resolve("store.p12");
        generate(file, AUTHORITY, "-startdate", "-9d", "-validity", "90", "-ext", "bc:c");
        String from = (fromDays < 0 ? "" : "+") + fromDays + "d";
        generate(file, OWN, "-startdate", from, "-validity", "1", "-signer", AUTHORITY, "-ext", "san=" + name);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        Certificate authority = store.getCertificate(AUTHORITY);
        // The server shall not take the authority's key for its own.
        store.deleteEntry(AUTHORITY);
        return new TestCertificates(store, authority);
    }

    private static void generate(Path file, String alias, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }

    /** A server with this certificate, which trusts clients with the other's. */
    public SSLContext server(TestCertificates clients) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", clients.authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    public byte[] authorityPem() throws GeneralSecurityException {
        return pem("CERTIFICATE", authority.getEncoded());
    }

    public byte[] certificatePem() throws GeneralSecurityException {
        return pem("CERTIFICATE", store.getCertificate(OWN).getEncoded());
    }

    public byte[] keyPem() throws GeneralSecurityException {
        return pem("PRIVATE KEY", store.getKey(OWN, PASSWORD).getEncoded());
    }

    private static byte[] pem(String what, byte[] bytes) {
        return ("-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                        + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
