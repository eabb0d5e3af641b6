package io.breakwater.generator.http;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the connections of one event loop to one target go: to its host's addresses in turn, which are bound by the scenario or
 * looked up. Confined to its event loop.
 */
public final class Route {

    private final String host;
    private final int port;
    private final List<InetAddress> bound;
    private final HostNames names;
    private int turn;

    private Route(String host, int port, List<InetAddress> bound, HostNames names) {
        this.host = host;
        this.port = port;
        this.bound = List.copyOf(bound);
        this.names = names;
    }

    /**
     * The way to a target.
     *
     * @param target where
     * @param bound  the addresses to use instead of looking the host up; none when it is looked up
     * @param names  who looks it up
     */
    public static Route to(Target target, List<InetAddress> bound, HostNames names) {
        List<InetAddress> fixed = bound.isEmpty() ? literal(target.host()) : bound;
        return new Route(target.host(), target.port(), fixed, names);
    }

    /** The address that a text such as {@code 10.0.0.7} or {@code ::1} is; none when it is a name. */
    static List<InetAddress> literal(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return List.of();
        }
        try {
            return List.of(InetAddress.getByAddress(text, bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("address: " + text + " (expected: 4 or 16 bytes)", e);
        }
    }

    /** Tells where the next connection goes; at once where that is known, otherwise later. Null when the host has no address. */
    @SuppressWarnings("FutureReturnValueIgnored") // Never fails: no address is an empty list.
    void next(EventLoop loop, Consumer<@Nullable InetSocketAddress> found) {
        if (!bound.isEmpty()) {
            found.accept(inTurn(bound));
            return;
        }
        CompletableFuture<List<InetAddress>> addresses = names.addresses(host);
        if (addresses.isDone()) {
            found.accept(inTurn(addresses.join()));
            return;
        }
        addresses.whenComplete((list, never) -> loop.execute(() -> found.accept(inTurn(list))));
    }

    private @Nullable InetSocketAddress inTurn(List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return null;
        }
        turn = turn == Integer.MAX_VALUE ? 0 : turn + 1;
        return new InetSocketAddress(addresses.get(turn % addresses.size()), port);
    }
}
