package coop.ccci.harness.socket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;

/**
 * Hands the bytes of one side of an upgraded connection to the other, as fast as that takes them. The end of what the asker
 * sends is the end of the program's input and nothing more; the end of what the engine sends is the end of both.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the handlers of a failure
final class StreamPump extends ChannelInboundHandlerAdapter {
    private final Channel peer;
    private final boolean endsBoth;

    /**
     * Makes one.
     *
     * @param endsBoth whether the other side is closed when this one has no more to say
     */
    StreamPump(Channel peer, boolean endsBoth) {
        this.peer = peer;
        this.endsBoth = endsBoth;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        peer.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        if (!peer.isWritable()) {
            context.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        peer.config().setAutoRead(context.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof ChannelInputShutdownEvent)) {
            return;
        }
        var written = peer.writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (endsBoth) {
            written.addListener(ChannelFutureListener.CLOSE);
            context.close();
        } else {
            written.addListener(done -> ((DuplexChannel) peer).shutdownOutput());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        peer.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
