package io.breakwater.token.platform;

import io.breakwater.token.secret.SecretTemplate;
import io.breakwater.token.secret.SecretTemplate.Escaping;
import io.breakwater.token.secret.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What every platform may use.
 *
 * @param calls        bounded HTTP calls
 * @param secrets      the secrets that settings name
 * @param allowedHosts the only hosts that may be called
 * @param clock        the only clock that is read
 */
public record PlatformTools(HttpCalls calls, Secrets secrets, Set<String> allowedHosts, Clock clock) {

    /** Copies the hosts. */
    public PlatformTools {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** The same for one binding: its messages are masked by the secrets that it looked up itself. */
    public PlatformTools apart() {
        return new PlatformTools(calls, secrets.apart(), allowedHosts, clock);
    }

    /** The URL that a setting holds, an allowed one; of no use when a problem was found. */
    public URI url(String key, String setting, Place place) {
        try {
            URI url = new URI(setting);
            boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (!isHttp || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
                place.problem(key, setting, "http://host/… or https://host/…, without user, password and query");
            } else if (!allowedHosts.contains(url.getHost().toLowerCase(Locale.ROOT))) {
                place.problem(
                        key,
                        setting,
                        "a host of breakwater.token.allowed-hosts: " + String.join(", ", new TreeSet<>(allowedHosts)));
            }
            return url;
        } catch (URISyntaxException e) {
            place.problem(key, setting, "a URL, " + e.getReason());
            return URI.create("http://localhost/");
        }
    }

    /** A text of the settings with its secrets put in; empty, and a problem, when it is missing. */
    public String secret(String key, String setting, Place place) {
        if (setting.isBlank()) {
            place.problem(key, "nothing", "a secret as ${secret.NAME}");
            return "";
        }
        SecretTemplate template =
                SecretTemplate.parse(setting, secrets, (value, expected) -> place.problem(key, value, expected));
        if (template.toString().equals(template.reveal(Escaping.NONE)) && !setting.contains("${")) {
            place.problem(key, setting.length() + " characters in the clear", "a secret as ${secret.NAME}");
        }
        return template.reveal(Escaping.NONE).strip();
    }

    /** A text that must be there. */
    public String text(String key, String setting, Place place) {
        if (setting.isBlank()) {
            place.problem(key, "nothing", "a text");
        }
        return setting.strip();
    }

    /** The file that a setting names; empty, and a problem, when there is none to read. */
    public Optional<Path> file(String key, String setting, Place place) {
        try {
            Path file = Path.of(setting);
            if (!setting.isBlank() && Files.isReadable(file) && Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        } catch (InvalidPathException e) {
            // Reported below, as a file that is not there is.
            return missing(key, setting, place);
        }
        return missing(key, setting, place);
    }

    private static Optional<Path> missing(String key, String setting, Place place) {
        place.problem(key, setting.isBlank() ? "nothing" : setting, "a readable file");
        return Optional.empty();
    }
}
