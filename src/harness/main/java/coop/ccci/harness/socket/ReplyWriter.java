package coop.ccci.harness.socket;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import coop.ccci.harness.result.EnvironmentFault;
import coop.ccci.harness.socket.judge.RefusedCallException;
import coop.ccci.harness.socket.judge.StrictJson;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Set;

/** Answers to whoever asks through the filter. Each ends its connection, but for those that are upgraded. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the handlers of a failure
final class ReplyWriter {
    /** What belongs to one connection, or is written anew. */
    private static final Set<String> NOT_HANDED_ON =
            Set.of("connection", "keep-alive", "transfer-encoding", "upgrade", "trailer", "te", "proxy-connection");

    private ReplyWriter() {}

    /** Answers in the shape of Docker's own errors. */
    static void error(Channel asker, int status, String message) {
        var json = JsonNodeFactory.instance.objectNode().put("message", message);
        var headers = new io.netty.handler.codec.http.DefaultHttpHeaders();
        whole(asker, HttpResponseStatus.valueOf(status), headers, StrictJson.write(json));
    }

    /** Answers that a call is not let through. What is not there is told as the engine would tell it. */
    static void refusal(Channel asker, RefusedCallException refused) {
        var isMissing = refused.status() == HttpResponseStatus.NOT_FOUND.code();
        error(asker, refused.status(), (isMissing ? "" : EnvironmentFault.NOT_LET_THROUGH) + refused.getMessage());
    }

    /** Answers with JSON. */
    static void whole(Channel asker, HttpResponseStatus status, HttpHeaders engine, byte[] json) {
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(json));
        copy(engine, response.headers());
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, json.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        asker.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    /** Returns the head of an answer whose body follows. */
    static HttpResponse head(HttpResponse engine) {
        var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, engine.status());
        copy(engine.headers(), response.headers());
        var hasBody = engine.status().code() != 204 && engine.status().code() != 304;
        if (hasBody && !response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
            response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    /** Returns the answer after which the connection is a program's streams. */
    static HttpResponse upgraded(HttpResponse engine) {
        var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, engine.status());
        copy(engine.headers(), response.headers());
        response.headers().set(HttpHeaderNames.CONNECTION, "Upgrade").set(HttpHeaderNames.UPGRADE, "tcp");
        return response;
    }

    private static void copy(HttpHeaders from, HttpHeaders to) {
        from.forEach(header -> {
            if (!NOT_HANDED_ON.contains(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
                to.add(header.getKey(), header.getValue());
            }
        });
    }
}
