package io.breakwater.token.platform;

import io.breakwater.token.secret.Secrets;
import io.breakwater.token.settings.Problems;
import io.breakwater.token.settings.TokenServiceSettings.BindingSettings;
import java.util.Set;

/** Opens the platform that a binding's settings describe. */
public final class Platforms {

    private final HttpCalls calls;
    private final Secrets secrets;
    private final Set<String> allowedHosts;
    private final Problems problems;

    /**
     * What every platform may use.
     *
     * @param calls        bounded HTTP calls
     * @param secrets      the secrets that settings name
     * @param allowedHosts the only hosts that may be called
     * @param problems     receives what is wrong with the settings
     */
    public Platforms(HttpCalls calls, Secrets secrets, Set<String> allowedHosts, Problems problems) {
        this.calls = calls;
        this.secrets = secrets;
        this.allowedHosts = Set.copyOf(allowedHosts);
        this.problems = problems;
    }

    /**
     * The platform of one binding, of no use when a problem was found.
     *
     * @param key      the binding's place in the settings, for messages
     * @param settings the binding's settings
     */
    public Platform open(String key, BindingSettings settings) {
        if (settings.httpCall() != null) {
            return HttpCallPlatform.open(
                    calls, settings.httpCall(), secrets, allowedHosts, new Place(key + ".http-call.", problems));
        }
        problems.add(key, "no platform", "the settings of one: http-call");
        return () -> new PlatformAnswer.Refused("no platform");
    }

    /**
     * Where in the settings a problem lies.
     *
     * @param prefix   what the keys begin with
     * @param problems receives the problems
     */
    record Place(String prefix, Problems problems) {

        void problem(String key, Object value, String expected) {
            problems.add(prefix + key, value, expected);
        }
    }
}
