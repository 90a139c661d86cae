package coop.ccci.abra.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.ccci.abra.process.FatalException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Waits until a stack runs what was deployed last: every service has as many running tasks of its newest specification
 * as it wants, and no update is in flight. Replicas alone do not say so, because right after a deploy the old tasks
 * still count.
 */
public final class StackConvergence {
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
    private static final Set<String> IN_FLIGHT = Set.of("updating", "rollback_started");
    private static final Set<String> GIVEN_UP =
            Set.of("paused", "rollback_started", "rollback_paused", "rollback_completed");

    private final Stack stack;
    private final Map<String, String> updatesBefore = new HashMap<>();

    /** Starts to watch a stack that is about to be deployed; updates up to now do not count. */
    public StackConvergence(Stack stack) {
        this.stack = stack;
        stack.inspectServices().forEach(service -> updatesBefore.put(id(service), updateStart(service)));
    }

    /**
     * Waits for convergence.
     *
     * @throws FatalException "deploy timed out" when it is not there within the bound, "deploy failed" when swarm gave
     *     up the update or went back; the specification stays applied in both cases
     */
    public void await(Duration bound) {
        if (!Poll.until(this::isReached, bound)) {
            throw new FatalException("deploy timed out: " + stack.name() + " did not converge within "
                    + bound.toSeconds() + " s; see docker stack ps --no-trunc " + stack.name());
        }
    }

    private boolean isReached() {
        var services = stack.inspectServices();
        services.forEach(this::requireNotFailed);
        if (services.isEmpty() || services.stream().anyMatch(StackConvergence::isInFlight)) {
            return false;
        }
        var tasks = stack.inspectTasks();
        return services.stream().allMatch(service -> runs(service, tasks));
    }

    private void requireNotFailed(JsonNode service) {
        var state = updateState(service);
        var isNew = !updateStart(service).equals(updatesBefore.getOrDefault(id(service), ""));
        if (isNew && GIVEN_UP.contains(state)) {
            throw new FatalException("deploy failed: the update of "
                    + service.path("Spec").path("Name").asText() + " is " + state + ": "
                    + service.path("UpdateStatus").path("Message").asText());
        }
    }

    private static boolean isInFlight(JsonNode service) {
        return IN_FLIGHT.contains(updateState(service));
    }

    private static String updateState(JsonNode service) {
        return service.path("UpdateStatus").path("State").asText();
    }

    private static String updateStart(JsonNode service) {
        return service.path("UpdateStatus").path("StartedAt").asText();
    }

    private static String id(JsonNode service) {
        return service.path("ID").asText();
    }

    private static boolean runs(JsonNode service, List<JsonNode> tasks) {
        var id = id(service);
        var wanted = comparable(service.path("Spec").path("TaskTemplate").path("ContainerSpec"));
        var mine = tasks.stream()
                .filter(task -> task.path("ServiceID").asText().equals(id))
                .toList();
        var running = mine.stream()
                .filter(task -> task.path("Status").path("State").asText().equals("running"))
                .filter(task ->
                        comparable(task.path("Spec").path("ContainerSpec")).equals(wanted))
                .count();
        var replicated = service.path("Spec").path("Mode").path("Replicated");
        return replicated.isMissingNode()
                ? running > 0 && running == mine.size()
                : running >= replicated.path("Replicas").asLong(1);
    }

    /** Returns a container's specification without what Docker adds to that of a service and leaves out of that of a task. */
    private static JsonNode comparable(JsonNode specification) {
        if (!(specification.deepCopy() instanceof ObjectNode copy)) {
            return specification;
        }
        if (copy.path("StopGracePeriod").asLong() == DEFAULT_GRACE.toNanos()) {
            copy.remove("StopGracePeriod");
        }
        copy.properties()
                .removeIf(
                        entry -> entry.getValue().isObject() && entry.getValue().isEmpty());
        return copy;
    }
}
