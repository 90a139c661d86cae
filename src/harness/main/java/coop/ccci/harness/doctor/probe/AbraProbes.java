package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Assumptions;
import coop.ccci.harness.doctor.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Looks at abra by calls that change nothing outside a folder of its own. */
final class AbraProbes {
    private static final String NOBODY = "no-such-app.example.com";

    private final DoctorSettings settings;
    private final Machine machine;
    private final AbraCalls abra;
    private final ProbeWorkspace workspace;

    AbraProbes(DoctorSettings settings, Machine machine, AbraCalls abra, ProbeWorkspace workspace) {
        this.settings = settings;
        this.machine = machine;
        this.abra = abra;
        this.workspace = workspace;
    }

    Map<String, Probe> all() {
        var probes = new HashMap<String, Probe>();
        probes.put("abra.found", this::found);
        probes.put("abra.version", this::version);
        probes.put("abra.restic", this::restic);
        probes.put("abra.server", this::server);
        probes.put("abra.exit-code", this::exitCode);
        probes.put("abra.stderr", this::standardError);
        probes.put("abra.position", this::position);
        probes.put("folder.abra-dir", this::abraDir);
        probes.put("folder.links", this::links);
        probes.put("folder.home", this::home);
        probes.put("folder.pin", this::pin);
        probes.put("app-ls.shape", this::appList);
        probes.put("server-ls.shape", this::serverList);
        return probes;
    }

    private Finding found() {
        var program = machine.program("abra");
        if (program.isEmpty()) {
            return Finding.broken("it is not there");
        }
        var said = abra.call("--version");
        return Finding.when(said.well(), program.get() + ", " + (said.well() ? versionLine(said) : said.describe()));
    }

    private static String versionLine(AbraCalls.Said said) {
        return said.all()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("no version");
    }

    private Finding version() {
        var line = versionLine(abra.call("--version"));
        return Finding.when(
                Assumptions.expectation("abra.version").words().stream().allMatch(line::contains),
                line + (isStandIn(line) ? "" : "; a real abra"));
    }

    private static boolean isStandIn(String versionLine) {
        return versionLine.contains("stand-in");
    }

    private Finding restic() {
        if (!isStandIn(versionLine(abra.call("--version")))) {
            return Finding.holds("not needed: this is a real abra");
        }
        return machine.program("restic")
                .map(path -> Finding.holds(path.toString()))
                .orElseGet(() -> Finding.broken("it is not there"));
    }

    private Finding server() {
        var folder = settings.abra().resolve("servers").resolve(settings.abraServer());
        return Finding.when(Files.isDirectory(folder), folder + (Files.isDirectory(folder) ? "" : " is not there"));
    }

    private Finding exitCode() {
        var said = abra.in(workspace.abra()).call("app", "ps", NOBODY, "-n", "-o");
        return Finding.when(
                Assumptions.expectation("abra.exit-code").exit().equals(Optional.of(said.exit())),
                "of an app that is not there: " + said.describe());
    }

    private Finding standardError() {
        var said = abra.in(workspace.abra()).call("app", "ps", NOBODY, "-n", "-o");
        var well = said.errors()
                        .lines()
                        .map(line -> line.toLowerCase(java.util.Locale.ROOT))
                        .anyMatch(line -> Assumptions.expectation("abra.stderr").words().stream()
                                .allMatch(line::contains))
                && said.output().isBlank();
        return Finding.when(well, well ? said.describe() : "on standard output: " + AbraCalls.Said.cut(said.output()));
    }

    private Finding position() {
        var before = abra.in(workspace.abra()).call("-n", "-o", "app", "ls", "-m");
        var after = abra.in(workspace.abra()).call("app", "ls", "-m", "-n", "-o");
        return Finding.when(
                before.well() && after.well() && before.output().equals(after.output()),
                "before: " + before.describe() + "; after: " + after.describe());
    }

    private Finding abraDir() {
        return sees(abra.in(workspace.abra()).call("app", "ls", "-m", "-n", "-o"));
    }

    private Finding links() {
        return sees(abra.in(workspace.linked()).call("app", "ls", "-m", "-n", "-o"));
    }

    private Finding home() {
        return sees(abra.atHome(workspace.home()).call("app", "ls", "-m", "-n", "-o"));
    }

    private static Finding sees(AbraCalls.Said said) {
        return said.output().contains(ProbeWorkspace.APP)
                ? Finding.holds("an app in a folder of our own is listed")
                : Finding.broken("an app in a folder of our own is not listed; " + said.describe());
    }

    private Finding pin() {
        var app = app(abra.in(workspace.abra()).call("app", "ls", "-m", "-n", "-o"));
        var recipe = app.map(node -> node.path("recipe").asText("")).orElse("");
        return Finding.when(recipe.equals(ProbeWorkspace.RECIPE), "it takes the recipe to be \"" + recipe + "\"");
    }

    private Finding appList() {
        var said = abra.in(workspace.abra()).call("app", "ls", "-m", "-n", "-o");
        var app = app(said);
        var well = app.filter(node ->
                        Assumptions.expectation("app-ls.shape").keys().stream().allMatch(node::has))
                .isPresent();
        return Finding.when(
                well, well ? "as said" : AbraCalls.Said.cut(said.output().strip()));
    }

    private static Optional<com.fasterxml.jackson.databind.JsonNode> app(AbraCalls.Said said) {
        return StreamSupport.stream(
                        said.json().path(ProbeWorkspace.SERVER).path("apps").spliterator(), false)
                .filter(node -> node.path("appName").asText("").equals(ProbeWorkspace.APP))
                .findFirst();
    }

    private Finding serverList() {
        var said = abra.in(workspace.abra()).call("server", "ls", "-m", "-n", "-o");
        var first = said.json().path(0);
        var well = said.json().isArray()
                && Assumptions.expectation("server-ls.shape").keys().stream().allMatch(first::has);
        return Finding.when(
                well,
                well
                        ? "as said"
                        : said.describe() + ": "
                                + AbraCalls.Said.cut(said.output().strip()));
    }

    /** Reads a file that abra wrote. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
