package io.breakwater.token.settings;

import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.unit.DataSize;

/**
 * Reads the settings, with two differences from Spring's own binding: every value of a wrong type and every unknown key
 * is reported, not only the first; and <code>${secret.NAME}</code> stays as it is, where Spring would write the secret
 * into the settings if an environment variable happened to have that name.
 */
public final class SettingsReader {

    /** What all keys begin with. */
    public static final String PREFIX = "breakwater.token";

    private static final String SECRET_PLACEHOLDER = "${secret.";

    private SettingsReader() {}

    /** The settings, defaults where a value could not be read; what is wrong is added to the problems. */
    public static TokenServiceSettings read(ConfigurableEnvironment environment, Problems problems) {
        PlaceholdersResolver springs = new PropertySourcesPlaceholdersResolver(environment);
        Binder binder = new Binder(
                ConfigurationPropertySources.get(environment),
                value -> value instanceof String text && text.contains(SECRET_PLACEHOLDER)
                        ? value
                        : springs.resolvePlaceholders(value));
        Bindable<TokenServiceSettings> all = Bindable.of(TokenServiceSettings.class);
        try {
            return binder.bindOrCreate(PREFIX, all, new UnknownKeys(new WrongValues(problems), problems));
        } catch (BindException e) {
            problems.add(e.getName().toString(), "not readable", "a value of " + e.getTarget());
            return binder.bindOrCreate(PREFIX, all, new WrongValues(new Problems()));
        }
    }

    /**
     * Notes the names that were found, and reports in the end what the sources have beside them. Spring's own handler also
     * notes every name that was looked for: dozens for each binding, of which there may be a hundred thousand.
     */
    private static final class UnknownKeys extends AbstractBindHandler {

        private final Problems problems;
        private final UnboundElementsSourceFilter filter = new UnboundElementsSourceFilter();
        private final Set<ConfigurationPropertyName> found = new HashSet<>();

        UnknownKeys(BindHandler parent, Problems problems) {
            super(parent);
            this.problems = problems;
        }

        @Override
        public @Nullable Object onSuccess(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
            found.add(name);
            return super.onSuccess(name, target, context, result);
        }

        @Override
        public void onFinish(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, @Nullable Object result) {
            if (context.getDepth() > 0) {
                return;
            }
            Set<String> unknown = new TreeSet<>();
            for (ConfigurationPropertySource source : context.getSources()) {
                if (source instanceof IterableConfigurationPropertySource all && filter.apply(source)) {
                    all.stream()
                            .filter(key -> name.isAncestorOf(key) && !found.contains(key) && !isOverridden(key))
                            .map(ConfigurationPropertyName::toString)
                            // What could not be converted was not found either, and is reported already.
                            .filter(key -> !problems.has(key))
                            .forEach(unknown::add);
                }
            }
            unknown.forEach(key -> problems.add(key, "unknown key", "a key of the service"));
        }

        /** Whether it is an element of a list of which another source has all elements. */
        private boolean isOverridden(ConfigurationPropertyName key) {
            return key.isLastElementIndexed() && found.contains(key.chop(key.getNumberOfElements() - 1));
        }
    }

    /** Notes a value that does not fit its type and goes on with the default. */
    private static final class WrongValues extends AbstractBindHandler {

        private final Problems problems;

        WrongValues(Problems problems) {
            this.problems = problems;
        }

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                throws Exception {
            Object value = context.getConfigurationProperty() == null
                    ? "nothing"
                    : Objects.requireNonNull(context.getConfigurationProperty()).getValue();
            Class<?> type = Objects.requireNonNull(target.getType().resolve());
            problems.add(name.toString(), value, inWords(type));
            return null;
        }

        private static String inWords(Class<?> type) {
            if (type == Duration.class) {
                return "a duration such as 5s or 2h";
            }
            if (type == DataSize.class) {
                return "a size such as 64KB";
            }
            return type == int.class ? "a whole number" : "a " + type.getSimpleName();
        }
    }
}
