package coop.ccci.harness.socket.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.ccci.harness.swarm.Registries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A judge of the app {@code cust-abcdef.ci.test} on a fake engine. */
final class JudgeFixture {
    final List<String> letThrough = new ArrayList<>();
    final AcceptedObjects accepted = new AcceptedObjects();
    private final CallJudge judge;

    JudgeFixture(boolean isTrusted) {
        var stacks = new OwnStacks();
        stacks.add(FakeEngineObjects.STACK, FakeEngineObjects.DOMAIN);
        judge = new CallJudge(
                stacks,
                new FakeEngineObjects(),
                new RunRules(
                        (labels, stack, domain) -> labels.containsKey("wrong") ? List.of("the label wrong") : List.of(),
                        Registries.parse("127.0.0.1:5000")::refusal,
                        new ServiceLimits(4_000_000_000L, 4096, 0),
                        content -> new String(content, StandardCharsets.UTF_8).equals("x")
                                ? Optional.empty()
                                : Optional.of("a content of nobody's")),
                accepted,
                isTrusted,
                letThrough::add);
    }

    PermittedCall judge(String method, String target, byte[] body) {
        return judge.judge(method, target, body);
    }

    /** Returns what becomes of a call: {@code 200}, or the status and the sentence of the refusal. */
    String outcome(String method, String target, byte[] body) {
        try {
            judge.judge(method, target, body);
            return "200";
        } catch (RefusedCallException e) {
            return e.status() + " " + e.getMessage();
        }
    }

    String outcome(String method, String target) {
        return outcome(method, target, new byte[0]);
    }

    /** Returns what becomes of a service that differs from a good one in one place. */
    String service(String pointer, String json) {
        return outcome("POST", "/v1.41/services/create", StrictJson.write(changed(pointer, json)));
    }

    static ObjectNode good() {
        try (var stream = JudgeFixture.class.getResourceAsStream("service.json")) {
            return (ObjectNode) StrictJson.read(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the good service with another value in one place.
     *
     * @param pointer a JSON pointer; a last step {@code -} adds to a list
     * @param json the value, with ' for "
     */
    static ObjectNode changed(String pointer, String json) {
        var service = good();
        var slash = pointer.lastIndexOf('/');
        JsonNode parent = service.at(pointer.substring(0, slash));
        var value = StrictJson.read(FakeEngineObjects.bytes(json));
        var last = pointer.substring(slash + 1);
        if (parent instanceof ArrayNode list) {
            list.add(value);
        } else {
            ((ObjectNode) parent).set(last.replace("~1", "/"), value);
        }
        return service;
    }
}
