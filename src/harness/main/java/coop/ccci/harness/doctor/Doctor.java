package coop.ccci.harness.doctor;

import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.process.ProcessSpec;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.EngineFacts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Examines a host. Without deep looks nothing on it changes but a folder for temporary files, which goes away. */
public final class Doctor {
    private static final String DEFAULT_IMAGE = "busybox:latest";
    private static final String SANDBOX_IMAGE = "/ccci/web:";

    private static final Duration MAX_WAIT = Duration.ofMinutes(5);

    private final DoctorSettings settings;
    private final Shell shell;
    private final Machine machine;
    private final IngressClient front;
    private final ProbeWaiter patience;
    private final Clock clock;
    private final Path temporary;

    Doctor(
            DoctorSettings settings,
            Shell shell,
            Machine machine,
            IngressClient front,
            ProbeWaiter patience,
            Clock clock,
            Path temporary) {
        this.settings = settings;
        this.shell = shell;
        this.machine = machine;
        this.front = front;
        this.patience = patience;
        this.clock = clock;
        this.temporary = temporary;
    }

    /**
     * A doctor for this host.
     *
     * @param log takes every call of a program and what it said, a line at a time; values of secrets are not among it
     */
    public static Doctor of(DoctorSettings settings, Deadline deadline, Consumer<String> log) {
        var programs = new ProcessRunner(new Masker(), log);
        Shell shell = (arguments, directory, environment, atMost) -> programs.run(
                new ProcessSpec(arguments, directory, environment, atMost, !arguments.contains("generate")), deadline);
        return new Doctor(
                settings,
                shell,
                new LocalMachine(settings, shell),
                new HttpIngressClient(settings, deadline),
                new ProbeWaiter(deadline, MAX_WAIT),
                Clock.systemUTC(),
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Looks at every assumption. However this is left, the app that was deployed for deep looks is torn down.
     *
     * @param deep whether an app is deployed to see more
     * @param each is told every finding as it comes
     * @throws CancelledException when the deadline is over first
     * @throws IllegalArgumentException when {@code DOCKER_HOST} is no address
     * @throws java.io.UncheckedIOException when the folder for temporary files cannot be used
     */
    public List<ProbeResult> examine(boolean deep, Consumer<ProbeResult> each) {
        try (var docker = new DockerApi(settings.dockerHost())) {
            var facts = new EngineFacts(docker);
            var tiny = new TinyRecipe(settings.image().orElseGet(() -> image(facts)));
            var abra = AbraCalls.of(settings, shell);
            try (var workshop = ProbeWorkspace.make(temporary, tiny);
                    var operation = new DeepProbeSession(settings, abra, docker, workshop.folder())) {
                var probes = probes(facts, tiny, abra, workshop, operation);
                return new ProbeRunner(Assumptions.all(), assumption -> probe(assumption, probes, abra), each)
                        .run(deep);
            }
        }
    }

    /** Every probe by the id of its assumption; those that only read a command's help are made of the assumption. */
    Map<String, Probe> probes(
            EngineFacts facts, TinyRecipe tiny, AbraCalls abra, ProbeWorkspace workshop, DeepProbeSession operation) {
        var label = "doctor-" + UUID.randomUUID().toString().substring(0, 8);
        var probes = new HashMap<String, Probe>();
        probes.putAll(new MachineProbes(settings, machine, shell, facts).all());
        probes.putAll(new SwarmProbes(facts).all());
        probes.putAll(new IngressProbes(settings, front, facts, clock, label).all());
        probes.putAll(new AbraProbes(settings, machine, abra, workshop).all());
        probes.putAll(new RecipeProbes(abra, workshop).all());
        probes.putAll(new LintProbes(abra, workshop, tiny).all());
        probes.putAll(new ErrorProbes(operation, tiny).all());
        probes.putAll(new DeployProbes(operation, patience).all());
        probes.putAll(new LiveProbes(operation, tiny, front, patience).all());
        probes.putAll(new RemovalProbes(operation, patience).all());
        return probes;
    }

    private static Probe probe(Assumption assumption, Map<String, Probe> probes, AbraCalls abra) {
        return assumption
                .help()
                .<Probe>map(help -> new HelpProbe(abra, help))
                .orElseGet(() -> probes.get(assumption.id()));
    }

    /** What the sandbox's registry has, where this is the sandbox. */
    private static String image(EngineFacts docker) {
        try {
            return docker.images().stream()
                    .filter(tag -> tag.contains(SANDBOX_IMAGE))
                    .findFirst()
                    .orElse(DEFAULT_IMAGE);
        } catch (RunException e) {
            return DEFAULT_IMAGE;
        }
    }
}
