package io.breakwater.local.part;

/**
 * A topic that the broker makes, when it does not exist, before it says that it is ready.
 *
 * @param name       its name
 * @param partitions how many partitions it is made with
 * @param compacted  whether the last record of each key is kept for ever
 */
public record KafkaTopic(String name, int partitions, boolean compacted) {

    String argument() {
        return "topic." + name + "=" + partitions + (compacted ? ",compact" : "");
    }
}
