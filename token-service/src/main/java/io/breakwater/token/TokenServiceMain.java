package io.breakwater.token;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the token service. */
@SpringBootApplication
public class TokenServiceMain {

    /** Runs until it is stopped; settings as {@link io.breakwater.token.settings.TokenServiceSettings} tells. */
    public static void main(String[] arguments) {
        SpringApplication.run(TokenServiceMain.class, arguments);
    }
}
