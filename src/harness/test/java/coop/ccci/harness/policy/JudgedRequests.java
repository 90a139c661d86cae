package coop.ccci.harness.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import coop.ccci.harness.policy.StackRequests.Request;
import coop.ccci.harness.socket.EngineLabels;
import coop.ccci.harness.socket.judge.AcceptedObjects;
import coop.ccci.harness.socket.judge.CallJudge;
import coop.ccci.harness.socket.judge.EngineObjectKind;
import coop.ccci.harness.socket.judge.FileJudge;
import coop.ccci.harness.socket.judge.OwnStacks;
import coop.ccci.harness.socket.judge.RefusedCallException;
import coop.ccci.harness.socket.judge.RunRules;
import coop.ccci.harness.socket.judge.ServiceLimits;
import coop.ccci.harness.socket.judge.StrictJson;
import coop.ccci.harness.swarm.RunApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The judge of the filter, on an engine on which every name is of something that there is. */
final class JudgedRequests {
    private final RunApp app;
    private final AcceptedObjects accepted = new AcceptedObjects();
    private final CallJudge judge;

    /** Judges by the recipe's own files. */
    JudgedRequests(RunApp app, FileJudge files) {
        this.app = app;
        var stacks = new OwnStacks();
        stacks.add(app.stack(), app.domain());
        judge = new CallJudge(
                stacks,
                JudgedRequests::object,
                new RunRules(new EngineLabels(), image -> Optional.empty(), ServiceLimits.DEFAULT, files),
                accepted,
                false,
                told -> {});
    }

    /**
     * What became of the requests of one stack.
     *
     * @param asked the harm that was asked for
     * @param passed the harm that came through
     * @param refusals why requests were refused
     */
    record Outcome(Set<String> asked, Set<String> passed, List<String> refusals) {}

    Outcome of(List<Request> requests) {
        var outcome = new Outcome(new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
        for (var request : requests) {
            outcome.asked.addAll(RequestDangers.of(request, app.stack(), app.domain()));
            try {
                var passed = judge.judge("POST", request.target(), StrictJson.write(request.body()));
                var sent = (com.fasterxml.jackson.databind.node.ObjectNode) StrictJson.read(passed.body());
                outcome.passed.addAll(
                        RequestDangers.of(new Request(passed.call().target(), sent), app.stack(), app.domain()));
            } catch (RefusedCallException e) {
                outcome.refusals.add(e.getMessage());
            }
        }
        return outcome;
    }

    /** Passes the specification of a service or a config on, as the engine would have it then. */
    JsonNode passedOn(Request request) {
        var passed = judge.judge("POST", request.target(), StrictJson.write(request.body()));
        passed.reply().ifPresent(reply -> assertThat(reply.apply(JsonNodeFactory.instance.objectNode()))
                .isNotNull());
        return StrictJson.read(passed.body());
    }

    /** Returns how a service that the swarm holds differs from what was passed on. */
    List<String> differences(JsonNode held) {
        return accepted.differences(app.stack(), List.of(held));
    }

    /** As {@link #differences}, of configs. */
    List<String> differencesOfConfigs(List<JsonNode> held) {
        return accepted.differences(held);
    }

    private static Optional<JsonNode> object(EngineObjectKind kind, String id) {
        var name = id.startsWith("id-") ? id.substring("id-".length()) : id;
        var object = JsonNodeFactory.instance.objectNode().put("Name", name);
        object.put(kind == EngineObjectKind.NETWORK ? "Id" : "ID", id)
                .putObject("Spec")
                .put("Name", name);
        return Optional.of(object);
    }
}
