package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A call that is passed on. */
public final class PermittedCall {
    private final EngineCall call;
    private final byte[] body;
    private final Optional<UnaryOperator<JsonNode>> reply;

    private PermittedCall(EngineCall call, byte[] body, Optional<UnaryOperator<JsonNode>> reply) {
        this.call = call;
        this.body = body;
        this.reply = reply;
    }

    /** A call whose answer goes back as it comes. */
    static PermittedCall streamed(EngineCall call, byte[] body) {
        return new PermittedCall(call, body, Optional.empty());
    }

    /** A call whose answer is read whole. */
    static PermittedCall read(EngineCall call, byte[] body, UnaryOperator<JsonNode> reply) {
        return new PermittedCall(call, body, Optional.of(reply));
    }

    /** Returns what the engine is asked, which may name objects by their ids where the asker gave names. */
    public EngineCall call() {
        return call;
    }

    /** Returns what the engine gets, written anew where it is JSON; no bytes for none. */
    public byte[] body() {
        return body.clone();
    }

    /**
     * Returns what makes of an answer of status 2xx what goes back, and throws a {@link RefusedCallException} where it is
     * not to be seen; empty where the answer goes back as it comes.
     */
    public Optional<UnaryOperator<JsonNode>> reply() {
        return reply;
    }

    /** Returns whether the connection becomes one of a program's own streams, where the asker wants it so. */
    public boolean mayUpgrade() {
        var path = call.path();
        return call.method().equals("POST")
                && path.size() == 3
                && (path.get(0) + " " + path.get(2)).matches("exec start|containers attach");
    }
}
