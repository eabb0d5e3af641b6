package io.breakwater.reporting;

import io.breakwater.reporting.index.TopicConsumption;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says once that reports can be asked for and that all topics are read. */
@Component
final class ReadyLine {

    private static final Logger LOG = LoggerFactory.getLogger(ReadyLine.class);

    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<Void> said;

    ReadyLine(TopicConsumption consumption) {
        said = consumption
                .begun()
                .thenAcceptBoth(port, (begun, number) -> LOG.info("reporting-api ready on port {}", number));
    }

    @EventListener
    void onWebServerInitialized(WebServerInitializedEvent event) {
        port.complete(event.getWebServer().getPort());
    }

    /** Done when it was said. */
    CompletableFuture<Void> said() {
        return said;
    }
}
