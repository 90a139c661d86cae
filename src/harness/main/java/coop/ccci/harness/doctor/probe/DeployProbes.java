package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Finding;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.ServiceState;
import coop.ccci.harness.swarm.StackObject;
import coop.ccci.harness.swarm.StackObject.Kind;
import coop.ccci.harness.swarm.TaskState;
import coop.ccci.host.HumanTime;
import coop.ccci.host.Waiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at an app that abra has just deployed: its names, labels and file. */
final class DeployProbes {
    private static final Duration DEPLOY = Duration.ofMinutes(5);
    private static final Duration RUNNING = Duration.ofSeconds(90);

    private final DeepProbeSession session;
    private final Waiter waiter;

    DeployProbes(DeepProbeSession session, Waiter waiter) {
        this.session = session;
        this.waiter = waiter;
    }

    Map<String, Probe> all() {
        var probes = new HashMap<String, Probe>();
        probes.put("deploy.works", this::works);
        probes.put("deploy.runs", this::runs);
        probes.put("stack.name", this::stackName);
        probes.put("stack.label", this::stackLabel);
        probes.put("volume.name", this::volumeName);
        probes.put("label.recipe", () -> label("recipe", TinyRecipe.NAME));
        probes.put("label.chaos", () -> label("chaos", "true"));
        probes.put("label.chaos-version", this::chaosVersion);
        probes.put("label.version", () -> label("version", TinyRecipe.RELEASE));
        probes.put("label.timeout", () -> label("timeout", "60"));
        probes.put("env.rewritten", this::envRewritten);
        return probes;
    }

    private DeepProbeSession.ProbeApp tried() {
        return session.app();
    }

    private RunApp app() {
        return tried().app();
    }

    private Finding works() {
        unpin();
        var said = tried().abra().within(DEPLOY).call("app", "deploy", app().domain(), "-C", "-o", "-n", "-D", "-c");
        return Finding.when(said.well(), said.describe());
    }

    /** Takes away the version that abra wrote when it made the app, so that the next one that stands there is new. */
    private void unpin() {
        try {
            Files.writeString(
                    tried().envFile(),
                    AbraProbes.read(tried().envFile()).replaceFirst("(?m)^RECIPE=.*$", "RECIPE=" + TinyRecipe.NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Finding runs() {
        var up = waiter.until(RUNNING, () -> tried().swarm().services(app()).stream()
                .allMatch(service -> service.serving() >= service.replicas()));
        return up
                ? Finding.holds(tried().swarm().services(app()).size() + " services")
                : Finding.broken("not within " + HumanTime.format(RUNNING) + ": " + lastErrors());
    }

    private List<String> lastErrors() {
        return tried().swarm().services(app()).stream()
                .filter(service -> service.serving() < service.replicas())
                .map(service -> service.name() + " " + newest(service))
                .toList();
    }

    private static String newest(ServiceState service) {
        return service.tasks().stream()
                .reduce((earlier, later) -> later)
                .map(TaskState::describe)
                .orElse("has no task");
    }

    private Finding stackName() {
        var names = tried().swarm().leftOf(app(), Kind.SERVICE).stream()
                .map(StackObject::name)
                .toList();
        return Finding.when(
                names.contains(app().service("app")),
                names.isEmpty() ? "no service of the stack " + app().stack() : names.toString());
    }

    private Finding stackLabel() {
        var services = tried().swarm().services(app());
        return Finding.when(
                services.stream().anyMatch(service -> service.name().equals("app")),
                services.size() + " services have it");
    }

    /** Waits for a volume: it is made with the first container that uses it. */
    private Finding volumeName() {
        waiter.until(RUNNING, () -> !volumes().isEmpty());
        return Finding.when(
                volumes().contains(app().stack() + "_content"), volumes().toString());
    }

    private List<String> volumes() {
        return tried().swarm().leftOf(app(), Kind.VOLUME).stream()
                .map(StackObject::name)
                .toList();
    }

    /** Returns a label of the service app; empty when it is not there. */
    static Optional<String> label(DeepProbeSession.ProbeApp tried, String word) {
        return tried.swarm().services(tried.app()).stream()
                .filter(service -> service.name().equals("app"))
                .findFirst()
                .map(service -> service.labels().get("coop-cloud." + tried.app().stack() + "." + word));
    }

    private Finding label(String word, String wanted) {
        var value = label(tried(), word);
        return Finding.when(value.equals(Optional.of(wanted)), value.orElse("it is not there"));
    }

    private Finding chaosVersion() {
        var value = label(tried(), "chaos-version").orElse("");
        var well = value.length() >= 7 && tried().head().value().startsWith(value);
        return Finding.when(well, value.isEmpty() ? "it is not there" : value + " of the commit " + tried().head());
    }

    private Finding envRewritten() {
        var line = AbraProbes.read(tried().envFile())
                .lines()
                .filter(text -> text.startsWith("RECIPE=") || text.startsWith("TYPE="))
                .findFirst()
                .orElse("no line with RECIPE");
        return Finding.when(line.contains(":"), line);
    }
}
