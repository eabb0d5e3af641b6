package io.breakwater.benchmarks.stream;

import io.breakwater.measurement.histogram.LatencyHistogram;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How Flink keeps a {@link NaiveWindow}: the fields and the histograms' sparse form. */
final class NaiveWindowType extends TypeInformation<NaiveWindow> {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<NaiveWindow> getTypeClass() {
        return NaiveWindow.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<NaiveWindow> createSerializer(SerializerConfig config) {
        return new Serializer();
    }

    @Override
    public String toString() {
        return "NaiveWindow";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NaiveWindowType;
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof NaiveWindowType;
    }

    /** Only used for checkpoints: the state back end holds objects. */
    static final class Serializer extends TypeSerializerSingleton<NaiveWindow> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public NaiveWindow createInstance() {
            return new NaiveWindow();
        }

        @Override
        public NaiveWindow copy(NaiveWindow from) {
            NaiveWindow copy = new NaiveWindow();
            copy.responseTimes.add(from.responseTimes);
            copy.serviceTimes.add(from.serviceTimes);
            copy.failed = from.failed;
            copy.bytesSent = from.bytesSent;
            copy.bytesReceived = from.bytesReceived;
            return copy;
        }

        @Override
        public NaiveWindow copy(NaiveWindow from, NaiveWindow reuse) {
            return copy(from);
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(NaiveWindow window, DataOutputView out) throws IOException {
            out.writeLong(window.failed);
            out.writeLong(window.bytesSent);
            out.writeLong(window.bytesReceived);
            for (LatencyHistogram histogram : new LatencyHistogram[] {window.responseTimes, window.serviceTimes}) {
                byte[] bytes = histogram.encode();
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }

        @Override
        public NaiveWindow deserialize(DataInputView in) throws IOException {
            long failed = in.readLong();
            long bytesSent = in.readLong();
            long bytesReceived = in.readLong();
            NaiveWindow window = new NaiveWindow(histogram(in), histogram(in));
            window.failed = failed;
            window.bytesSent = bytesSent;
            window.bytesReceived = bytesReceived;
            return window;
        }

        private static LatencyHistogram histogram(DataInputView in) throws IOException {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return LatencyHistogram.decode(bytes);
        }

        @Override
        public NaiveWindow deserialize(NaiveWindow reuse, DataInputView in) throws IOException {
            return deserialize(in);
        }

        @Override
        public void copy(DataInputView in, DataOutputView out) throws IOException {
            serialize(deserialize(in), out);
        }

        @Override
        public TypeSerializerSnapshot<NaiveWindow> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Its one version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<NaiveWindow> {
        /** For Flink. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
