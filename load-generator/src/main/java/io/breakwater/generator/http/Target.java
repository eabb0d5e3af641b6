package io.breakwater.generator.http;

import java.net.URI;
import java.util.Locale;

/**
 * One origin that requests go to: scheme, host and port (RFC 6454, section 4). Equal when all three are.
 *
 * @param secure whether it is spoken to over TLS
 * @param host   its name or address in lower case, an IPv6 address without brackets
 * @param port   its port, 1 to 65535
 */
public record Target(boolean secure, String host, int port) {

    private static final int PORT_OF_HTTP = 80;
    private static final int PORT_OF_HTTPS = 443;
    private static final int HIGHEST_PORT = 65_535;

    public Target {
        host = withoutBrackets(host.toLowerCase(Locale.ROOT));
        if (host.isEmpty()) {
            throw new IllegalArgumentException("host: \"\" (expected: a name or an address)");
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1 to " + HIGHEST_PORT + ")");
        }
    }

    /**
     * The origin of a URI; {@code ws} and {@code wss} are those of {@code http} and {@code https}.
     *
     * @throws IllegalArgumentException when it has another scheme or no host
     */
    public static Target of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https") || scheme.equals("wss");
        if (uri.getHost() == null || !(secure || scheme.equals("http") || scheme.equals("ws"))) {
            throw new IllegalArgumentException(uri + " (expected: http or https, host and port)");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? PORT_OF_HTTPS : PORT_OF_HTTP;
        return new Target(secure, uri.getHost(), port);
    }

    /** What stands in the {@code Host} header: the port only where it is not the scheme's own (RFC 9110, section 7.2). */
    public String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? PORT_OF_HTTPS : PORT_OF_HTTP) ? name : name + ":" + port;
    }

    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + authority();
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
