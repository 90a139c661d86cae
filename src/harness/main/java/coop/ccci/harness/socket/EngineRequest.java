package coop.ccci.harness.socket;

import coop.ccci.harness.socket.judge.PermittedCall;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/** Requests as they are sent on: written anew, with the few headers that the engine needs. */
final class EngineRequest {
    /** The login with which the engine asks a registry; base64, some hundred characters as a rule. */
    private static final String REGISTRY_AUTH = "X-Registry-Auth";

    private static final int MAX_AUTH = 16 * 1024;
    private static final List<CharSequence> KEPT =
            List.of(HttpHeaderNames.CONTENT_TYPE, HttpHeaderNames.USER_AGENT, REGISTRY_AUTH);

    private EngineRequest() {}

    /**
     * Returns the request of a call.
     *
     * @param asked the headers of whoever asks
     * @param isUpgrade whether the connection is to become a program's streams
     */
    static FullHttpRequest of(PermittedCall permitted, HttpHeaders asked, boolean isUpgrade) {
        var call = permitted.call();
        var body = Unpooled.wrappedBuffer(permitted.body());
        var request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(call.method()), call.target(), body);
        var headers = request.headers();
        headers.set(HttpHeaderNames.HOST, "docker");
        for (var name : KEPT) {
            var value = asked.get(name);
            if (value != null && value.length() <= MAX_AUTH) {
                headers.set(name, value);
            }
        }
        if (body.isReadable() || call.method().equals("POST") || call.method().equals("PUT")) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        }
        if (isUpgrade) {
            headers.set(HttpHeaderNames.CONNECTION, "Upgrade");
            headers.set(HttpHeaderNames.UPGRADE, "tcp");
        } else {
            headers.set(HttpHeaderNames.CONNECTION, "close");
        }
        return request;
    }
}
