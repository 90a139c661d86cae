package coop.ccci.abra.command;

import coop.ccci.abra.app.AppDefinition;
import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.secret.SecretSpec;
import coop.ccci.abra.swarm.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra app secret}: lists, generates, inserts and removes the secrets of an app. */
@Command(name = "secret", description = "Show, generate, insert or remove the secrets of an app.")
final class AppSecretCommands {
    private static final String ALL = "All of them.";

    private final AbraCommand abra;

    AppSecretCommands(AbraCommand abra) {
        this.abra = abra;
    }

    @Command(name = "list", aliases = "ls", description = "List the secrets of an app.")
    void list(@Parameters(paramLabel = "<domain>") String name, @Mixin MachineFlag machine, @Mixin ChaosFlag chaos) {
        var app = abra.dir().app(name);
        var present = new Secrets(abra.docker(app)).names();
        var table = new ColumnTable("name", "version", "generated name", "created on server");
        var rows = abra.secretsOf(app, chaos.given()).stream()
                .map(secret -> row(secret, present.contains(secret.swarmName())))
                .toList();
        if (machine.given()) {
            Json.print(abra.out(), rows);
        } else {
            rows.forEach(row -> table.row(row.values().toArray(String[]::new)));
            table.print(abra.out());
        }
    }

    @Command(name = "generate", description = "Generate all secrets that are not there yet.")
    int generate(
            @Parameters(paramLabel = "<domain>") String name,
            @Option(
                            names = {"-a", "--all"},
                            required = true,
                            description = ALL)
                    boolean isAll,
            @Mixin MachineFlag machine,
            @Mixin ChaosFlag chaos) {
        var app = abra.dir().app(name);
        var generation = new SecretGeneration(abra, app).generate(abra.secretsOf(app, chaos.given()));
        if (generation.isEmpty()) {
            abra.log().warn("no secrets generated");
            return 1;
        }
        generation.print(machine.given());
        return 0;
    }

    @Command(name = "insert", description = "Insert a secret from an argument or a file.")
    void insert(
            @Parameters(paramLabel = "<domain>") String name,
            @Parameters(paramLabel = "<secret>") String secret,
            @Parameters(paramLabel = "<version>") String version,
            @Parameters(paramLabel = "<data>") String data,
            @Option(
                            names = {"-f", "--file"},
                            description = "The data is a file's name.")
                    boolean isFile,
            @Mixin ChaosFlag chaos) {
        var app = abra.dir().app(name);
        requireKnown(app, abra.secretsOf(app, chaos.given()), secret);
        var swarmName = app.stack().member(secret + "_" + version);
        if (!new Secrets(abra.docker(app)).create(swarmName, isFile ? contents(data) : data)) {
            throw new FatalException(
                    "secret " + swarmName + " already exists: remove it first or choose a new version");
        }
        abra.log().info(swarmName + " successfully stored on server");
    }

    @Command(name = "remove", aliases = "rm", description = "Remove all secrets of an app.")
    void remove(
            @Parameters(paramLabel = "<domain>") String name,
            @Option(
                            names = {"-a", "--all"},
                            required = true,
                            description = ALL)
                    boolean isAll,
            @Mixin ChaosFlag chaos) {
        var app = abra.dir().app(name);
        var secrets = new Secrets(abra.docker(app));
        var owned = secrets.names().stream()
                .filter(present -> abra.dir().owns(app, present))
                .toList();
        if (owned.isEmpty()) {
            throw new FatalException("no secrets to remove?");
        }
        abra.confirm("remove the secrets " + owned + "?");
        owned.forEach(secrets::remove);
        abra.log().info("removed " + String.join(", ", owned));
    }

    private static Map<String, String> row(SecretSpec secret, boolean isPresent) {
        var row = new LinkedHashMap<String, String>();
        row.put("name", secret.id());
        row.put("version", secret.version());
        row.put("generated name", secret.swarmName());
        row.put("created on server", String.valueOf(isPresent));
        return row;
    }

    private static void requireKnown(AppDefinition app, List<SecretSpec> all, String id) {
        var ids = all.stream().map(SecretSpec::id).toList();
        if (!ids.contains(id)) {
            throw new FatalException(
                    "no secret " + id + " available for recipe " + app.recipe().name() + ": it has " + ids);
        }
    }

    private static String contents(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new FatalException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
