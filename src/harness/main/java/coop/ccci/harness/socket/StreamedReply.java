package coop.ccci.harness.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** Hands an answer of the engine back as it comes, and makes streams of the connection where the engine does so. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the handlers of a failure
final class StreamedReply extends ChannelInboundHandlerAdapter {
    private final Channel asker;
    private HttpResponse upgrade;
    private boolean isBegun;
    private boolean isOver;

    StreamedReply(Channel asker) {
        this.asker = asker;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse response) {
            head(response);
        }
        if (message instanceof HttpContent content && isBegun) {
            isOver = content instanceof LastHttpContent;
            var written = asker.writeAndFlush(content);
            if (isOver) {
                written.addListener(ChannelFutureListener.CLOSE);
                context.close();
            } else if (!asker.isWritable()) {
                context.channel().config().setAutoRead(false);
            }
            return;
        }
        var ends = message instanceof LastHttpContent;
        ReferenceCountUtil.release(message);
        if (ends && upgrade != null) {
            connect(context);
        }
    }

    private void head(HttpResponse response) {
        if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            upgrade = response;
        } else if (response.status().code() >= 200) {
            isBegun = true;
            asker.write(ReplyWriter.head(response));
        }
    }

    /** Both connections work in one loop, so nothing is read in between. */
    private void connect(ChannelHandlerContext context) {
        isOver = true;
        asker.writeAndFlush(ReplyWriter.upgraded(upgrade));
        asker.pipeline().get(AskerHandler.class).becomeStream(context.channel());
        var pipeline = context.pipeline();
        pipeline.addLast(new StreamPump(asker, true));
        pipeline.remove(this);
        pipeline.remove(HttpClientCodec.class);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!isOver && isBegun) {
            asker.close();
        } else if (!isOver) {
            ReplyWriter.error(asker, 502, "Docker ended the connection without an answer");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
