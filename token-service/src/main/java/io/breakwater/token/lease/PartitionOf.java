package io.breakwater.token.lease;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Which partition a binding belongs to: that to which Kafka's own partitioner sends records with its key. */
public final class PartitionOf {

    private PartitionOf() {}

    /** The partition of a binding among so many. */
    public static int binding(String binding, int partitions) {
        return Utils.toPositive(Utils.murmur2(binding.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
