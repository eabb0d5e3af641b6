package io.breakwater.generator.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects where rows start. The first few thousand are kept on the heap; more go to a mapped file without a name, four bytes
 * each, so that ten million rows cost 40 MB of disk cache and no heap. For one thread.
 */
final class RowStarts implements IntConsumer, AutoCloseable {

    private static final int BUFFERED_ROWS = 8 * 1024;

    private final DataFolder folder;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFERED_ROWS * Integer.BYTES);
    private @Nullable FileChannel channel;

    RowStarts(DataFolder folder) {
        this.folder = folder;
    }

    @Override
    public void accept(int start) {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.putInt(start);
    }

    private void flush() {
        try {
            if (channel == null) {
                channel = folder.nameless();
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, from 0 to the limit. */
    IntBuffer collected() throws IOException {
        if (channel == null) {
            int[] few = new int[buffer.position() / Integer.BYTES];
            buffer.flip();
            buffer.asIntBuffer().get(few);
            return IntBuffer.wrap(few);
        }
        flush();
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()).asIntBuffer();
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
