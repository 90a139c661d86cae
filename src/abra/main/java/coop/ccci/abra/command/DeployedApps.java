package coop.ccci.abra.command;

import coop.ccci.abra.recipe.LabelOverlay;
import coop.ccci.abra.swarm.DockerCli;
import java.util.HashMap;
import java.util.Map;

/** What is deployed on a server, as the labels of the services named {@code app} say. */
final class DeployedApps {
    private static final String SUFFIX = "_" + LabelOverlay.SERVICE;

    private DeployedApps() {}

    /** Returns the labels of each stack's service {@code app}, by the stack's name. */
    static Map<String, Labels> read(DockerCli docker) {
        var names = docker.run("service", "ls", "--format", "{{.Name}}")
                .lines()
                .filter(name -> name.endsWith(SUFFIX))
                .toList();
        var stacks = new HashMap<String, Labels>();
        docker.inspected("service", names).forEach(service -> {
            var name = service.path("Spec").path("Name").asText();
            var stack = name.substring(0, name.length() - SUFFIX.length());
            var labels = new HashMap<String, String>();
            service.path("Spec")
                    .path("Labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            stacks.put(stack, new Labels(stack, labels));
        });
        return stacks;
    }

    /**
     * The labels of one service.
     *
     * @param stack the stack's name
     * @param all by their full names
     */
    record Labels(String stack, Map<String, String> all) {
        /** One of abra's labels. */
        String of(String name, String absent) {
            return all.getOrDefault("coop-cloud." + stack + "." + name, absent);
        }
    }
}
