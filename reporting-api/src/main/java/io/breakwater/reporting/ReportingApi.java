package io.breakwater.reporting;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The process: reads the topics into Elasticsearch and answers over REST. Its settings: {@link ReportingProperties}. */
@OpenAPIDefinition(info = @Info(title = "Breakwater reporting API", version = "1"))
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(ReportingProperties.class)
public class ReportingApi {

    /** Starts it; it prints a line with the word {@code ready} when topics are read and reports can be asked for. */
    public static void main(String[] args) {
        SpringApplication.run(ReportingApi.class, args);
    }
}
