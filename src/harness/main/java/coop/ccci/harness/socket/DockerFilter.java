package coop.ccci.harness.socket;

import coop.ccci.harness.process.TemporaryFolder;
import coop.ccci.harness.socket.judge.CallJudge;
import coop.ccci.harness.socket.judge.EngineObjects;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The filter of one run: a server of HTTP on a Unix socket that only this account can reach, whose calls are judged and
 * then made of the engine. Every connection is one call. Closing it ends all connections and takes the socket away.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the handlers of a failure
public final class DockerFilter implements AutoCloseable {
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 32 * 1024;
    private static final int CHUNK = 64 * 1024;

    /** A config holds at most 1000 KiB, in base64; a file that is copied into a container may have more. */
    private static final int MAX_BODY = 8 * 1024 * 1024;

    private static final int MAX_CONNECTIONS = 64;
    private static final int SECONDS_TO_ASK = 30;

    private final EpollEventLoopGroup loops =
            new EpollEventLoopGroup(2, new DefaultThreadFactory("docker-filter", true));
    private final ExecutorService workers = new ThreadPoolExecutor(
            0,
            MAX_CONNECTIONS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("docker-filter-judge", true));
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final TemporaryFolder folder;
    private final Path socket;

    /**
     * Opens the filter.
     *
     * @param engine the engine's own socket
     * @param judge makes the judge, who may ask about the engine's objects
     * @param log is told every refusal
     * @throws UncheckedIOException when the socket cannot be made
     */
    public DockerFilter(Path engine, Function<EngineObjects, CallJudge> judge, Consumer<String> log) {
        try {
            folder = TemporaryFolder.make();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for the filter's socket: " + e.getMessage(), e);
        }
        socket = folder.path().resolve("docker.sock");
        var connection = new EngineConnection(engine);
        var judging = judge.apply(new EngineClient(connection, loops));
        try {
            new ServerBootstrap()
                    .group(loops)
                    .channel(EpollServerDomainSocketChannel.class)
                    .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                    .childHandler(new ChannelInitializer<EpollDomainSocketChannel>() {
                        @Override
                        protected void initChannel(EpollDomainSocketChannel channel) {
                            accept(channel, new AskerHandler(judging, connection, workers, log));
                        }
                    })
                    .bind(new DomainSocketAddress(socket.toFile()))
                    .syncUninterruptibly();
        } catch (RuntimeException e) {
            close();
            throw new UncheckedIOException(new IOException("cannot open the filter's socket: " + e.getMessage(), e));
        }
    }

    private void accept(Channel channel, AskerHandler handler) {
        if (connections.size() >= MAX_CONNECTIONS) {
            channel.pipeline().addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, CHUNK));
            ReplyWriter.error(channel, 503, "a run makes at most " + MAX_CONNECTIONS + " calls of Docker at once");
            return;
        }
        connections.add(channel);
        channel.pipeline()
                .addLast(new ReadTimeoutHandler(SECONDS_TO_ASK))
                .addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, CHUNK))
                .addLast(new BoundedBody())
                .addLast(handler);
    }

    /** Returns where it listens. */
    public Path socket() {
        return socket;
    }

    @Override
    public void close() {
        connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        workers.shutdownNow();
        folder.close();
    }

    /** Reads a request whole, and says in Docker's words where it is too long. */
    private static final class BoundedBody extends HttpObjectAggregator {
        BoundedBody() {
            super(MAX_BODY);
        }

        @Override
        protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
            ReplyWriter.error(context.channel(), 413, "a request of more than " + MAX_BODY + " bytes");
        }
    }
}
