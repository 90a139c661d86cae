package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.app.App;
import coop.ccci.abra.secret.SecretSpec;
import coop.ccci.abra.swarm.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code abra app secret}: the secrets of an app. */
@Command(name = "secret", aliases = "s", description = "Show, generate, insert or remove the secrets of an app.")
final class AppSecret {
    private static final String MACHINE = "Write JSON.";

    private final Abra abra;

    AppSecret(Abra abra) {
        this.abra = abra;
    }

    @Command(name = "list", aliases = "ls", description = "List the secrets of an app.")
    void list(
            @Parameters(paramLabel = "<domain>") String name,
            @Option(
                            names = {"-m", "--machine"},
                            description = MACHINE)
                    boolean isMachine,
            @Mixin ChaosFlag chaos) {
        var app = abra.folder().app(name);
        var present = new Secrets(abra.docker(app)).names();
        var table = new Table("name", "version", "generated name", "created on server");
        var rows = abra.secretsOf(app, chaos.given()).stream()
                .map(secret -> row(secret, present.contains(secret.swarmName())))
                .toList();
        if (isMachine) {
            Table.json(abra.out(), rows);
        } else {
            rows.forEach(row -> table.row(row.values().toArray(String[]::new)));
            table.print(abra.out());
        }
    }

    @Command(name = "generate", aliases = "g", description = "Generate one secret or all of them.")
    int generate(
            @Parameters(paramLabel = "<domain>") String name,
            @Parameters(paramLabel = "<secret>", arity = "0..1") Optional<String> secret,
            @Parameters(paramLabel = "<version>", arity = "0..1") Optional<String> version,
            @Option(
                            names = {"-a", "--all"},
                            description = "All of them.")
                    boolean isAll,
            @Option(
                            names = {"-m", "--machine"},
                            description = MACHINE)
                    boolean isMachine,
            @Mixin ChaosFlag chaos,
            @Option(
                            names = {"-p", "--pass"},
                            description = "Accepted; values are not stored.")
                    boolean isPass) {
        var app = abra.folder().app(name);
        var all = abra.secretsOf(app, chaos.given());
        if (isAll == secret.isPresent()) {
            throw new FatalException("give the name and the version of one secret, or --all");
        }
        var generation = new SecretGeneration(abra, app)
                .generate(isAll ? all : List.of(chosen(app, all, secret.get(), version.orElse(""))));
        if (generation.isEmpty()) {
            abra.log().warn("no secrets generated");
            return 1;
        }
        generation.print(isMachine);
        return 0;
    }

    @Command(
            name = "insert",
            aliases = "i",
            description = "Insert a secret from an argument, a file or standard input.")
    void insert(
            @Parameters(paramLabel = "<domain>") String name,
            @Parameters(paramLabel = "<secret>") String secret,
            @Parameters(paramLabel = "<version>") String version,
            @Parameters(paramLabel = "<data>", arity = "0..1") Optional<String> data,
            @Option(
                            names = {"-f", "--file"},
                            description = "The data is a file's name.")
                    boolean isFile,
            @Option(
                            names = {"-t", "--trim"},
                            description = "Cut blanks at both ends.")
                    boolean isTrimmed,
            @Mixin ChaosFlag chaos) {
        var app = abra.folder().app(name);
        one(app, abra.secretsOf(app, chaos.given()), secret);
        var value = data.map(given -> isFile ? contents(given) : given).orElseGet(this::standardInput);
        var swarmName = app.stack().member(secret + "_" + version);
        if (!new Secrets(abra.docker(app)).create(swarmName, isTrimmed ? value.strip() : value)) {
            throw new FatalException(
                    "secret " + swarmName + " already exists: remove it first or choose a new version");
        }
        abra.log().info(swarmName + " successfully stored on server");
    }

    @Command(name = "remove", aliases = "rm", description = "Remove one secret or all of them.")
    void remove(
            @Parameters(paramLabel = "<domain>") String name,
            @Parameters(paramLabel = "<secret>", arity = "0..1") Optional<String> secret,
            @Option(
                            names = {"-a", "--all"},
                            description = "All of them.")
                    boolean isAll,
            @Mixin ChaosFlag chaos) {
        if (isAll == secret.isPresent()) {
            throw new FatalException("give the name of one secret, or --all");
        }
        var app = abra.folder().app(name);
        var secrets = new Secrets(abra.docker(app));
        var wanted = secret.map(
                id -> one(app, abra.secretsOf(app, chaos.given()), id).swarmName());
        var chosen = secrets.names().stream()
                .filter(present -> wanted.map(present::equals)
                        .orElseGet(() -> abra.folder().owns(app, present)))
                .toList();
        if (chosen.isEmpty()) {
            throw new FatalException("no secrets to remove?");
        }
        abra.confirm("remove the secrets " + chosen + "?");
        chosen.forEach(secrets::remove);
        abra.log().info("removed " + String.join(", ", chosen));
    }

    private static Map<String, String> row(SecretSpec secret, boolean isPresent) {
        var row = new LinkedHashMap<String, String>();
        row.put("name", secret.id());
        row.put("version", secret.version());
        row.put("generated name", secret.swarmName());
        row.put("created on server", String.valueOf(isPresent));
        return row;
    }

    private static SecretSpec chosen(App app, List<SecretSpec> all, String id, String version) {
        var secret = one(app, all, id);
        return version.isEmpty() ? secret : secret.ofVersion(app, version);
    }

    private static SecretSpec one(App app, List<SecretSpec> all, String id) {
        return all.stream()
                .filter(secret -> secret.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new FatalException("no secret " + id + " available for recipe "
                        + app.recipe().name() + ": it has "
                        + all.stream().map(SecretSpec::id).toList()));
    }

    private static String contents(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new FatalException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private String standardInput() {
        try {
            return new String(abra.surroundings().in().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new FatalException("cannot read standard input: " + e.getMessage(), e);
        }
    }
}
