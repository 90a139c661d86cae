package coop.ccci.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The containers of {@link FakeDocker}: {@code c-<service>} for each service. All of them have one volume, the folder
 * {@code data}, and a program that is run in a container is really run, in that folder.
 */
final class FakeContainers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path state;
    private final Path data;
    private final Map<String, Executed> executions = new ConcurrentHashMap<>();

    private record Executed(List<String> arguments, List<String> environment, int exit) {}

    FakeContainers(Path state) throws IOException {
        this.state = state;
        this.data = Files.createDirectories(state.resolve("data"));
    }

    static boolean owns(String path) {
        return path.matches("/containers/c-[^/]+/(json|archive|exec)") || path.startsWith("/exec/");
    }

    void answer(HttpExchange exchange) throws IOException {
        var steps = exchange.getRequestURI().getPath().substring(1).split("/", -1);
        switch (steps[2]) {
            case "archive" -> archive(exchange);
            case "exec" -> send(exchange, 201, JSON.writeValueAsBytes(Map.of("Id", prepare(exchange))));
            case "start" -> send(exchange, 200, start(steps[1]));
            default ->
                send(
                        exchange,
                        200,
                        JSON.writeValueAsBytes(
                                steps[0].equals("exec")
                                        ? Map.of(
                                                "ExitCode",
                                                executions.get(steps[1]).exit())
                                        : inspect(steps[1].substring("c-".length()))));
        }
    }

    private Map<String, Object> inspect(String service) throws IOException {
        var image = state.resolve("images").resolve(service);
        var stack = service.substring(0, service.lastIndexOf('_'));
        return Map.of(
                "Config",
                        Map.of(
                                "Image",
                                Files.exists(image) ? Files.readString(image).strip() : ""),
                "Mounts",
                        List.of(Map.of("Type", "volume", "Name", stack + "_data", "Destination", "/data", "RW", true)));
    }

    private void archive(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            try (var tar = new TarArchiveInputStream(exchange.getRequestBody())) {
                var entry = tar.getNextEntry();
                Files.write(data.resolve(entry.getName()), tar.readAllBytes());
            }
            send(exchange, 200, new byte[0]);
            return;
        }
        var asked = exchange.getRequestURI().getQuery();
        if (asked.endsWith("=/data")) {
            send(exchange, 200, folder());
            return;
        }
        var file = data.resolve(asked.replaceFirst(".*/", ""));
        if (!Files.exists(file)) {
            send(exchange, 404, "{\"message\":\"no such file\"}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry(file.getFileName().toString());
            entry.setSize(Files.size(file));
            tar.putArchiveEntry(entry);
            tar.write(Files.readAllBytes(file));
            tar.closeArchiveEntry();
        }
        send(exchange, 200, bytes.toByteArray());
    }

    private byte[] folder() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes);
                var files = Files.list(data)) {
            for (var file : files.sorted().toList()) {
                tar.putArchiveEntry(new TarArchiveEntry("data/" + file.getFileName()));
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private String prepare(HttpExchange exchange) throws IOException {
        var asked = JSON.readTree(exchange.getRequestBody());
        var arguments = new ArrayList<String>();
        asked.path("Cmd").forEach(word -> arguments.add(word.asText()));
        var environment = new ArrayList<String>();
        asked.path("Env").forEach(word -> environment.add(word.asText()));
        var id = "exec" + executions.size();
        executions.put(id, new Executed(arguments, environment, -1));
        return id;
    }

    private byte[] start(String id) throws IOException {
        var asked = executions.get(id);
        var builder =
                new ProcessBuilder(asked.arguments()).directory(data.toFile()).redirectErrorStream(true);
        for (var variable : asked.environment()) {
            var parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        }
        var process = builder.start();
        var output = process.getInputStream().readAllBytes();
        try {
            executions.put(id, new Executed(asked.arguments(), asked.environment(), process.waitFor()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return ByteBuffer.allocate(8 + output.length)
                .put(new byte[] {1, 0, 0, 0})
                .putInt(output.length)
                .put(output)
                .array();
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        new ByteArrayInputStream(bytes).transferTo(exchange.getResponseBody());
    }
}
