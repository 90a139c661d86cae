package coop.ccci.harness.policy;

import static coop.ccci.harness.policy.StackRequests.at;
import static coop.ccci.harness.policy.StackRequests.entries;
import static coop.ccci.harness.policy.StackRequests.flag;
import static coop.ccci.harness.policy.StackRequests.items;
import static coop.ccci.harness.policy.StackRequests.labels;
import static coop.ccci.harness.policy.StackRequests.text;
import static coop.ccci.harness.policy.StackRequests.texts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.ccci.harness.policy.StackRequests.NotDeployableException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The specification of one service, as {@code docker stack deploy} makes it of a compose file. */
final class ServiceRequest {
    private static final Pattern PORT = Pattern.compile("(?:.*:)?(?:([0-9]{1,5}):)?([0-9]{1,5})(?:/([a-z]+))?");
    private static final Set<String> PROPAGATION =
            Set.of("rprivate", "private", "rshared", "shared", "rslave", "slave");

    private final Map<String, Object> compose;
    private final String stack;
    private final String key;
    private final Object service;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    ServiceRequest(Map<String, Object> compose, String stack, String key, Object service) {
        this.compose = compose;
        this.stack = stack;
        this.key = key;
        this.service = service;
    }

    ObjectNode json() {
        json.put("Name", stack + "_" + key);
        labels(json.putObject("Labels"), at(at(service, "deploy"), "labels"));
        json.withObject("/Labels")
                .put(StackRequests.NAMESPACE, stack)
                .put("com.docker.stack.image", text(at(service, "image")));
        var task = json.putObject("TaskTemplate");
        container(task.putObject("ContainerSpec"));
        networks(task);
        var logging = at(service, "logging");
        if (!entries(logging).isEmpty()) {
            texts(
                    task.putObject("LogDriver").put("Name", text(at(logging, "driver"))),
                    "Options",
                    at(logging, "options"));
        }
        deploy(task);
        items(at(service, "ports")).forEach(this::port);
        return json;
    }

    private void container(ObjectNode container) {
        var image = text(at(service, "image"));
        if (image.isEmpty() || Set.of("null", "~").contains(image)) {
            throw new NotDeployableException("no image");
        }
        container.put("Image", image);
        labels(container.putObject("Labels"), at(service, "labels"));
        container.withObject("/Labels").put(StackRequests.NAMESPACE, stack);
        list(container, "Command", at(service, "entrypoint"));
        list(container, "Args", at(service, "command"));
        items(at(service, "cap_add")).forEach(name -> {
            var capital = text(name).toUpperCase(Locale.ROOT);
            container
                    .withArray("/CapabilityAdd")
                    .add(capital.equals("ALL") || capital.startsWith("CAP_") ? capital : "CAP_" + capital);
        });
        entries(at(service, "ulimits")).forEach((name, limit) -> ulimit(container, name, limit));
        list(container, "CapabilityDrop", at(service, "cap_drop"));
        list(container, "Groups", at(service, "group_add"));
        texts(container, "Sysctls", at(service, "sysctls"));
        flag(container, "ReadOnly", at(service, "read_only"));
        flag(container, "TTY", at(service, "tty"));
        flag(container, "OpenStdin", at(service, "stdin_open"));
        flag(container, "Init", at(service, "init"));
        for (var pair :
                List.of(List.of("Hostname", "hostname"), List.of("User", "user"), List.of("Dir", "working_dir"))) {
            if (!text(at(service, pair.get(1))).isEmpty()) {
                container.put(pair.get(0), text(at(service, pair.get(1))));
            }
        }
        var environment = container.putArray("Env");
        var variables = JsonNodeFactory.instance.objectNode();
        labels(variables, at(service, "environment"));
        variables
                .properties()
                .forEach(entry ->
                        environment.add(entry.getKey() + "=" + entry.getValue().asText()));
        var isolated = text(at(service, "isolation"));
        if (!isolated.isEmpty()) {
            container.put("Isolation", isolated);
        }
        if (!entries(at(service, "credential_spec")).isEmpty()) {
            texts(container.putObject("Privileges"), "CredentialSpec", at(service, "credential_spec"));
        }
        var mounts = container.putArray("Mounts");
        items(at(service, "volumes")).forEach(mount -> mount(mounts.addObject(), mount));
        items(at(service, "tmpfs"))
                .forEach(path -> mounts.addObject().put("Type", "tmpfs").put("Target", text(path)));
        objects(container, "secrets", "Secret");
        objects(container, "configs", "Config");
    }

    private static void ulimit(ObjectNode container, String name, Object limit) {
        var isSingle = entries(limit).isEmpty();
        if (!name.matches("[a-z]+")) {
            throw new NotDeployableException("a limit");
        }
        container
                .withArray("/Ulimits")
                .addObject()
                .put("Name", name)
                .put("Soft", whole(text(isSingle ? limit : at(limit, "soft"))))
                .put("Hard", whole(text(isSingle ? limit : at(limit, "hard"))));
    }

    private void mount(ObjectNode mount, Object asked) {
        if (asked instanceof Map<?, ?>) {
            var size = text(at(at(asked, "tmpfs"), "size"));
            if (!size.isEmpty()) {
                mount.putObject("TmpfsOptions").put("SizeBytes", whole(size));
            }
            source(mount, text(at(asked, "type")), text(at(asked, "source")), text(at(asked, "target")));
            flag(mount, "ReadOnly", at(asked, "read_only"));
            var propagation = text(at(at(asked, "bind"), "propagation"));
            if (!propagation.isEmpty()) {
                mount.putObject("BindOptions").put("Propagation", propagation);
            }
            return;
        }
        var parts = text(asked).split(":", -1);
        if (parts.length == 1) {
            mount.put("Type", "volume").put("Target", parts[0]);
            return;
        }
        source(mount, parts[0].matches("[/.~\\\\].*") ? "bind" : "volume", parts[0], parts[1]);
        for (var mode : (parts.length > 2 ? parts[2] : "").split(",", -1)) {
            if (mode.equals("ro")) {
                mount.put("ReadOnly", true);
            } else if (PROPAGATION.contains(mode)) {
                mount.withObject("/BindOptions").put("Propagation", mode);
            }
        }
    }

    private void source(ObjectNode mount, String type, String source, String target) {
        mount.put("Type", type).put("Target", target);
        if (!type.equals("volume") || source.isEmpty()) {
            if (!source.isEmpty()) {
                mount.put("Source", source);
            }
            return;
        }
        mount.put("Source", StackRequests.name(stack, compose, "volumes", source));
        var volume = at(compose.get("volumes"), source);
        if (StackRequests.isExternal(volume)) {
            return;
        }
        var options = mount.putObject("VolumeOptions");
        labels(options.putObject("Labels"), at(volume, "labels"));
        options.withObject("/Labels").put(StackRequests.NAMESPACE, stack);
        var driver = text(at(volume, "driver"));
        if (!driver.isEmpty() || !entries(at(volume, "driver_opts")).isEmpty()) {
            texts(options.putObject("DriverConfig").put("Name", driver), "Options", at(volume, "driver_opts"));
        }
    }

    private void objects(ObjectNode container, String kind, String word) {
        var references = container.putArray(kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1));
        items(at(service, kind)).forEach(asked -> {
            var source = asked instanceof Map<?, ?> ? text(at(asked, "source")) : text(asked);
            var target = text(at(asked, "target"));
            var name = StackRequests.name(stack, compose, kind, source);
            var reference =
                    references.addObject().put(word + "ID", "id-" + name).put(word + "Name", name);
            reference
                    .putObject("File")
                    .put("Name", target.isEmpty() ? source : target)
                    .put("Mode", 292);
        });
    }

    private void networks(ObjectNode task) {
        var attached = task.putArray("Networks");
        var asked = at(service, "networks");
        var named = entries(asked);
        items(asked).forEach(network -> named.put(text(network), null));
        if (named.isEmpty()) {
            named.put("default", null);
        }
        named.forEach((network, options) -> {
            var aliases = attached.addObject()
                    .put("Target", StackRequests.name(stack, compose, "networks", network))
                    .putArray("Aliases");
            items(at(options, "aliases")).forEach(alias -> aliases.add(text(alias)));
            aliases.add(key);
            texts((ObjectNode) attached.get(attached.size() - 1), "DriverOpts", at(options, "driver_opts"));
        });
    }

    private void deploy(ObjectNode task) {
        var deploy = at(service, "deploy");
        var mode = text(at(deploy, "mode"));
        var replicas = text(at(deploy, "replicas"));
        switch (mode) {
            case "global" -> json.putObject("Mode").putObject("Global");
            case "global-job" -> json.putObject("Mode").putObject("GlobalJob");
            case "replicated-job" ->
                json.putObject("Mode")
                        .putObject("ReplicatedJob")
                        .put("TotalCompletions", replicas.isEmpty() ? 1 : whole(replicas));
            case "replicated", "" ->
                json.putObject("Mode")
                        .putObject("Replicated")
                        .put("Replicas", replicas.isEmpty() ? 1 : whole(replicas));
            default -> throw new NotDeployableException("a mode");
        }
        var update = at(deploy, "update_config");
        if (!entries(update).isEmpty()) {
            json.putObject("UpdateConfig")
                    .put("FailureAction", text(at(update, "failure_action")))
                    .put("Order", text(at(update, "order")));
        }
        list(task.putObject("Placement"), "Constraints", at(at(deploy, "placement"), "constraints"));
        json.putObject("EndpointSpec").put("Mode", text(at(deploy, "endpoint_mode")));
    }

    private void port(Object asked) {
        var ports = json.withObject("/EndpointSpec").withArray("/Ports");
        if (asked instanceof Map<?, ?>) {
            var published = text(at(asked, "published"));
            ports.addObject()
                    .put("TargetPort", whole(text(at(asked, "target"))))
                    .put("PublishedPort", published.isEmpty() ? 0 : whole(published))
                    .put("PublishMode", text(at(asked, "mode")))
                    .put("Protocol", text(at(asked, "protocol")));
            return;
        }
        var port = PORT.matcher(text(asked));
        if (!port.matches()) {
            throw new NotDeployableException("a port");
        }
        ports.addObject()
                .put("TargetPort", whole(port.group(2)))
                .put("PublishedPort", port.group(1) == null ? 0 : whole(port.group(1)))
                .put("Protocol", port.group(3) == null ? "tcp" : port.group(3))
                .put("PublishMode", "ingress");
    }

    private static long whole(String text) {
        if (!text.matches("-?[0-9]{1,18}")) {
            throw new NotDeployableException("a number");
        }
        return Long.parseLong(text);
    }

    private static void list(ObjectNode into, String field, Object value) {
        var list = items(value);
        if (!list.isEmpty()) {
            var array = into.putArray(field);
            list.forEach(item -> array.add(text(item)));
        }
    }
}
