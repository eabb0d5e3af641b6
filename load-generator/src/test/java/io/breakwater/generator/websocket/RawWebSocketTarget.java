package io.breakwater.generator.websocket;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/** A WebSocket server on plain sockets whose bytes a test decides. */
public final class RawWebSocketTarget implements AutoCloseable {

    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: (.*)\r\n");

    private final ServerSocket server;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Integer> opcodes = new CopyOnWriteArrayList<>();

    /** Answers. */
    public interface Script {

        /** The answer to the handshake, given the right value of {@code Sec-WebSocket-Accept}. */
        default void opened(String accept, Connection connection) throws IOException {
            connection.accept(accept);
        }

        /** A frame, its payload unmasked. */
        void frame(int opcode, byte[] payload, Connection connection) throws IOException, InterruptedException;
    }

    /** One accepted connection. */
    public static final class Connection {

        private final Socket socket;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
        }

        public void accept(String accept) throws IOException {
            text(agreement(accept));
        }

        /** With a short text that comes along, in one write. */
        public void acceptAndSay(String accept, String text) throws IOException {
            String all = agreement(accept) + (char) (0x80 | Opcode.TEXT) + (char) text.length() + text;
            out.write(all.getBytes(StandardCharsets.ISO_8859_1));
        }

        private static String agreement(String accept) {
            return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + accept + "\r\nX-Own: own\r\n\r\n";
        }

        public void text(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Bytes as they are. */
        public void hex(String hex) throws IOException {
            out.write(HexFormat.of().parseHex(hex));
        }

        /** A whole short frame. */
        public void frame(int opcode, String payload) throws IOException {
            byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
            byte[] frame = new byte[2 + bytes.length];
            frame[0] = (byte) (0x80 | opcode);
            frame[1] = (byte) bytes.length;
            System.arraycopy(bytes, 0, frame, 2, bytes.length);
            out.write(frame);
        }

        public void close() throws IOException {
            socket.close();
        }
    }

    private RawWebSocketTarget(ServerSocketFactory sockets, Script script) throws IOException {
        this.server = sockets.createServerSocket(0, 512, InetAddress.getLoopbackAddress());
        this.script = script;
    }

    public static RawWebSocketTarget start(Script script) {
        return start(ServerSocketFactory.getDefault(), script);
    }

    /** Over sockets of this making, as with TLS. */
    public static RawWebSocketTarget start(ServerSocketFactory sockets, Script script) {
        try {
            RawWebSocketTarget target = new RawWebSocketTarget(sockets, script);
            target.threads.execute(target::accept);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers each text with the same, and a close with a close. */
    public static RawWebSocketTarget echo() {
        return start(RawWebSocketTarget::echo);
    }

    /** The script of {@link #echo()}. */
    public static void echo(int opcode, byte[] payload, Connection connection) throws IOException {
        if (opcode == Opcode.TEXT) {
            connection.frame(Opcode.TEXT, new String(payload, StandardCharsets.UTF_8));
        } else if (opcode == Opcode.CLOSE) {
            connection.hex("880203E8");
            connection.close();
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The requests of all handshakes. */
    public List<String> heads() {
        return heads;
    }

    /** The opcodes of all frames that came. */
    public List<Integer> opcodes() {
        return opcodes;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Connection connection = new Connection(socket);
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Connection connection) {
        try (Socket socket = connection.socket) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.readUnsignedByte());
            }
            heads.add(head.toString());
            Matcher key = KEY.matcher(head);
            script.opened(key.find() ? acceptOf(key.group(1)) : "", connection);
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0F;
                int length = in.readUnsignedByte() & 0x7F;
                length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
                byte[] mask = in.readNBytes(4);
                byte[] payload = in.readNBytes(length);
                for (int i = 0; i < length; i++) {
                    payload[i] ^= mask[i % 4];
                }
                opcodes.add(opcode);
                script.frame(opcode, payload, connection);
            }
        } catch (EOFException e) {
            // The client has gone.
        } catch (IOException e) {
            // Or the script has closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String acceptOf(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
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
