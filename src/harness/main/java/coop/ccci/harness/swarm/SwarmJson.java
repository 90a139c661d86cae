package coop.ccci.harness.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Reads services and tasks as Docker's HTTP interface gives them (version 1.41 and later). */
final class SwarmJson {
    private static final int DEFAULT_RETRIES = 3;

    private SwarmJson() {}

    static ServiceState service(JsonNode service, String stack, List<JsonNode> tasks) {
        var spec = service.path("Spec");
        var template = spec.path("TaskTemplate");
        var update = service.path("UpdateStatus");
        var labels = new HashMap<String, String>();
        spec.path("Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        var name = spec.path("Name").asText();
        var jobIteration = service.path("JobStatus").path("JobIteration").path("Index");
        return new ServiceState(
                service.path("ID").asText(),
                name.startsWith(stack + "_") ? name.substring(stack.length() + 1) : name,
                labels,
                plan(service),
                update.path("State").asText(""),
                update.path("Message").asText(""),
                instant(update.path("StartedAt")),
                template.path("ContainerSpec").path("Image").asText(""),
                List.of(),
                tasks.stream()
                        .map(task -> task(task, template, jobIteration.asLong(0)))
                        .sorted(Comparator.comparing(TaskState::created))
                        .toList());
    }

    private static ServicePlan plan(JsonNode service) {
        var spec = service.path("Spec");
        var template = spec.path("TaskTemplate");
        var restart = template.path("RestartPolicy");
        var constraints = new ArrayList<String>();
        template.path("Placement").path("Constraints").forEach(constraint -> constraints.add(constraint.asText()));
        return new ServicePlan(
                mode(spec.path("Mode")),
                wanted(service),
                new RestartPolicy(
                        restart.path("Condition").asText(RestartPolicy.DEFAULT.condition()),
                        restart.path("Delay").isNumber()
                                ? Duration.ofNanos(restart.path("Delay").asLong())
                                : RestartPolicy.DEFAULT.delay(),
                        restart.path("MaxAttempts").asInt(0)),
                healthcheckWindow(template.path("ContainerSpec").path("Healthcheck")),
                hostPorts(spec.path("EndpointSpec").path("Ports")),
                !spec.path("EndpointSpec").path("Ports").isEmpty(),
                constraints,
                instant(service.path("UpdatedAt")));
    }

    private static ServiceMode mode(JsonNode mode) {
        if (mode.has("ReplicatedJob")) {
            return ServiceMode.REPLICATED_JOB;
        }
        if (mode.has("GlobalJob")) {
            return ServiceMode.GLOBAL_JOB;
        }
        return mode.has("Global") ? ServiceMode.GLOBAL : ServiceMode.REPLICATED;
    }

    /** A global service has no number of its own: swarm says how many nodes it is meant for. */
    private static int wanted(JsonNode service) {
        var mode = service.path("Spec").path("Mode");
        return switch (mode(mode)) {
            case REPLICATED -> mode.path("Replicated").path("Replicas").asInt(1);
            case REPLICATED_JOB ->
                mode.path("ReplicatedJob").path("TotalCompletions").asInt(1);
            case GLOBAL, GLOBAL_JOB ->
                service.path("ServiceStatus").path("DesiredTasks").asInt(0);
        };
    }

    /** Docker's defaults where the check leaves something open: every 30 s, 3 failures in a row, no start period. */
    private static String healthcheckWindow(JsonNode check) {
        if (!check.path("Test").isArray()
                || check.path("Test").path(0).asText("").equals("NONE")) {
            return "";
        }
        var interval = Duration.ofNanos(check.path("Interval").asLong(0));
        var start = Duration.ofNanos(check.path("StartPeriod").asLong(0));
        return "start_period " + start.toMillis() / 1000.0 + " s, then "
                + check.path("Retries").asInt(DEFAULT_RETRIES) + " failures "
                + (interval.isZero() ? 30.0 : interval.toMillis() / 1000.0) + " s apart";
    }

    private static Set<Integer> hostPorts(JsonNode ports) {
        var published = new TreeSet<Integer>();
        for (var port : ports) {
            if (port.path("PublishMode").asText("ingress").equals("host")
                    && port.path("PublishedPort").asInt(0) > 0) {
                published.add(port.path("PublishedPort").asInt());
            }
        }
        return published;
    }

    private static TaskState task(JsonNode task, JsonNode template, long jobIteration) {
        var status = task.path("Status");
        var slot = task.path("Slot").asInt(0);
        return new TaskState(
                task.path("ID").asText(),
                slot > 0 ? Integer.toString(slot) : task.path("NodeID").asText(""),
                status.path("State").asText(""),
                task.path("DesiredState").asText(""),
                isCurrent(task, template, jobIteration),
                status.path("Err").asText(""),
                status.path("ContainerStatus").path("ExitCode").asInt(0),
                status.path("ContainerStatus").path("ContainerID").asText(""),
                ContainerEnd.UNKNOWN,
                task.path("Spec").path("ContainerSpec").path("Image").asText(""),
                instant(task.path("CreatedAt")),
                instant(status.path("Timestamp")));
    }

    /** Swarm runs a job anew at every update of its service and counts how often it did. */
    private static boolean isCurrent(JsonNode task, JsonNode template, long jobIteration) {
        var spec = task.path("Spec");
        return spec.path("ContainerSpec").equals(template.path("ContainerSpec"))
                && spec.path("ForceUpdate").asLong(0)
                        == template.path("ForceUpdate").asLong(0)
                && (!task.has("JobIteration")
                        || task.path("JobIteration").path("Index").asLong(0) == jobIteration);
    }

    /**
     * Returns what a container says of its end; it is empty where Docker has removed it. Docker calls every container with a
     * health check unhealthy as soon as it has ended (observed on 20.10), so what tells is how often the check failed.
     */
    static ContainerEnd end(JsonNode container, UnaryOperator<String> mask, int longest) {
        var state = container.path("State");
        var health = state.path("Health");
        var retries =
                container.path("Config").path("Healthcheck").path("Retries").asInt(0);
        var isUnhealthy = health.path("Status").asText("").equals("unhealthy")
                && health.path("FailingStreak").asInt(0) >= (retries > 0 ? retries : DEFAULT_RETRIES);
        return new ContainerEnd(
                state.path("OOMKilled").asBoolean(false),
                isUnhealthy ? Optional.of(illHealth(health, mask, longest).orElse("nothing")) : Optional.empty());
    }

    /** Returns a network as the services of a stack see it. */
    static StackNetwork network(JsonNode network, String stack) {
        var subnets = new ArrayList<String>();
        network.path("IPAM")
                .path("Config")
                .forEach(range -> subnets.add(range.path("Subnet").asText("")));
        var name = network.path("Name").asText("");
        return new StackNetwork(name, name.startsWith(stack + "_"), subnets);
    }

    /** Returns what a container's health check said last, where it failed. */
    static Optional<String> illHealth(JsonNode health, UnaryOperator<String> mask, int longest) {
        var log = health.path("Log");
        var last = log.path(log.size() - 1);
        var exit = last.path("ExitCode").asInt(0);
        if (exit == 0) {
            return Optional.empty();
        }
        var said = mask.apply(last.path("Output").asText(""))
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return Optional.of("exit code " + exit + (said.isEmpty() ? "" : ": ")
                + said.substring(0, Math.min(said.length(), longest)));
    }

    static Instant instant(JsonNode node) {
        try {
            return Instant.parse(node.asText(""));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
