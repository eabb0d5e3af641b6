package io.breakwater.token.settings;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
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
            binder.bind(
                    PREFIX,
                    all,
                    new NoUnboundElementsBindHandler(new WrongValues(problems), new UnboundElementsSourceFilter()));
        } catch (BindException e) {
            addUnknownKeys(e, problems);
        }
        return binder.bindOrCreate(PREFIX, all, new WrongValues(new Problems()));
    }

    private static void addUnknownKeys(BindException failure, Problems problems) {
        if (failure.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
            unbound.getUnboundProperties().stream()
                    .map(property -> property.getName().toString())
                    // What could not be converted is unbound too, and reported already.
                    .filter(name -> !problems.has(name))
                    .forEach(name -> problems.add(name, "unknown key", "a key of the service"));
        } else {
            problems.add(failure.getName().toString(), "not readable", "a value of " + failure.getTarget());
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
            if (error instanceof UnboundConfigurationPropertiesException) {
                throw error;
            }
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
