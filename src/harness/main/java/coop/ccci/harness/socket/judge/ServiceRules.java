package coop.ccci.harness.socket.judge;

import static coop.ccci.harness.socket.judge.CallFindings.quoted;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.ccci.harness.allowance.AppNames;
import coop.ccci.harness.allowance.ContainerSettings;
import java.util.HashMap;
import java.util.Map;

/** The specification of a service, field by field as API 1.41 and later have it. */
final class ServiceRules {
    /** Services of one app that are the same many times over cost the machine like as many apps. */
    static final int MAX_REPLICAS = 20;

    private static final ValueRule UPDATE = ValueRule.object(Map.of(
            "Parallelism", ValueRule.WHOLE,
            "Delay", ValueRule.WHOLE,
            "FailureAction", ValueRule.oneOf("continue", "pause", "rollback"),
            "Monitor", ValueRule.WHOLE,
            "MaxFailureRatio", ValueRule.NUMBER,
            "Order", ValueRule.oneOf("stop-first", "start-first")));

    private static final ValueRule RESTART = ValueRule.object(Map.of(
            "Condition", ValueRule.oneOf("none", "on-failure", "any"),
            "Delay", ValueRule.WHOLE,
            "MaxAttempts", ValueRule.WHOLE,
            "Window", ValueRule.WHOLE));

    private static final ValueRule RESOURCES = ValueRule.object(Map.of(
            "Limits",
                    ValueRule.object(Map.of(
                            "NanoCPUs", ValueRule.whole(0, Long.MAX_VALUE),
                            "MemoryBytes", ValueRule.whole(0, Long.MAX_VALUE),
                            "Pids", ValueRule.whole(0, Long.MAX_VALUE))),
            "Reservations",
                    ValueRule.object(Map.of(
                            "NanoCPUs", ValueRule.whole(0, Long.MAX_VALUE),
                            "MemoryBytes", ValueRule.whole(0, Long.MAX_VALUE),
                            "GenericResources", ValueRule.empty("devices of the machine")))));

    private static final ValueRule PLACEMENT = ValueRule.object(Map.of(
            "Constraints",
            ValueRule.TEXTS,
            "Preferences",
            ValueRule.list(
                    ValueRule.object(Map.of("Spread", ValueRule.object(Map.of("SpreadDescriptor", ValueRule.TEXT))))),
            "MaxReplicas",
            ValueRule.WHOLE,
            "Platforms",
            ValueRule.list(ValueRule.object(Map.of("Architecture", ValueRule.TEXT, "OS", ValueRule.TEXT)))));

    private static final ValueRule MODE = ValueRule.object(Map.of(
            "Replicated", ValueRule.object(Map.of("Replicas", ValueRule.whole(0, MAX_REPLICAS))),
            "Global", ValueRule.object(Map.of()),
            "ReplicatedJob",
                    ValueRule.object(Map.of(
                            "MaxConcurrent", ValueRule.whole(0, MAX_REPLICAS),
                            "TotalCompletions", ValueRule.whole(0, MAX_REPLICAS))),
            "GlobalJob", ValueRule.object(Map.of())));

    private final OwnStacks stacks;
    private final LabelJudge labelRules;
    private final EngineObjects engine;

    ServiceRules(OwnStacks stacks, LabelJudge labelRules, EngineObjects engine) {
        this.stacks = stacks;
        this.labelRules = labelRules;
        this.engine = engine;
    }

    /** A service as it is to be: its name, and the networks resolved to their ids. */
    ObjectNode check(JsonNode specification, CallFindings findings) {
        var name = specification.path("Name").asText("");
        var stack = stacks.ofName(name)
                .orElseThrow(() -> RefusedCallException.forbidden("a service " + quoted(name)
                        + " is not the run's own: its apps' services begin with "
                        + stacks.describe() + " and an underscore"));
        shape(stack, name).check("", specification, findings);
        requireLabels("Labels", specification, findings);
        requireLabels("Labels", specification.path("TaskTemplate").path("ContainerSpec"), findings);
        var resolved = (ObjectNode) specification.deepCopy();
        resolve(resolved.path("Networks"));
        resolve(resolved.path("TaskTemplate").path("Networks"));
        return resolved;
    }

    private ValueRule shape(String stack, String service) {
        var labels = labels(stack);
        var networks = ValueRule.list(network(stack, service));
        var task = ValueRule.object(Map.ofEntries(
                entry("ContainerSpec", ContainerRules.of(stack, labels, engine)),
                entry("Resources", RESOURCES),
                entry("RestartPolicy", RESTART),
                entry("Placement", PLACEMENT),
                entry("Networks", networks),
                entry("LogDriver", ServiceRules::logDriver),
                entry("ForceUpdate", ValueRule.WHOLE),
                entry("Runtime", ValueRule.oneOf("container")),
                entry("PluginSpec", ValueRule.empty("a plugin of the engine")),
                entry("NetworkAttachmentSpec", ValueRule.empty("an attachment without a container"))));
        return ValueRule.object(Map.of(
                "Name",
                ValueRule.text(
                        AppNames::isService, "a name of Docker's of at most " + AppNames.MAX_SERVICE + " characters"),
                "Labels",
                labels,
                "TaskTemplate",
                task,
                "Mode",
                MODE,
                "UpdateConfig",
                UPDATE,
                "RollbackConfig",
                UPDATE,
                "Networks",
                networks,
                "EndpointSpec",
                ValueRule.object(
                        Map.of("Mode", ValueRule.oneOf("vip", "dnsrr"), "Ports", ValueRule.list(PortRules::check)))));
    }

    /** By its label alone a container is known to be an app's. */
    private static void requireLabels(String field, JsonNode object, CallFindings findings) {
        if (!object.has(field)) {
            findings.add(field, "the label " + OwnStacks.NAMESPACE + " is missing");
        }
    }

    private ValueRule labels(String stack) {
        var texts = ValueRule.LABELS;
        return (place, value, findings) -> {
            texts.check(place, value, findings);
            var labels = new HashMap<String, String>();
            value.properties()
                    .forEach(
                            entry -> labels.put(entry.getKey(), entry.getValue().asText()));
            if (!labels.getOrDefault(OwnStacks.NAMESPACE, "").equals(stack)) {
                findings.add(place, "the label " + OwnStacks.NAMESPACE + " does not name the stack " + stack);
            }
            labels.keySet().stream()
                    .filter(name -> name.equals(OwnStacks.BACKUP_BOT) || name.startsWith("com.docker.swarm."))
                    .forEach(name ->
                            findings.add(place, "the label " + quoted(name) + ", which is not an app's to set"));
            labelRules.findings(labels, stack, stacks.domain(stack)).forEach(found -> findings.add(place, found));
        };
    }

    /** Other apps ask for names on the network that all share: there an app has none but its own. */
    private ValueRule network(String stack, String service) {
        var shape = ValueRule.object(Map.of(
                "Target", ValueRule.TEXT,
                "Aliases", ValueRule.TEXTS,
                "DriverOpts", ValueRule.empty("options of the network's driver")));
        return (place, value, findings) -> {
            shape.check(place, value, findings);
            var target = value.path("Target").asText("");
            var network = engine.inspect(EngineObjectKind.NETWORK, target);
            var isProxy = network.filter(OwnStacks::isProxy).isPresent();
            if (!isProxy
                    && network.flatMap(held -> stacks.ofName(held.path("Name").asText()))
                            .filter(stack::equals)
                            .isEmpty()) {
                findings.add(
                        place + ".Target",
                        "the network " + quoted(target) + "; allowed: proxy, and those of the app, " + stack + "_…");
            }
            if (isProxy) {
                value.path("Aliases").forEach(alias -> alias(stack, service, place, alias.asText(), findings));
            }
        };
    }

    private void alias(String stack, String service, String place, String alias, CallFindings findings) {
        var domain = stacks.domain(stack);
        if (!AppNames.isOwnAlias(alias, stack, service.substring(stack.length() + 1), domain)) {
            findings.add(
                    place + ".Aliases",
                    "the name " + quoted(alias) + " on the network proxy, which all apps share; allowed: the"
                            + " service's own name, " + stack + "_…, and " + domain);
        }
    }

    private void resolve(JsonNode networks) {
        for (var network : networks) {
            if (network instanceof ObjectNode attachment) {
                engine.inspect(EngineObjectKind.NETWORK, network.path("Target").asText(""))
                        .ifPresent(
                                held -> attachment.put("Target", held.path("Id").asText()));
            }
        }
    }

    private static void logDriver(String place, JsonNode driver, CallFindings findings) {
        ValueRule.object(Map.of(
                        "Name",
                        ValueRule.oneOf("json-file", "local", "none"),
                        "Options",
                        ValueRule.map((where, name, value, found) -> {
                            if (!ContainerSettings.LOG_OPTIONS.contains(name)) {
                                found.add(
                                        where,
                                        "the option " + quoted(name) + " of a log driver; allowed: "
                                                + String.join(", ", ContainerSettings.LOG_OPTIONS));
                            }
                        })))
                .check(place, driver, findings);
    }
}
