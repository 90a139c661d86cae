package coop.ccci.abra.command;

import coop.ccci.abra.app.AppDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code abra app ls}: lists the apps that have an env file; without {@code -S} no server is asked. */
@Command(name = "list", aliases = "ls", description = "List all apps.")
final class AppListCommand implements Runnable {
    private static final String UNKNOWN = "unknown";

    @Mixin
    private MachineFlag machine;

    @Option(
            names = {"-s", "--server"},
            description = "Only the apps of this server.")
    private Optional<String> server = Optional.empty();

    @Option(
            names = {"-S", "--status"},
            description = "Ask the servers what is deployed.")
    private boolean status;

    private final AbraCommand abra;

    AppListCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var servers = new LinkedHashMap<String, Object>();
        var table = new ColumnTable("SERVER", "RECIPE", "DOMAIN", "STATUS", "CHAOS", "VERSION");
        for (var name : abra.dir().servers()) {
            if (server.map(name::equals).orElse(true)) {
                var rows = rows(name);
                servers.put(name, summary(rows));
                rows.forEach(row -> table.row(
                        row.get("server"),
                        row.get("recipe"),
                        row.get("domain"),
                        row.get("status"),
                        row.get("chaos"),
                        row.get("version")));
            }
        }
        if (machine.given()) {
            Json.print(abra.out(), servers);
        } else {
            table.print(abra.out());
        }
    }

    private List<Map<String, String>> rows(String name) {
        var deployed = status ? DeployedApps.read(abra.docker(name)) : Map.<String, DeployedApps.Labels>of();
        return abra.dir().apps(name).stream()
                .map(app ->
                        row(app, Optional.ofNullable(deployed.get(app.stack().value()))))
                .toList();
    }

    private Map<String, String> row(AppDefinition app, Optional<DeployedApps.Labels> deployed) {
        var row = new LinkedHashMap<String, String>();
        row.put("server", app.server());
        row.put("recipe", app.recipe().name());
        row.put("appName", app.name());
        row.put("domain", app.domain());
        row.put("status", deployed.isPresent() ? "deployed" : status ? "undeployed" : UNKNOWN);
        row.put("chaos", deployed.map(labels -> labels.of("chaos", "false")).orElse(UNKNOWN));
        row.put(
                "chaosVersion",
                deployed.map(labels -> labels.of("chaos-version", UNKNOWN)).orElse(UNKNOWN));
        row.put("autoUpdate", UNKNOWN);
        row.put("version", deployed.map(labels -> labels.of("version", UNKNOWN)).orElse(UNKNOWN));
        row.put("upgrade", UNKNOWN);
        return row;
    }

    private static Map<String, Object> summary(List<Map<String, String>> rows) {
        var versioned =
                rows.stream().filter(row -> !row.get("version").equals(UNKNOWN)).count();
        var summary = new LinkedHashMap<String, Object>();
        summary.put("apps", rows);
        summary.put("appCount", rows.size());
        summary.put("versionCount", versioned);
        summary.put("unversionedCount", rows.size() - versioned);
        summary.put("latestCount", 0);
        summary.put("upgradeCount", 0);
        return summary;
    }
}
