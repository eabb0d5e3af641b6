package io.breakwater.reporting;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The process: reads the topics into Elasticsearch and answers over REST. Its settings: {@link ReportingProperties}. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(ReportingProperties.class)
public class ReportingApi {

    /** Starts it; it prints a line with the word {@code ready} when topics are read and reports can be asked for. */
    public static void main(String[] args) {
        SpringApplication.run(ReportingApi.class, args);
    }
}
