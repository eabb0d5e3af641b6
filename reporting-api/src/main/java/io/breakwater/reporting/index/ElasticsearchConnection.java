package io.breakwater.reporting.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import io.breakwater.reporting.ReportingProperties;
import java.net.URI;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one client of Elasticsearch; reading and writing share its connections. */
@Configuration(proxyBeanMethods = false)
class ElasticsearchConnection {

    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

    /** A bulk of 5 MB takes well under a second; whoever waits longer waits for a node that is in trouble. */
    private static final int ANSWER_TIMEOUT_MILLIS = 15_000;

    @Bean(destroyMethod = "close")
    RestClient elasticsearchRestClient(ReportingProperties properties) {
        Header[] headers = properties.apiKey().stream()
                .map(key -> new BasicHeader("Authorization", "ApiKey " + key))
                .toArray(Header[]::new);
        URI url = properties.elasticsearchUrl();
        return RestClient.builder(new HttpHost(url.getHost(), url.getPort(), url.getScheme()))
                .setDefaultHeaders(headers)
                .setRequestConfigCallback(request -> request.setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                        .setConnectionRequestTimeout(CONNECT_TIMEOUT_MILLIS)
                        .setSocketTimeout(ANSWER_TIMEOUT_MILLIS))
                .build();
    }

    @Bean(destroyMethod = "")
    ElasticsearchClient elasticsearchClient(RestClient restClient) {
        return new ElasticsearchClient(new RestClientTransport(restClient, new Jackson3JsonpMapper()));
    }
}
