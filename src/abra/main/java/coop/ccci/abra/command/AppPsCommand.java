package coop.ccci.abra.command;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.abra.app.AppDefinition;
import coop.ccci.abra.process.FatalException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code abra app ps}: lists the containers of a deployed app. */
@Command(name = "ps", description = "Show the containers of an app.")
final class AppPsCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Mixin
    private MachineFlag machine;

    private final AbraCommand abra;

    AppPsCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var app = abra.dir().app(name);
        var stack = abra.stack(app);
        var labels = DeployedApps.read(abra.docker(app)).get(app.stack().value());
        if (labels == null) {
            throw new FatalException(name + " is not deployed?");
        }
        var services = new LinkedHashMap<String, Map<String, String>>();
        for (var container : stack.containers()) {
            var row = row(app, container, labels);
            // docker ps lists the newest container first: the ones before it are of earlier tasks
            services.putIfAbsent(row.get("service"), row);
        }
        if (machine.given()) {
            Json.print(abra.out(), services);
            return;
        }
        var table = new ColumnTable("SERVICE", "IMAGE", "CREATED", "STATUS", "STATE", "PORTS", "VERSION", "CHAOS");
        services.values()
                .forEach(row -> table.row(
                        row.get("service"),
                        row.get("image"),
                        row.get("created"),
                        row.get("status"),
                        row.get("state"),
                        row.get("ports"),
                        row.get("version"),
                        row.get("chaos")));
        table.print(abra.out());
    }

    private static Map<String, String> row(AppDefinition app, JsonNode container, DeployedApps.Labels labels) {
        var row = new LinkedHashMap<String, String>();
        // the container of a task is named <stack>_<service>.<slot>.<task>
        row.put(
                "service",
                container
                        .path("Names")
                        .asText()
                        .split("\\.", 2)[0]
                        .substring(app.stack().member("").length()));
        row.put("recipe", app.recipe().name());
        row.put("image", container.path("Image").asText().split("@", 2)[0]);
        row.put("created", container.path("CreatedAt").asText());
        row.put("status", container.path("Status").asText());
        row.put("state", container.path("State").asText());
        row.put("ports", container.path("Ports").asText());
        row.put("chaos", labels.of("chaos", "false"));
        row.put("version", labels.of("chaos-version", labels.of("version", "unknown")));
        return row;
    }
}
