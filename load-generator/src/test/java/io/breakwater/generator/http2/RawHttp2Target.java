package io.breakwater.generator.http2;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on plain sockets whose HTTP/2 frames a test writes one by one. */
final class RawHttp2Target implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    /** {@code :status 200} of HPACK's static table. */
    static final byte[] STATUS_200 = {(byte) 0x88};

    private final ServerSocket server;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    /** A frame. */
    record Frame(int type, int flags, int stream, byte[] payload) {

        /** Whether a request is whole by it. */
        boolean endsRequest() {
            return (type == HEADERS || type == DATA) && (flags & END_STREAM) != 0;
        }
    }

    /** Answers frames. */
    interface Script {

        /** Whatever a new connection is to be greeted with. */
        default void opened(Connection connection) throws IOException {
            connection.settings();
        }

        void frame(Frame frame, Connection connection) throws IOException;

        /** Whether the client's SETTINGS are. */
        default boolean acknowledges() {
            return true;
        }
    }

    /** One accepted connection. */
    static final class Connection {

        final int number;
        private final Socket socket;
        private final OutputStream out;

        Connection(int number, Socket socket) throws IOException {
            this.number = number;
            this.socket = socket;
            this.out = socket.getOutputStream();
        }

        /** Writes SETTINGS: pairs of identifier and value. */
        void settings(int... pairs) throws IOException {
            ByteBuffer payload = ByteBuffer.allocate(pairs.length / 2 * 6);
            for (int i = 0; i < pairs.length; i += 2) {
                payload.putShort((short) pairs[i]).putInt(pairs[i + 1]);
            }
            frame(SETTINGS, 0, 0, payload.array());
        }

        synchronized void frame(int type, int flags, int stream, byte[] payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(payload.length >>> 16);
            frame.write(payload.length >>> 8);
            frame.write(payload.length);
            frame.write(type);
            frame.write(flags);
            frame.writeBytes(number(stream));
            frame.writeBytes(payload);
            out.write(frame.toByteArray());
        }

        void answer(int stream) throws IOException {
            frame(HEADERS, END_HEADERS | END_STREAM, stream, STATUS_200);
        }

        void close() throws IOException {
            socket.close();
        }
    }

    private RawHttp2Target(Script script) throws IOException {
        this.server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        this.script = script;
    }

    static RawHttp2Target start(Script script) {
        try {
            RawHttp2Target target = new RawHttp2Target(script);
            target.threads.execute(target::accept);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] goAway(int lastStream) {
        return ByteBuffer.allocate(8).putInt(lastStream).putInt(0).array();
    }

    int port() {
        return server.getLocalPort();
    }

    int connectionsAccepted() {
        return connections.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Connection connection = new Connection(connections.size(), socket);
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Connection connection) {
        try (Socket socket = connection.socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String preface = new String(in.readNBytes(24), StandardCharsets.US_ASCII);
            if (!preface.startsWith("PRI * HTTP/2.0")) {
                return;
            }
            script.opened(connection);
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt() & Integer.MAX_VALUE;
                Frame frame = new Frame(type, flags, stream, in.readNBytes(length));
                if (type == SETTINGS && flags == 0 && script.acknowledges()) {
                    connection.frame(SETTINGS, 1, 0, new byte[0]);
                }
                script.frame(frame, connection);
            }
        } catch (IOException e) {
            // The client has gone, or the script has closed.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Connection connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
