package coop.ccci.harness.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Reads services and tasks as Docker's HTTP interface gives them (version 1.41 and later). */
final class SwarmJson {
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
        return new ServiceState(
                service.path("ID").asText(),
                name.startsWith(stack + "_") ? name.substring(stack.length() + 1) : name,
                labels,
                replicas(service),
                template.path("RestartPolicy").path("Condition").asText("any"),
                update.path("State").asText(""),
                update.path("Message").asText(""),
                instant(update.path("StartedAt")),
                template.path("ContainerSpec").path("Image").asText(""),
                template.path("RestartPolicy").path("MaxAttempts").asInt(0),
                healthcheckWindow(template.path("ContainerSpec").path("Healthcheck")),
                hostPorts(spec.path("EndpointSpec").path("Ports")),
                tasks.stream()
                        .map(task -> task(task, template))
                        .sorted(Comparator.comparing(TaskState::created))
                        .toList());
    }

    /** A global service has no number of its own: swarm says how many nodes it is meant for. */
    private static int replicas(JsonNode service) {
        var replicated = service.path("Spec").path("Mode").path("Replicated").path("Replicas");
        return replicated.isNumber()
                ? replicated.asInt()
                : service.path("ServiceStatus").path("DesiredTasks").asInt(1);
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
                + check.path("Retries").asInt(3) + " failures "
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

    private static TaskState task(JsonNode task, JsonNode template) {
        var status = task.path("Status");
        var slot = task.path("Slot").asInt(0);
        return new TaskState(
                task.path("ID").asText(),
                slot > 0 ? Integer.toString(slot) : task.path("NodeID").asText(""),
                status.path("State").asText(""),
                task.path("DesiredState").asText(""),
                isCurrent(task.path("Spec"), template),
                status.path("Err").asText(""),
                status.path("ContainerStatus").path("ExitCode").asInt(0),
                status.path("ContainerStatus").path("ContainerID").asText(""),
                false,
                task.path("Spec").path("ContainerSpec").path("Image").asText(""),
                instant(task.path("CreatedAt")),
                instant(status.path("Timestamp")));
    }

    private static boolean isCurrent(JsonNode spec, JsonNode template) {
        return spec.path("ContainerSpec").equals(template.path("ContainerSpec"))
                && spec.path("ForceUpdate").asLong(0)
                        == template.path("ForceUpdate").asLong(0);
    }

    /** Returns whether the kernel ended a container because its memory was used up. */
    static boolean isOutOfMemory(JsonNode container) {
        return container.path("State").path("OOMKilled").asBoolean(false);
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

    private static Instant instant(JsonNode node) {
        try {
            return Instant.parse(node.asText(""));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
