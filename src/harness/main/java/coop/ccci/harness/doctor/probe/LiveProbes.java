package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.abra.Backups;
import coop.ccci.harness.doctor.Assumptions;
import coop.ccci.harness.doctor.Finding;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.StackObject;
import coop.ccci.harness.swarm.StackObject.Kind;
import coop.ccci.host.Waiter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Looks at an app that runs: what abra says of it, its route, its backup, and what may not be done with it. */
final class LiveProbes {
    private static final Duration ROUTE = Duration.ofSeconds(30);
    private static final Duration BACKUP = Duration.ofMinutes(3);

    private final DeepProbeSession session;
    private final TinyRecipe tiny;
    private final IngressClient ingress;
    private final Waiter waiter;

    LiveProbes(DeepProbeSession session, TinyRecipe tiny, IngressClient ingress, Waiter waiter) {
        this.session = session;
        this.tiny = tiny;
        this.ingress = ingress;
        this.waiter = waiter;
    }

    Map<String, Probe> all() {
        return Map.ofEntries(
                Map.entry("app-ps.shape", this::processes),
                Map.entry("app-ls.status", this::status),
                Map.entry("route.serves", this::route),
                Map.entry("backup.create", this::backup),
                Map.entry("backup.snapshots", this::snapshots),
                Map.entry("backup.download", this::download),
                Map.entry("backup.restore", this::restore),
                Map.entry("backup.terminal", this::terminal),
                Map.entry("deploy.again", this::again),
                Map.entry("deploy.marks-changes", this::marksChanges),
                Map.entry("deploy.prunes-nothing", this::prunesNothing));
    }

    private DeepProbeSession.ProbeApp tried() {
        return session.app();
    }

    private RunApp app() {
        return tried().app();
    }

    private Finding processes() {
        var said = tried().abra().call("app", "ps", app().domain(), "-m", "-n", "-o");
        var service = said.json().path("app");
        var well = Assumptions.expectation("app-ps.shape").keys().stream().allMatch(service::has);
        return Finding.when(
                well,
                well
                        ? "as said"
                        : said.describe() + ": "
                                + AbraCalls.Said.cut(said.output().strip()));
    }

    private Finding status() {
        var said = tried().abra()
                .call("app", "ls", "-m", "-S", "-s", tried().folder().server(), "-n", "-o");
        var row = StreamSupport.stream(
                        said.json().path(tried().folder().server()).path("apps").spliterator(), false)
                .filter(node -> node.path("appName").asText("").equals(app().domain()))
                .findFirst();
        var well = row.filter(node -> node.path("status").asText("").equals("deployed"))
                .filter(node -> node.path("chaos").isTextual())
                .filter(node -> node.path("chaos").asText("").equals("true"))
                .isPresent();
        return Finding.when(
                well, row.map(Object::toString).map(AbraCalls.Said::cut).orElse(said.describe()));
    }

    private Finding route() {
        var serves = waiter.until(ROUTE, () -> ingress.ask(app().domain()).isFromApp());
        return Finding.when(serves, ingress.ask(app().domain()).describe());
    }

    private AbraCalls.Said backups(String what, String... more) {
        var words = new ArrayList<>(List.of("app", "backup", what, app().domain()));
        words.addAll(List.of(more));
        words.addAll(List.of("-n", "-C", "-o"));
        return patient().onTerminal(words.toArray(String[]::new));
    }

    private AbraCalls patient() {
        return tried().abra().within(BACKUP);
    }

    private Finding backup() {
        var said = backups("create");
        return Finding.when(said.well(), said.describe());
    }

    private Set<String> ids() {
        return Backups.ids(backups("snapshots").output());
    }

    private Finding snapshots() {
        var ids = ids();
        return Finding.when(!ids.isEmpty(), ids.isEmpty() ? backups("snapshots").describe() : ids.toString());
    }

    private Finding download() {
        var folder = tried().folder().path();
        var words = List.of(
                "app",
                "backup",
                "download",
                app().domain(),
                "-s",
                ids().iterator().next(),
                "--volumes",
                "-n",
                "-C",
                "-o");
        var said = patient().from(folder).onTerminal(words.toArray(String[]::new));
        var written = Files.isRegularFile(folder.resolve(Backups.DOWNLOADED));
        return Finding.when(said.well() && written, said.describe() + (written ? "" : ", and no such file"));
    }

    private Finding restore() {
        var said = patient()
                .onTerminal(
                        "app", "restore", app().domain(), "-s", ids().iterator().next(), "--hooks", "-n", "-C", "-o");
        return Finding.when(said.well(), said.describe());
    }

    private Finding terminal() {
        var said = patient().call("app", "backup", "snapshots", app().domain(), "-n", "-C", "-o");
        return Finding.when(said.refused(Assumptions.expectation("backup.terminal")), said.describe());
    }

    private Finding again() {
        var said = tried().abra().call("app", "deploy", app().domain(), "-o", "-n", "-D", "-c");
        tried().restore();
        return Finding.when(said.refused(Assumptions.expectation("deploy.again")), said.describe());
    }

    private Finding marksChanges() {
        tried().recipe().write(tiny.withoutSecond());
        var said = tried().abra().call("app", "deploy", app().domain(), "-C", "-f", "-o", "-n", "-D", "-c");
        tried().restore();
        var value = DeployProbes.label(tried(), "chaos-version").orElse("");
        return Finding.when(said.well() && value.endsWith("+U"), said.well() ? value : said.describe());
    }

    private Finding prunesNothing() {
        var names = tried().swarm().leftOf(app(), Kind.SERVICE).stream()
                .map(StackObject::name)
                .toList();
        return Finding.when(names.contains(app().service("second")), names.toString());
    }
}
