package io.breakwater.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

    @Test
    void listensOnLoopbackOnly() {
        BrokerSettings settings = BrokerSettings.of("data=d", "port=20001", "controller-port=20002");
        assertThat(settings.clientAddress()).isEqualTo("127.0.0.1:20001");
        assertThat(settings.properties())
                .containsEntry("listeners", "CLIENT://127.0.0.1:20001,CONTROLLER://127.0.0.1:20002")
                .containsEntry("advertised.listeners", "CLIENT://127.0.0.1:20001");
    }

    @Test
    void takesBrokerSettingsInPlaceOfItsOwn() {
        BrokerSettings settings =
                BrokerSettings.of("data=d", "port=20001", "controller-port=20002", "message.max.bytes=1000");
        assertThat(settings.properties()).containsEntry("message.max.bytes", "1000");
    }

    @Test
    void takesTopicsWithTheirPartitions() {
        BrokerSettings settings = BrokerSettings.of(
                "data=d", "port=20001", "controller-port=20002", "topic.events=4", "topic.tokens=1,compact");
        assertThat(settings.topics()).extracting(NewTopic::name).containsExactly("events", "tokens");
        assertThat(settings.topics()).extracting(NewTopic::numPartitions).containsExactly(4, 1);
        assertThat(settings.topics().get(1).configs()).containsEntry("cleanup.policy", "compact");
        assertThat(settings.properties()).doesNotContainKey("topic.events");
    }

    @Test
    void saysWhatIsMissingOrWrong() {
        assertThatThrownBy(() -> BrokerSettings.of("data=d", "port=20001"))
                .hasMessage("controller-port: missing (expected: controller-port=value)");
        assertThatThrownBy(() -> BrokerSettings.of("port")).hasMessage("argument: port (expected: name=value)");
        assertThatThrownBy(
                        () -> BrokerSettings.of("data=d", "port=20001", "controller-port=20002", "topic.events=many"))
                .hasMessage("topic.events: many (expected: partitions, or partitions,compact)");
    }
}
