package coop.ccci.harness.socket.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import coop.ccci.harness.swarm.Registries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Docker's own program asked in a real run, as it was recorded: an upgrade, a backup and a restore of a recipe with
 * a secret, configs and a volume, a deploy of one with a network of its own, and the reading of logs (docker 20.10, API 1.41). None of it may be refused.
 */
class RecordedRequestsTest {
    private final List<JsonNode> requests = new ArrayList<>();
    private final Map<String, String> namesById = new HashMap<>();
    private final List<String> botContainers = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();
    private CallJudge judge;

    @BeforeEach
    void setUp() throws IOException {
        try (var stream = RecordedRequestsTest.class.getResourceAsStream("recorded.jsonl")) {
            new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> requests.add(StrictJson.read(line.getBytes(StandardCharsets.UTF_8))));
        }
        requests.forEach(this::learn);
        var stacks = new OwnStacks();
        names.forEach(stack -> stacks.add(stack, stack.replace('_', '.')));
        judge = new CallJudge(
                stacks,
                this::object,
                new RunRules(
                        (labels, ofStack, domain) -> List.of(),
                        Registries.parse("127.0.0.1:5000")::refusal,
                        ServiceLimits.DEFAULT,
                        content -> Optional.empty()),
                new AcceptedObjects(),
                false,
                told -> {});
    }

    /** The requests themselves say which id is whose. */
    private void learn(JsonNode request) {
        var body = request.path("body");
        if (target(request).endsWith("/services/create")) {
            names.add(body.path("Labels").path(OwnStacks.NAMESPACE).asText());
        }
        var container = body.path("TaskTemplate").path("ContainerSpec");
        container
                .path("Secrets")
                .forEach(secret -> namesById.put(text(secret, "SecretID"), text(secret, "SecretName")));
        container
                .path("Configs")
                .forEach(config -> namesById.put(text(config, "ConfigID"), text(config, "ConfigName")));
        var isOfBot = List.of("restic", "rm").contains(body.path("Cmd").path(0).asText())
                || body.path("Cmd").path(3).asText().equals("download");
        if (target(request).endsWith("/exec") && isOfBot) {
            botContainers.add(target(request).split("/", -1)[3]);
        }
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText();
    }

    private static String target(JsonNode request) {
        return text(request, "target");
    }

    private Optional<JsonNode> object(EngineObjectKind kind, String id) {
        var stack = names.stream().filter(id::startsWith).findFirst();
        var own = stack.orElse(names.iterator().next());
        var name = namesById.getOrDefault(id, stack.isPresent() || id.equals("proxy") ? id : own + "_app");
        var isBot = botContainers.contains(id) || id.equals("bot");
        var object = JsonNodeFactory.instance.objectNode();
        object.put("ID", id).put("Id", id).put("Name", name);
        var labels =
                object.putObject("Spec").put("Name", isBot ? "bot_app" : name).putObject("Labels");
        labels.put(isBot ? OwnStacks.BACKUP_BOT : OwnStacks.NAMESPACE, isBot ? "true" : own);
        var ofContainer = object.putObject("Config").putObject("Labels");
        ofContainer.put("com.docker.swarm.service.id", isBot ? "bot" : "app");
        if (!isBot) {
            ofContainer.put(OwnStacks.NAMESPACE, own);
        }
        return Optional.of(object);
    }

    @Test
    void what_docker_s_own_program_asked_in_a_real_run_is_passed_on() {
        var refused = new ArrayList<String>();
        var execs = requests.stream()
                .map(RecordedRequestsTest::target)
                .filter(target -> target.matches(".*/exec/[0-9a-f]+/start"))
                .map(target -> target.split("/", -1)[3])
                .iterator();
        for (var request : requests) {
            var body = request.path("body").isMissingNode() ? new byte[0] : StrictJson.write(request.path("body"));
            try {
                var passed = judge.judge(text(request, "method"), target(request), body);
                if (target(request).endsWith("/exec")) {
                    var ready = JsonNodeFactory.instance.objectNode().put("Id", execs.next());
                    assertThat(passed.reply().orElseThrow().apply(ready)).isEqualTo(ready);
                }
            } catch (RefusedCallException e) {
                refused.add(e.getMessage());
            }
        }

        assertThat(refused).isEmpty();
        assertThat(requests)
                .extracting(request -> text(request, "method") + " "
                        + target(request)
                                .replaceFirst("\\?.*", "")
                                .replaceFirst("^/v1\\.[0-9]+", "")
                                .replaceFirst("/[0-9a-z_-]{12,}(?=/|$)", "/<id>"))
                .contains(
                        "POST /services/create",
                        "POST /services/<id>/update",
                        "POST /networks/create",
                        "POST /secrets/create",
                        "POST /configs/create",
                        "POST /containers/<id>/exec",
                        "POST /exec/<id>/start",
                        "GET /services/<id>/logs");
    }
}
