package coop.ccci.harness.policy;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.harness.policy.StackRequests.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What of a request to the engine reaches out of the app. It looks for harm and shares nothing with the judge of requests. */
final class RequestDangers {
    private static final Set<String> POWERFUL = Set.of("nice", "rtprio", "rttime");
    private static final Set<String> FILES = Set.of("/etc/localtime", "/etc/timezone");

    private final String stack;
    private final String domain;
    private final Set<String> found = new TreeSet<>();

    private RequestDangers(String stack, String domain) {
        this.stack = stack;
        this.domain = domain;
    }

    static Set<String> of(Request request, String stack, String domain) {
        var dangers = new RequestDangers(stack, domain);
        var body = request.body();
        dangers.own("name", body.path("Name"));
        if (request.target().contains("/networks/")) {
            dangers.network(body);
        } else if (request.target().contains("/services/")) {
            dangers.service(body);
        }
        return dangers.found;
    }

    private void own(String kind, JsonNode name) {
        if (!name.asText().startsWith(stack + "_")) {
            found.add(kind + " of another");
        }
    }

    private void network(JsonNode body) {
        body.path("IPAM").path("Config").forEach(config -> {
            var subnet = config.path("Subnet").asText();
            if ((!subnet.isEmpty() && !subnet.matches("(10|172|192)\\..*/(1[6-9]|2[0-9]|30)")) || config.size() > 1) {
                found.add("subnet");
            }
        });
        if (!body.path("Driver").asText().equals("overlay")
                || body.path("Options").has("parent")) {
            found.add("driver of a network");
        }
    }

    private void service(JsonNode body) {
        var container = body.path("TaskTemplate").path("ContainerSpec");
        container.path("Mounts").forEach(this::mount);
        container.path("Secrets").forEach(secret -> own("secret", secret.path("SecretName")));
        container.path("Configs").forEach(config -> own("config", config.path("ConfigName")));
        body.path("TaskTemplate").path("Networks").forEach(network -> {
            if (!network.path("Target").asText().equals("proxy")) {
                own("network", network.path("Target"));
                return;
            }
            network.path("Aliases").forEach(alias -> {
                var isKey =
                        (stack + "_" + alias.asText()).equals(body.path("Name").asText());
                if (!isKey
                        && !alias.asText()
                                .matches(Pattern.quote(stack) + "([_-].*)?|(.*\\.)?" + Pattern.quote(domain))) {
                    found.add("name of another on proxy");
                }
            });
            if (network.path("DriverOpts").size() > 0) {
                found.add("driver of a network");
            }
        });
        container.path("CapabilityAdd").forEach(name -> {
            if (name.asText().contains("ADMIN")) {
                found.add("cap_add");
            }
        });
        container.path("Ulimits").forEach(limit -> {
            if (POWERFUL.contains(limit.path("Name").asText())) {
                found.add("limit");
            }
        });
        container.path("Sysctls").fieldNames().forEachRemaining(name -> {
            if (!name.matches("net\\..*|fs\\.mqueue\\..*|kernel\\.(msgm.*|sem|shma.*|shmm.*|shm_rmid_forced)")) {
                found.add("setting of the kernel");
            }
        });
        if (!body.path("TaskTemplate").path("LogDriver").path("Name").asText().matches("json-file|local|none|")
                || body.path("TaskTemplate").path("LogDriver").path("Options").has("path")) {
            found.add("log");
        }
        body.path("EndpointSpec").path("Ports").forEach(port -> {
            var published = port.path("PublishedPort").asInt();
            if (published > 0 && published < 1024) {
                found.add("port");
            }
        });
        if (body.path("Mode").path("Replicated").path("Replicas").asLong() > 100) {
            found.add("replicas");
        }
        labels(body.path("Labels"));
        labels(container.path("Labels"));
    }

    private void mount(JsonNode mount) {
        var source = mount.path("Source").asText();
        var driver = mount.path("VolumeOptions").path("DriverConfig");
        if ((mount.path("Type").asText().equals("bind") || source.contains("/"))
                && !(FILES.contains(source) && mount.path("ReadOnly").asBoolean())) {
            found.add("mount");
        }
        if (mount.path("Type").asText().equals("volume") && !source.isEmpty()) {
            own("volume", mount.path("Source"));
        }
        if (mount.path("BindOptions").path("Propagation").asText().contains("shared")) {
            found.add("mount");
        }
        if (driver.path("Options").path("o").asText().contains("bind")
                || driver.path("Options").path("device").asText().startsWith("/")
                || !List.of("", "local").contains(driver.path("Name").asText())) {
            found.add("driver_opts");
        }
    }

    private void labels(JsonNode labels) {
        var others = new TreeMap<String, Object>();
        labels.properties()
                .forEach(entry -> others.put(entry.getKey(), entry.getValue().asText()));
        if (others.containsKey("coop-cloud.backupbot.enabled")) {
            found.add("backup bot of another");
        }
        if (!stack.equals(others.get(StackRequests.NAMESPACE))) {
            found.add("stack of another");
        }
        var service = Map.of("deploy", Map.of("labels", others));
        found.addAll(
                new ArrayList<>(Dangers.of(Map.of("services", Map.of("app", service)), Path.of("."), stack, domain)));
    }
}
