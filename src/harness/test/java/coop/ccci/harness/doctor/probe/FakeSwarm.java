package coop.ccci.harness.doctor.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A fake of Docker's HTTP interface with a swarm in memory: a Traefik, and what the fake abra deploys. */
final class FakeSwarm implements AutoCloseable {
    static final String NAMESPACE = "com.docker.stack.namespace";

    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, Map<String, String>> services = new TreeMap<>();
    final Set<String> volumes = new TreeSet<>();
    final Set<String> secrets = new TreeSet<>();
    private final Set<String> lies;
    private final HttpServer server;

    FakeSwarm(Set<String> lies) {
        this.lies = lies;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String host() {
        return lies.contains("docker.answers")
                ? "unix:///no/such/docker.sock"
                : "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Everything but the Traefik. */
    synchronized List<String> left() {
        var all = new ArrayList<>(services.keySet());
        all.addAll(volumes);
        all.addAll(secrets);
        return all;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("DELETE")) {
                var name = path.substring(path.lastIndexOf('/') + 1);
                services.remove(name);
                volumes.remove(name);
                secrets.remove(name);
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            var query = String.valueOf(exchange.getRequestURI().getQuery());
            var bytes = JSON.writeValueAsString(read(path, query)).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private JsonNode read(String path, String query) {
        Object answer =
                switch (path) {
                    case "/version" ->
                        Map.of("Version", "28.1.0", "ApiVersion", lies.contains("docker.api") ? "1.40" : "1.49");
                    case "/info" ->
                        Map.of(
                                "DockerRootDir",
                                "/var/lib/docker",
                                "Swarm",
                                Map.of(
                                        "ControlAvailable",
                                        !lies.contains("swarm.manager"),
                                        "Nodes",
                                        lies.contains("swarm.nodes") ? 2 : 1));
                    case "/networks" ->
                        List.of(Map.of(
                                "Name",
                                "proxy",
                                "Id",
                                "proxy",
                                "Driver",
                                lies.contains("proxy.overlay") ? "bridge" : "overlay",
                                "Attachable",
                                !lies.contains("proxy.attachable")));
                    case "/images/json" -> List.of(Map.of("RepoTags", List.of("127.0.0.1:5000/ccci/web:1.0")));
                    case "/services" -> services(query);
                    case "/tasks" -> tasks();
                    case "/volumes" ->
                        Map.of(
                                "Volumes",
                                volumes.stream()
                                        .map(name -> Map.of("Name", name))
                                        .toList());
                    case "/secrets" ->
                        secrets.stream()
                                .map(name -> Map.of("ID", name, "Spec", Map.of("Name", name)))
                                .toList();
                    default -> List.of();
                };
        return JSON.valueToTree(answer);
    }

    private List<Object> services(String query) {
        var list = new ArrayList<>();
        if (!query.contains("filters")) {
            list.add(service("traefik_app", Map.of(), "traefik:v3.6"));
        }
        services.forEach((name, labels) -> {
            var wanted = "\"" + NAMESPACE + "=" + labels.get(NAMESPACE) + "\"";
            if (!query.contains("filters") || query.contains(wanted)) {
                list.add(service(name, labels, "busybox"));
            }
        });
        return list;
    }

    private Object service(String name, Map<String, String> labels, String image) {
        return Map.of(
                "ID",
                name,
                "Spec",
                Map.of(
                        "Name",
                        name,
                        "Labels",
                        labels,
                        "Mode",
                        Map.of("Replicated", Map.of("Replicas", 1)),
                        "TaskTemplate",
                        Map.of("ContainerSpec", Map.of("Image", image, "Args", arguments()))));
    }

    private List<String> arguments() {
        var entryPoint = lies.contains("ingress.entry-point") ? "websecure" : "web-secure";
        return List.of("--entrypoints." + entryPoint + ".address=:443");
    }

    private List<Object> tasks() {
        var list = new ArrayList<>();
        for (var name : services.keySet()) {
            var dead = lies.contains("deploy.runs");
            list.add(Map.of(
                    "ID",
                    "task-of-" + name,
                    "ServiceID",
                    name,
                    "Slot",
                    1,
                    "CreatedAt",
                    Instant.EPOCH.toString(),
                    "DesiredState",
                    "running",
                    "Spec",
                    Map.of("ContainerSpec", Map.of("Image", "busybox", "Args", arguments())),
                    "Status",
                    Map.of("State", dead ? "rejected" : "running", "Err", dead ? "No such image" : "")));
        }
        return list;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
