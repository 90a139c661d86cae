package coop.ccci.harness.doctor;

import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.StackObject;
import coop.ccci.harness.swarm.StackObject.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Looks at an app that runs: what abra says of it, its route, its backup, and what may not be done with it. */
final class LiveProbes {
    private static final Duration ROUTE = Duration.ofSeconds(30);
    private static final Duration BACKUP = Duration.ofMinutes(3);

    private final Operation operation;
    private final TinyRecipe tiny;
    private final Front front;
    private final Patience patience;

    LiveProbes(Operation operation, TinyRecipe tiny, Front front, Patience patience) {
        this.operation = operation;
        this.tiny = tiny;
        this.front = front;
        this.patience = patience;
    }

    Map<String, Probe> all() {
        return Map.of(
                "app-ps.shape", this::processes,
                "app-ls.status", this::status,
                "route.serves", this::route,
                "backup.create", this::backup,
                "backup.snapshots", this::snapshots,
                "backup.terminal", this::terminal,
                "deploy.again", this::again,
                "deploy.marks-changes", this::marksChanges,
                "deploy.prunes-nothing", this::prunesNothing);
    }

    private TriedApp tried() {
        return operation.app();
    }

    private RunApp app() {
        return tried().app();
    }

    private Finding processes() {
        var said = tried().abra().call("app", "ps", app().domain(), "-m", "-n", "-o");
        var service = said.json().path("app");
        var well = service.has("image") && service.has("state");
        return Finding.when(
                well,
                well
                        ? "as said"
                        : said.shown() + ": " + AbraCalls.Said.cut(said.output().strip()));
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
                well, row.map(Object::toString).map(AbraCalls.Said::cut).orElse(said.shown()));
    }

    private Finding route() {
        var serves = patience.until(ROUTE, () -> front.ask(app().domain()) instanceof Answer.FromApp);
        return Finding.when(serves, front.ask(app().domain()).shown());
    }

    private Finding backup() {
        var said = tried().abra().within(BACKUP).onTerminal("app", "backup", "create", app().domain(), "-n");
        return Finding.when(said.well(), said.shown());
    }

    private Finding snapshots() {
        var said = tried().abra().within(BACKUP).onTerminal("app", "backup", "snapshots", app().domain(), "-n");
        return Finding.when(said.well() && !said.output().isBlank(), said.shown());
    }

    private Finding terminal() {
        var said = tried().abra().within(BACKUP).call("app", "backup", "snapshots", app().domain(), "-n");
        return Finding.when(said.refused(), said.shown());
    }

    private Finding again() {
        var said = tried().abra().call("app", "deploy", app().domain(), "-o", "-n", "-D", "-c");
        tried().restore();
        return Finding.when(said.refused("already deployed"), said.shown());
    }

    private Finding marksChanges() {
        tried().recipe().write(tiny.withoutSecond());
        var said = tried().abra().call("app", "deploy", app().domain(), "-C", "-f", "-o", "-n", "-D", "-c");
        tried().restore();
        var value = DeployProbes.label(tried(), "chaos-version").orElse("");
        return Finding.when(said.well() && value.endsWith("+U"), said.well() ? value : said.shown());
    }

    private Finding prunesNothing() {
        var names = tried().swarm().leftOf(app(), Kind.SERVICE).stream()
                .map(StackObject::name)
                .toList();
        return Finding.when(names.contains(app().service("second")), names.toString());
    }
}
