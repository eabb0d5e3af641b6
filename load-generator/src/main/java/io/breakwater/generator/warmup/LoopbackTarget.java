package io.breakwater.generator.warmup;

import io.breakwater.generator.run.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A server within the process: answers each request, which ends in a closing brace, with a small JSON body. */
final class LoopbackTarget implements AutoCloseable {

    private static final byte[] PLAIN = response("Content-Length: 15\r\n\r\n{\"err_code\": 0}");
    private static final byte[] CHUNKED =
            response("Transfer-Encoding: chunked\r\n\r\nf\r\n{\"err_code\": 0}\r\n0\r\n\r\n");

    private final Channel channel;

    private LoopbackTarget(Channel channel) {
        this.channel = channel;
    }

    static LoopbackTarget start(EventLoops loops) throws InterruptedException {
        Channel bound = new ServerBootstrap()
                .group(loops.loops().get(0), loops.loops().get(loops.loops().size() - 1))
                .channel(loops.serverChannelType())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new Answering());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        return new LoopbackTarget(bound);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }

    private static byte[] response(String rest) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + rest).getBytes(StandardCharsets.US_ASCII);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A void promise: failures arrive at exceptionCaught.
    private static final class Answering extends ChannelInboundHandlerAdapter {

        private long answered;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            boolean ends = in.getByte(in.writerIndex() - 1) == '}';
            in.release();
            if (ends) {
                byte[] answer = answered++ % 4 == 0 ? CHUNKED : PLAIN;
                context.writeAndFlush(context.alloc().buffer(answer.length).writeBytes(answer), context.voidPromise());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
