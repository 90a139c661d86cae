package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.JsonNode;

/** A kind of objects that the Docker engine keeps, with the first step of its paths. */
public enum EngineObjectKind {
    SERVICE("services", "service"),
    TASK("tasks", "task"),
    CONTAINER("containers", "container"),
    NETWORK("networks", "network"),
    SECRET("secrets", "secret"),
    CONFIG("configs", "config"),
    VOLUME("volumes", "volume");

    private final String path;
    private final String word;

    EngineObjectKind(String path, String word) {
        this.path = path;
        this.word = word;
    }

    /** Returns the first step of the paths about it, for example {@code services}. */
    public String path() {
        return path;
    }

    /** Returns the path that shows one object. */
    public String inspect(String id) {
        var encoded = EngineCall.encoded(id);
        return "/" + path + "/" + encoded + (this == CONTAINER ? "/json" : "");
    }

    /** Returns what no other object of the kind is called, not even in part. */
    String idOf(JsonNode object) {
        return switch (this) {
            case SERVICE, TASK, SECRET, CONFIG -> object.path("ID").asText();
            case CONTAINER, NETWORK -> object.path("Id").asText();
            case VOLUME -> object.path("Name").asText();
        };
    }

    /** Returns the word for people. */
    @Override
    public String toString() {
        return word;
    }
}
