package coop.ccci.harness.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels that a service of a recipe is given.
 *
 * @param service its name in the compose file
 * @param deploy those under {@code deploy.labels}, which swarm and whoever reads its services sees
 * @param container those under {@code labels}, which only its containers get
 */
public record ServiceLabels(String service, Map<String, String> deploy, Map<String, String> container) {
    /** Copies what could change. */
    public ServiceLabels {
        deploy = Map.copyOf(deploy);
        container = Map.copyOf(container);
    }

    /** Returns the labels of every service, later files laid over earlier ones. */
    public static List<ServiceLabels> of(Compose compose) {
        var deploy = new LinkedHashMap<String, Map<String, String>>();
        var container = new LinkedHashMap<String, Map<String, String>>();
        compose.files().values().forEach(file -> {
            var services = Compose.children(file, "services");
            services.keySet().forEach(service -> {
                var settings = Compose.children(services, service);
                add(settings, container.computeIfAbsent(service, name -> new LinkedHashMap<>()));
                add(
                        Compose.children(settings, "deploy"),
                        deploy.computeIfAbsent(service, name -> new LinkedHashMap<>()));
            });
        });
        var all = new ArrayList<ServiceLabels>();
        deploy.forEach((service, labels) -> all.add(new ServiceLabels(service, labels, container.get(service))));
        return all;
    }

    /** Labels are a map, or a list of {@code key=value}. */
    private static void add(Map<String, Object> parent, Map<String, String> labels) {
        if (parent.get("labels") instanceof List<?> list) {
            for (var label : list) {
                var parts = String.valueOf(label).split("=", 2);
                labels.put(parts[0].strip(), parts.length > 1 ? parts[1] : "");
            }
        } else {
            Compose.children(parent, "labels").forEach((key, value) -> labels.put(key.strip(), String.valueOf(value)));
        }
    }
}
