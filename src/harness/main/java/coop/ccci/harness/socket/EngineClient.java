package coop.ccci.harness.socket;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.harness.socket.judge.EngineObjectKind;
import coop.ccci.harness.socket.judge.EngineObjects;
import coop.ccci.harness.socket.judge.StrictJson;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the engine itself about objects that a call names. It waits, so it is not for the loops of the connections. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the handlers of a failure
final class EngineClient implements EngineObjects {
    private static final int MAX_ANSWER = 8 * 1024 * 1024;
    private static final int SECONDS = 30;

    private final EngineConnection connection;
    private final EventLoopGroup loops;

    EngineClient(EngineConnection connection, EventLoopGroup loops) {
        this.connection = connection;
        this.loops = loops;
    }

    @Override
    public Optional<JsonNode> inspect(EngineObjectKind kind, String nameOrId) {
        if (nameOrId.isEmpty()) {
            return Optional.empty();
        }
        var path = kind.inspect(nameOrId);
        var answer = get(path);
        if (answer.status == 404) {
            return Optional.empty();
        }
        if (answer.status != 200) {
            throw new UncheckedIOException(new IOException("Docker answered " + answer.status + " to " + path));
        }
        return Optional.of(StrictJson.read(answer.body));
    }

    private Answer get(String path) {
        var came = new CompletableFuture<Answer>();
        var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
        request.headers().set(HttpHeaderNames.HOST, "docker").set(HttpHeaderNames.CONNECTION, "close");
        connection
                .open(loops.next(), new HttpObjectAggregator(MAX_ANSWER), new Receiver(came))
                .addListener((io.netty.channel.ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        connected.channel().writeAndFlush(request);
                    } else {
                        request.release();
                        came.completeExceptionally(connected.cause());
                    }
                });
        try {
            return came.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        } catch (ExecutionException | TimeoutException e) {
            throw new UncheckedIOException(new IOException("Docker does not answer to " + path + ": " + e, e));
        }
    }

    private static final class Answer {
        private final int status;
        private final byte[] body;

        Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }
    }

    private static final class Receiver extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final CompletableFuture<Answer> came;

        Receiver(CompletableFuture<Answer> came) {
            this.came = came;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            came.complete(new Answer(response.status().code(), ByteBufUtil.getBytes(response.content())));
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            came.completeExceptionally(new IOException("the connection ended"));
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            // the engine closes its side after the answer
            if (event instanceof io.netty.channel.socket.ChannelInputShutdownEvent) {
                context.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            came.completeExceptionally(cause);
            context.close();
        }
    }
}
