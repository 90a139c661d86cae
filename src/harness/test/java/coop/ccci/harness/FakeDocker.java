package coop.ccci.harness;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A fake of Docker's HTTP interface. Its swarm is a folder: a file {@code services/<name>} is a service with one task,
 * its content the commit that abra would have written into the label; {@code volumes/<name>} is a volume, and so on. A
 * file {@code task} holds the state and the error of every task, one task a line; {@code labels} more labels of every
 * service, one a line; {@code unreadable-logs} the ids of tasks whose logs cannot be read; {@code update} the state of
 * every service's last update, when it began, and a message.
 */
final class FakeDocker implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KINDS =
            List.of("services", "containers", "networks", "volumes", "secrets", "configs");

    private final Path state;
    private final FakeContainers containers;
    private final FakeScale scale;
    private final HttpServer server;

    FakeDocker(Path state) {
        this.state = state;
        try {
            for (var kind : KINDS) {
                Files.createDirectories(state.resolve(kind));
            }
            containers = new FakeContainers(state);
            scale = new FakeScale(state);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    String host() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What is on the swarm, as {@code kind/name}. */
    List<String> objects() {
        return KINDS.stream()
                .flatMap(kind -> names(kind).stream().map(name -> kind + "/" + name))
                .toList();
    }

    private List<String> names(String kind) {
        try (var files = Files.list(state.resolve(kind))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var steps = path.substring(1).split("/", -1);
            if (FakeContainers.owns(path)) {
                containers.answer(exchange);
            } else if (path.equals("/images/create")) {
                pull(exchange, exchange.getRequestURI().getQuery());
            } else if (path.matches("/images/.+/json")) {
                send(exchange, Files.exists(state.resolve("images-here")) ? 200 : 404, text("image.json", "{}"));
            } else if (path.matches("/services/.+/update")) {
                scale.change(steps[1], JSON.readTree(exchange.getRequestBody()));
                send(exchange, 200, "{}");
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                remove(exchange, state.resolve(steps[0]).resolve(steps[1]));
            } else if (path.matches("/tasks/.+/logs")) {
                var unreadable = text("unreadable-logs", "").lines().anyMatch(path::contains);
                send(exchange, unreadable ? 501 : 200, text("app.log", "the app's own last words"));
            } else {
                send(exchange, 200, JSON.writeValueAsString(read(path, exchange)));
            }
        }
    }

    /** The words are those of a real engine (20.10). A file {@code pulled} gets the query of every pull. */
    private void pull(HttpExchange exchange, String query) throws IOException {
        Files.writeString(state.resolve("pulled"), query + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (query.contains("missing")) {
            var words = "manifest for missing:1 not found: manifest unknown: manifest unknown";
            send(exchange, 404, "{\"message\":\"" + words + "\"}");
        } else if (query.contains("talkative")) {
            var words = "no such thing \\u001b[31m\\n\\u202e" + "word ".repeat(100_000);
            send(exchange, 404, "{\"message\":\"" + words + "\"}");
        } else if (query.contains("private")) {
            send(
                    exchange,
                    404,
                    "{\"message\":\"pull access denied for private, repository does not exist or may require 'docker"
                            + " login': denied: requested access to the resource is denied\"}");
        } else if (query.contains("unreachable")) {
            send(
                    exchange,
                    500,
                    "{\"message\":\"Get \\\"http://127.0.0.1:5999/v2/\\\": dial tcp 127.0.0.1:5999: connect: connection"
                            + " refused\"}");
        } else if (query.contains("large")) {
            send(
                    exchange,
                    200,
                    "{\"status\":\"Pulling from large\",\"id\":\"1\"}\r\n{\"errorDetail\":{\"message\":\"write /x: no space"
                            + " left on device\"},\"error\":\"write /x: no space left on device\"}\r\n");
        } else {
            send(exchange, 200, "{\"status\":\"Pulling\"}\r\n{\"status\":\"Status: Image is up to date\"}\r\n");
        }
    }

    private void remove(HttpExchange exchange, Path file) throws IOException {
        Files.writeString(state.resolve("removing"), "");
        await().atMost(Duration.ofMinutes(5)).until(() -> !Files.exists(state.resolve("hold-removals")));
        if (file.getFileName().toString().contains("sticky")) {
            send(exchange, 409, "{\"message\":\"it is in use\"}");
        } else if (file.getParent().endsWith("networks")
                && Files.exists(file)
                && !Files.readString(file).isEmpty()) {
            send(exchange, 403, "{\"message\":\"network has active endpoints\"}");
        } else {
            send(exchange, Files.deleteIfExists(file) ? 200 : 404, "");
        }
    }

    private JsonNode read(String path, HttpExchange exchange) throws IOException {
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        return switch (path) {
            case "/info" -> JSON.valueToTree(Map.of("Swarm", Map.of("ControlAvailable", true)));
            case "/version" -> JSON.valueToTree(Map.of("ApiVersion", "1.41"));
            case "/services" -> services(query);
            case "/tasks" -> tasks();
            case "/images/json" -> JSON.readTree(text("images.json", "[]"));
            case "/containers/json" -> named("containers", "Names", "Id");
            case "/networks" -> named("networks", "Name", "Id");
            case "/volumes" -> JSON.createObjectNode().set("Volumes", named("volumes", "Name", "Name"));
            default ->
                path.startsWith("/networks/")
                        ? network(path)
                        : path.startsWith("/services/")
                                ? services("").path(names("services").indexOf(path.substring("/services/".length())))
                                : path.startsWith("/containers/")
                                        ? JSON.createObjectNode()
                                        : specified(path.substring(1));
        };
    }

    /** The content of a network's file is the name of a container that somebody has put on it by hand. */
    private JsonNode network(String path) throws IOException {
        var file = state.resolve(path.substring(1));
        var network = JSON.createObjectNode();
        if (Files.exists(file) && !Files.readString(file).isEmpty()) {
            network.putObject("Containers").putObject("0123abcd").put("Name", Files.readString(file));
        }
        return network;
    }

    private String text(String name, String otherwise) throws IOException {
        var file = state.resolve(name);
        return Files.exists(file) ? Files.readString(file) : otherwise;
    }

    private ArrayNode services(String query) throws IOException {
        var services = JSON.createArrayNode();
        for (var name : names("services")) {
            var stack = name.substring(0, name.lastIndexOf('_'));
            if (query.contains("namespace=") && !query.contains("namespace=" + stack)) {
                continue;
            }
            var commit =
                    Files.readString(state.resolve("services").resolve(name)).strip();
            var labels = new HashMap<>(labels());
            labels.put("com.docker.stack.namespace", stack);
            labels.put("coop-cloud." + stack + ".chaos-version", commit);
            services.add(JSON.valueToTree(Map.of(
                    "ID",
                    name,
                    "Spec",
                    Map.of(
                            "Name",
                            name,
                            "Labels",
                            labels,
                            "Mode",
                            Map.of("Replicated", Map.of("Replicas", scale.of(name)))),
                    "UpdateStatus",
                    update())));
        }
        return services;
    }

    private Map<String, String> labels() throws IOException {
        var labels = new HashMap<String, String>();
        for (var line : text("labels", "").lines().toList()) {
            var parts = line.split("=", 2);
            labels.put(parts[0], parts[1]);
        }
        return labels;
    }

    private Map<String, String> update() throws IOException {
        var words = text("update", "").strip().split(" ", 3);
        return words.length < 3 ? Map.of() : Map.of("State", words[0], "StartedAt", words[1], "Message", words[2]);
    }

    private ArrayNode tasks() throws IOException {
        var file = state.resolve("task");
        var lines = Files.exists(file) ? Files.readAllLines(file) : List.of("running");
        var tasks = JSON.createArrayNode();
        for (var name : names("services")) {
            if (scale.of(name) == 0) {
                continue;
            }
            for (var number = 0; number < lines.size(); number++) {
                var words = lines.get(number).split(" ", 2);
                tasks.add(JSON.valueToTree(Map.of(
                        "ID",
                        "task-number-" + number,
                        "ServiceID",
                        name,
                        "Slot",
                        1,
                        "CreatedAt",
                        Instant.EPOCH.plusSeconds(number).toString(),
                        "DesiredState",
                        "running",
                        "Status",
                        Map.of(
                                "State",
                                words[0],
                                "Err",
                                words.length > 1 ? words[1] : "",
                                "ContainerStatus",
                                Map.of("ContainerID", "c-" + name)))));
            }
        }
        return tasks;
    }

    private ArrayNode named(String kind, String nameKey, String idKey) {
        var objects = JSON.createArrayNode();
        for (var name : names(kind)) {
            var object = objects.addObject().put(idKey, name);
            if (nameKey.equals("Names")) {
                object.putArray(nameKey).add("/" + name);
            } else {
                object.put(nameKey, name);
            }
        }
        return objects;
    }

    private ArrayNode specified(String kind) {
        var objects = JSON.createArrayNode();
        if (KINDS.contains(kind)) {
            names(kind).forEach(name -> objects.addObject()
                    .put("ID", name)
                    .putObject("Spec")
                    .put("Name", name));
        }
        return objects;
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
