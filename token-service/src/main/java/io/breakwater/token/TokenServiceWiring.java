package io.breakwater.token;

import io.breakwater.token.access.ApiKeys;
import io.breakwater.token.binding.Bindings;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;

/** The part of the wiring that Spring does: the service's life and what its controllers see of it. */
@Configuration(proxyBeanMethods = false)
class TokenServiceWiring {

    private static final Logger LOG = LoggerFactory.getLogger(TokenServiceWiring.class);

    @Bean(initMethod = "start", destroyMethod = "close")
    TokenService tokenService(ConfigurableEnvironment environment) {
        long seed = RandomGenerator.getDefault().nextLong();
        return TokenService.open(environment, variables(environment), Clock.systemUTC(), new SplittableRandom(seed));
    }

    @Bean
    Bindings bindings(TokenService service) {
        return service.bindings();
    }

    @Bean
    ApiKeys apiKeys(TokenService service) {
        return service.apiKeys();
    }

    /** The environment's variables as they are: no relaxed names, no placeholders, and no other source of settings. */
    private static Function<String, @Nullable String> variables(ConfigurableEnvironment environment) {
        return name -> environment.getSystemEnvironment().get(name) instanceof String value ? value : null;
    }

    @EventListener
    void sayReady(ApplicationReadyEvent event) {
        LOG.info(
                "token-service ready on {}:{}",
                event.getApplicationContext().getEnvironment().getProperty("server.address", "0.0.0.0"),
                event.getApplicationContext().getEnvironment().getProperty("local.server.port", "none"));
    }
}
