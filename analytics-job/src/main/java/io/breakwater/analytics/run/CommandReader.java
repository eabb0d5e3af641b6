package io.breakwater.analytics.run;

import io.breakwater.events.codec.EventCodec;
import io.breakwater.events.codec.UnreadableEventException;
import io.breakwater.events.run.RunCommand;
import io.breakwater.events.run.RunCommand.PrepareRun;
import io.breakwater.events.run.RunCommand.WalkAfter;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the commands that concern this job from {@code run-commands}; counts those that cannot be read. */
public final class CommandReader implements KafkaRecordDeserializationSchema<CommandRecord> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(CommandReader.class);

    private transient Counter unreadable = new SimpleCounter();

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        unreadable = context.getMetricGroup().counter("commandsUnreadable");
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<CommandRecord> out) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        try {
            RunCommand command = EventCodec.decode(value, RunCommand.class);
            if (!(command instanceof PrepareRun) && !(command instanceof WalkAfter)) {
                out.collect(new CommandRecord(command.runId(), value));
            }
        } catch (UnreadableEventException e) {
            unreadable.inc();
            if (Long.bitCount(unreadable.getCount()) == 1) {
                LOG.warn(
                        "Command at partition {} offset {} cannot be read and is left out: {} ({} so far)",
                        record.partition(),
                        record.offset(),
                        e.getMessage(),
                        unreadable.getCount());
            }
        }
    }

    @Override
    public TypeInformation<CommandRecord> getProducedType() {
        return TypeInformation.of(CommandRecord.class);
    }
}
