package coop.ccci.harness.doctor;

import coop.ccci.harness.process.Command;
import coop.ccci.harness.process.Lifetime;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.process.Programs;
import coop.ccci.harness.result.RunFault;
import coop.ccci.harness.swarm.DockerEngine;
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

    private static final Duration MOST = Duration.ofMinutes(5);

    private final Settings settings;
    private final Shell shell;
    private final Machine machine;
    private final Front front;
    private final Patience patience;
    private final Clock clock;
    private final Path temporary;

    Doctor(
            Settings settings,
            Shell shell,
            Machine machine,
            Front front,
            Patience patience,
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
    public static Doctor of(Settings settings, Lifetime lifetime, Consumer<String> log) {
        var programs = new Programs(new Masker(), log);
        Shell shell = (arguments, directory, environment, atMost) -> programs.run(
                new Command(arguments, directory, environment, atMost, !arguments.contains("generate")), lifetime);
        return new Doctor(
                settings,
                shell,
                new LocalMachine(settings, shell),
                new LiveFront(settings, lifetime),
                new Patience(lifetime, MOST),
                Clock.systemUTC(),
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Looks at every assumption. However this is left, the app that was deployed for deep looks is torn down.
     *
     * @param deep whether an app is deployed to see more
     * @param each is told every finding as it comes
     * @throws Lifetime.LifetimeOver when the lifetime is over first
     * @throws IllegalArgumentException when {@code DOCKER_HOST} is no address
     * @throws java.io.UncheckedIOException when the folder for temporary files cannot be used
     */
    public List<Examined> examine(boolean deep, Consumer<Examined> each) {
        try (var docker = new DockerEngine(settings.dockerHost())) {
            var facts = new EngineFacts(docker);
            var tiny = new TinyRecipe(settings.image().orElseGet(() -> image(facts)));
            var abra = AbraCalls.of(settings, shell);
            try (var workshop = Workshop.make(temporary, tiny);
                    var operation = new Operation(settings, abra, docker, workshop.folder())) {
                var probes = probes(facts, tiny, abra, workshop, operation);
                return new Checkup(Assumptions.all(), assumption -> probe(assumption, probes, abra), each).run(deep);
            }
        }
    }

    /** Every probe by the id of its assumption; those that only read a command's help are made of the assumption. */
    Map<String, Probe> probes(
            EngineFacts facts, TinyRecipe tiny, AbraCalls abra, Workshop workshop, Operation operation) {
        var label = "doctor-" + UUID.randomUUID().toString().substring(0, 8);
        var probes = new HashMap<String, Probe>();
        probes.putAll(new MachineProbes(settings, machine, shell, facts).all());
        probes.putAll(new SwarmProbes(facts).all());
        probes.putAll(new IngressProbes(settings, front, facts, clock, label).all());
        probes.putAll(new AbraProbes(settings, machine, abra, workshop).all());
        probes.putAll(new RecipeProbes(abra, workshop).all());
        probes.putAll(new LintProbes(abra, workshop, tiny).all());
        probes.putAll(new RefusalProbes(operation, tiny).all());
        probes.putAll(new DeployProbes(operation, patience).all());
        probes.putAll(new LiveProbes(operation, tiny, front, patience).all());
        probes.putAll(new FarewellProbes(operation, patience).all());
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
        } catch (RunFault e) {
            return DEFAULT_IMAGE;
        }
    }
}
