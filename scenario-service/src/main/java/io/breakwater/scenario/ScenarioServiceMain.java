package io.breakwater.scenario;

import io.breakwater.scenario.generators.GeneratorPresence;
import io.breakwater.scenario.messaging.Messaging;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The process scenario-service. Says {@code scenario-service ready on …} when runs can be started. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(ScenarioServiceProperties.class)
public class ScenarioServiceMain {

    private static final Logger LOG = LoggerFactory.getLogger(ScenarioServiceMain.class);

    /**
     * Starts the process.
     *
     * @param arguments settings as {@code --name=value}
     */
    public static void main(String[] arguments) {
        ConfigurableApplicationContext context = start(arguments);
        context.getBean(Messaging.class).awaitReady();
        LOG.info(
                "scenario-service ready on http://127.0.0.1:{}",
                context.getEnvironment().getProperty("local.server.port"));
    }

    /** Starts the service; returns when REST answers, which may be before Kafka does. */
    static ConfigurableApplicationContext start(String... arguments) {
        return SpringApplication.run(ScenarioServiceMain.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Bean
    GeneratorPresence generatorPresence() {
        return new GeneratorPresence();
    }
}
