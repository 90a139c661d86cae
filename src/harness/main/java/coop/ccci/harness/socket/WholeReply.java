package coop.ccci.harness.socket;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.harness.socket.judge.RefusedCallException;
import coop.ccci.harness.socket.judge.StrictJson;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpResponse;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

/** Reads an answer of the engine whole, and hands back what may be seen of it. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the handlers of a failure
final class WholeReply extends SimpleChannelInboundHandler<FullHttpResponse> {
    /** All tasks of a swarm with their history, and more. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private final Channel asker;
    private final UnaryOperator<JsonNode> reply;
    private final Executor workers;
    private boolean isAnswered;

    WholeReply(Channel asker, UnaryOperator<JsonNode> reply, Executor workers) {
        this.asker = asker;
        this.reply = reply;
        this.workers = workers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        isAnswered = true;
        var status = response.status();
        var headers = response.headers().copy();
        var body = ByteBufUtil.getBytes(response.content());
        context.close();
        if (status.code() / 100 != 2) {
            ReplyWriter.whole(asker, status, headers, body);
            return;
        }
        try {
            workers.execute(() -> {
                try {
                    var seen = StrictJson.write(reply.apply(StrictJson.read(body)));
                    ReplyWriter.whole(asker, status, headers, seen);
                } catch (RefusedCallException e) {
                    ReplyWriter.refusal(asker, e);
                } catch (UncheckedIOException e) {
                    ReplyWriter.error(asker, 502, e.getMessage());
                }
            });
        } catch (RejectedExecutionException e) {
            ReplyWriter.error(asker, 503, "too many calls of Docker at once");
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!isAnswered) {
            isAnswered = true;
            ReplyWriter.error(asker, 502, "Docker ended the connection without an answer that can be read");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
