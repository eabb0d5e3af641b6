package io.breakwater.generator.run;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A real HTTP server on plain sockets whose answers a test decides byte by byte. */
public final class ScriptedTarget implements AutoCloseable {

    private static final ScheduledExecutorService SCHEDULER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "answers");
        thread.setDaemon(true);
        return thread;
    });

    private final ServerSocket server;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    /** What the target read. */
    public record Request(String head, String body, int numberOnConnection) {

        public String line() {
            return head.lines().findFirst().orElse("");
        }
    }

    /** Answers requests. */
    public interface Script {

        /** Writes the answer; false closes the connection. */
        boolean answer(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    private ScriptedTarget(Script script, ServerSocket server) {
        this.server = server;
        this.script = script;
    }

    public static ScriptedTarget start(Script script) {
        return start(script, ServerSocketFactory.getDefault());
    }

    /** Over TLS, when the factory is of that kind. */
    public static ScriptedTarget start(Script script, ServerSocketFactory sockets) {
        try {
            ScriptedTarget target =
                    new ScriptedTarget(script, sockets.createServerSocket(0, 512, InetAddress.getLoopbackAddress()));
            target.threads.execute(target::accept);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers as another script does, so much later. */
    public static Script later(Duration delay, Script script) {
        return (request, out) -> {
            ScheduledFuture<Boolean> answer =
                    SCHEDULER.schedule(() -> script.answer(request, out), delay.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return answer.get();
            } catch (ExecutionException e) {
                throw new IOException(e);
            }
        };
    }

    /** Answers 200 with a JSON body. */
    public static ScriptedTarget json(String body) {
        byte[] response = response(200, body);
        return start((request, out) -> {
            out.write(response);
            return true;
        });
    }

    public static byte[] response(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("HTTP/1.1 " + status + " X\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head);
        all.writeBytes(bytes);
        return all.toByteArray();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public List<Request> requests() {
        return requests;
    }

    public List<Socket> acceptedSockets() {
        return accepted;
    }

    public int connectionsAccepted() {
        return accepted.size();
    }

    public int connectionsOpen() {
        return sockets.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                accepted.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (int number = 0; ; number++) {
                Request request = read(in, number);
                if (request == null) {
                    return;
                }
                requests.add(request);
                boolean goesOn = script.answer(request, out);
                out.flush();
                if (!goesOn) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client has gone, as some tests want it to.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(socket);
        }
    }

    private static @Nullable Request read(InputStream in, int number) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last4 = 0;
        while (last4 != 0x0D0A0D0A) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
            last4 = (last4 << 8) | next;
        }
        String text = head.toString(StandardCharsets.UTF_8);
        int length = text.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return new Request(text, new String(in.readNBytes(length), StandardCharsets.UTF_8), number);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
