package io.breakwater.token.binding;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers whether the service serves. A platform or a broker that is away does not make it unhealthy: it is there to
 * outlast that, and a restart would help nobody.
 */
@RestController
class HealthController {

    private final Bindings bindings;

    HealthController(Bindings bindings) {
        this.bindings = bindings;
    }

    /**
     * The service's health.
     *
     * @param status            always UP, in the words of Spring's own endpoint
     * @param bindings          how many bindings there are
     * @param bindingsWithToken how many of them have a valid token
     */
    record Health(String status, int bindings, long bindingsWithToken) {}

    @GetMapping({"/actuator/health", "/health"})
    Health health() {
        long withToken =
                bindings.all().filter(binding -> binding.state().hasToken()).count();
        return new Health("UP", bindings.names().size(), withToken);
    }
}
