package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Assumption;
import coop.ccci.harness.doctor.Assumptions;
import coop.ccci.harness.doctor.Examination;
import coop.ccci.harness.doctor.ProbeResult;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.EngineFacts;
import coop.ccci.host.Waiter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Examines a host. Without deep looks nothing on it changes but a folder for temporary files, which goes away. */
public final class Doctor {
    private static final String DEFAULT_IMAGE = "busybox:latest";
    private static final String SANDBOX_IMAGE = "/ccci/web:";

    /** The time between two looks at what comes about by itself. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final DoctorSettings settings;
    private final Machine machine;
    private final IngressClient ingress;
    private final Waiter waiter;
    private final Clock clock;
    private final Path temporary;

    Doctor(
            DoctorSettings settings,
            Machine machine,
            IngressClient ingress,
            Waiter waiter,
            Clock clock,
            Path temporary) {
        this.settings = settings;
        this.machine = machine;
        this.ingress = ingress;
        this.waiter = waiter;
        this.clock = clock;
        this.temporary = temporary;
    }

    /**
     * Returns a doctor for this host.
     *
     * @param log takes every call of a program and what it said, a line at a time; values of secrets are not among it
     */
    public static Doctor of(DoctorSettings settings, Deadline deadline, Consumer<String> log) {
        return new Doctor(
                settings,
                new LocalMachine(settings, new ProcessRunner(new Masker(), log), deadline),
                new IngressClient.Live(settings, deadline),
                Waiter.pausing(deadline::pause, PAUSE),
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
    public Examination examine(boolean deep, Consumer<ProbeResult> each) {
        try (var docker = new DockerApi(settings.dockerHost())) {
            var facts = new EngineFacts(docker);
            var tiny = new TinyRecipe(settings.image().orElseGet(() -> image(facts)));
            var abra = AbraCalls.of(settings, machine);
            try (var workspace = ProbeWorkspace.make(temporary, tiny);
                    var session = new DeepProbeSession(settings, abra, docker, workspace.folder())) {
                var probes = probes(facts, tiny, abra, workspace, session);
                var runner = new ProbeRunner(Assumptions.all(), assumption -> probe(assumption, probes, abra), each);
                return new Examination(runner.run(deep));
            }
        }
    }

    /**
     * Returns every probe by the id of its assumption; those that only read a command's help are made of the
     * assumption.
     */
    Map<String, Probe> probes(
            EngineFacts facts, TinyRecipe tiny, AbraCalls abra, ProbeWorkspace workspace, DeepProbeSession session) {
        var label = "doctor-" + UUID.randomUUID().toString().substring(0, 8);
        var probes = new HashMap<String, Probe>();
        probes.putAll(new MachineProbes(settings, machine, facts).all());
        probes.putAll(new SwarmProbes(facts).all());
        probes.putAll(new IngressProbes(settings, ingress, facts, clock, label).all());
        probes.putAll(new AbraProbes(settings, machine, abra, workspace).all());
        probes.putAll(new RecipeProbes(abra, workspace).all());
        probes.putAll(new LintProbes(abra, workspace, tiny).all());
        probes.putAll(new ErrorProbes(session, tiny).all());
        probes.putAll(new DeployProbes(session, waiter).all());
        probes.putAll(new LiveProbes(session, tiny, ingress, waiter).all());
        probes.putAll(new RemovalProbes(session, waiter).all());
        return probes;
    }

    private static Probe probe(Assumption assumption, Map<String, Probe> probes, AbraCalls abra) {
        return assumption
                .help()
                .<Probe>map(help -> new HelpProbe(abra, help))
                .orElseGet(() -> probes.get(assumption.id()));
    }

    /** Returns the image of the sandbox's registry, where this is the sandbox, else the default. */
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
