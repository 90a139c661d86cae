package coop.ccci.harness.socket;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.http.HttpClientCodec;
import java.nio.file.Path;

/** Connections to the engine's own socket, one for each call. */
final class EngineConnection {
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 64 * 1024;
    private static final int CHUNK = 64 * 1024;

    private final Path socket;

    EngineConnection(Path socket) {
        this.socket = socket;
    }

    /**
     * Connects; handlers work in the given loop.
     *
     * @param handlers after the codec, in this order
     */
    ChannelFuture open(EventLoop loop, ChannelHandler... handlers) {
        return new Bootstrap()
                .group(loop)
                .channel(EpollDomainSocketChannel.class)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .handler(new ChannelInitializer<EpollDomainSocketChannel>() {
                    @Override
                    protected void initChannel(EpollDomainSocketChannel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(MAX_LINE, MAX_HEADERS, CHUNK, false));
                        channel.pipeline().addLast(handlers);
                    }
                })
                .connect(new DomainSocketAddress(socket.toFile()));
    }
}
