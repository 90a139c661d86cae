package coop.ccci.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How many tasks each service of {@link FakeDocker} has: one, until that is changed. */
final class FakeScale {
    private final Path state;

    FakeScale(Path state) {
        this.state = state;
    }

    /** A file {@code scaled} gets a line for every change: the service and the number of its tasks. */
    void change(String service, JsonNode spec) throws IOException {
        var replicas = spec.path("Mode").path("Replicated").path("Replicas").asText();
        Files.writeString(
                state.resolve("scaled"),
                service.replaceFirst(".*_", "") + " " + replicas + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Files.writeString(file(service), replicas);
    }

    int of(String service) throws IOException {
        return Files.exists(file(service)) ? Integer.parseInt(Files.readString(file(service))) : 1;
    }

    private Path file(String service) {
        return state.resolve("replicas-of-" + service);
    }
}
