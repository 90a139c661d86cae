package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The objects that the engine has, as its own answers show them. */
public interface EngineObjects {
    /**
     * Returns one object; empty when there is none.
     *
     * @param nameOrId as the engine resolves it
     * @throws java.io.UncheckedIOException when the engine does not answer
     */
    Optional<JsonNode> inspect(EngineObjectKind kind, String nameOrId);
}
