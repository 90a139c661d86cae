package coop.ccci.harness.socket;

import coop.ccci.harness.socket.judge.CallJudge;
import coop.ccci.harness.socket.judge.PermittedCall;
import coop.ccci.harness.socket.judge.RefusedCallException;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** One connection of an asker: one call, judged, and its answer. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the handlers of a failure
final class AskerHandler extends ChannelInboundHandlerAdapter {
    private final CallJudge judge;
    private final EngineConnection engine;
    private final Executor workers;
    private final Consumer<String> log;
    private ChannelHandlerContext context;
    private Channel upstream;
    private boolean isAsked;
    private boolean isUpgrade;

    AskerHandler(CallJudge judge, EngineConnection engine, Executor workers, Consumer<String> log) {
        this.judge = judge;
        this.engine = engine;
        this.workers = workers;
        this.log = log;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext own) {
        context = own;
    }

    @Override
    public void channelRead(ChannelHandlerContext own, Object message) {
        try {
            if (isAsked || !(message instanceof FullHttpRequest request)) {
                own.close();
                return;
            }
            isAsked = true;
            own.pipeline().remove(ReadTimeoutHandler.class);
            if (request.decoderResult().isFailure()) {
                ReplyWriter.error(own.channel(), 400, "this is no request that can be read");
                return;
            }
            isUpgrade = request.headers().containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
                    && "tcp".equals(request.headers().get(HttpHeaderNames.UPGRADE));
            if (isUpgrade) {
                own.channel().config().setAutoRead(false);
            }
            var method = request.method().name();
            var target = request.uri();
            var headers = request.headers().copy();
            var body = ByteBufUtil.getBytes(request.content());
            workers.execute(() -> decide(method, target, headers, body));
        } catch (RejectedExecutionException e) {
            ReplyWriter.error(own.channel(), 503, "too many calls of Docker at once");
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void decide(String method, String target, HttpHeaders headers, byte[] body) {
        try {
            var permitted = judge.judge(method, target, body);
            context.channel().eventLoop().execute(() -> pass(permitted, headers));
        } catch (RefusedCallException e) {
            log.accept("Docker filter: refused " + e.status() + ": " + e.getMessage());
            ReplyWriter.refusal(context.channel(), e);
        } catch (UncheckedIOException e) {
            ReplyWriter.error(context.channel(), 502, e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            log.accept("Docker filter: a defect of cc-ci: " + e);
            ReplyWriter.error(context.channel(), 500, "cc-ci could not judge this: " + e);
        }
    }

    private void pass(PermittedCall permitted, HttpHeaders headers) {
        var asker = context.channel();
        if (!asker.isActive()) {
            return;
        }
        isUpgrade = isUpgrade && permitted.mayUpgrade();
        var handlers = permitted
                .reply()
                .map(reply -> new ChannelHandler[] {
                    new HttpObjectAggregator(WholeReply.MAX_BYTES), new WholeReply(asker, reply, workers)
                })
                .orElseGet(() -> new ChannelHandler[] {new StreamedReply(asker)});
        engine.open(context.channel().eventLoop(), handlers).addListener((ChannelFuture connected) -> {
            if (connected.isSuccess()) {
                upstream = connected.channel();
                if (!asker.isActive()) {
                    upstream.close();
                    return;
                }
                upstream.writeAndFlush(EngineRequest.of(permitted, headers, isUpgrade));
            } else {
                ReplyWriter.error(asker, 502, "Docker does not answer: " + connected.cause());
            }
        });
    }

    /** From here on the connection is a program's streams. */
    void becomeStream(Channel streams) {
        var pipeline = context.pipeline();
        pipeline.addLast(new StreamPump(streams, false));
        pipeline.remove(HttpObjectAggregator.class);
        pipeline.remove(HttpServerCodec.class);
        context.channel().config().setAutoRead(true);
        pipeline.remove(this);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext own) {
        if (upstream != null) {
            upstream.config().setAutoRead(own.channel().isWritable());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext own, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            own.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext own) {
        if (upstream != null) {
            upstream.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext own, Throwable cause) {
        own.close();
    }
}
