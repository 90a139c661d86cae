package coop.ccci.sandbox;

import coop.ccci.contract.KernelLock;
import coop.ccci.sandbox.backup.BackupBot;
import coop.ccci.sandbox.build.GoProgram;
import coop.ccci.sandbox.docker.Docker;
import coop.ccci.sandbox.docker.DockerEngine;
import coop.ccci.sandbox.docker.ProxyNetwork;
import coop.ccci.sandbox.docker.RunStacks;
import coop.ccci.sandbox.docker.Swarm;
import coop.ccci.sandbox.drone.CiRepository;
import coop.ccci.sandbox.drone.DroneRunner;
import coop.ccci.sandbox.drone.DroneServer;
import coop.ccci.sandbox.env.AbraFolder;
import coop.ccci.sandbox.env.Exports;
import coop.ccci.sandbox.gitea.Accounts;
import coop.ccci.sandbox.gitea.Credentials;
import coop.ccci.sandbox.gitea.GiteaServer;
import coop.ccci.sandbox.part.Part;
import coop.ccci.sandbox.part.Plan;
import coop.ccci.sandbox.part.State;
import coop.ccci.sandbox.process.Daemon;
import coop.ccci.sandbox.process.MarkedProcess;
import coop.ccci.sandbox.process.Mounts;
import coop.ccci.sandbox.recipe.SampleImages;
import coop.ccci.sandbox.recipe.SampleRecipe;
import coop.ccci.sandbox.recipe.SampleRepositories;
import coop.ccci.sandbox.registry.Registry;
import coop.ccci.sandbox.show.Progress;
import coop.ccci.sandbox.traefik.Traefik;
import coop.ccci.sandbox.traefik.TraefikImage;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real parts on one machine, wired together: what {@code sandbox up}, {@code down}, {@code status}, {@code env} do. */
public final class Sandbox {
    private static final Duration OTHER = Duration.ofMinutes(2);

    private final Settings settings;
    private final Credentials credentials;
    private final List<SampleRecipe> recipes;
    private final Plan plan;

    /** The sandbox with these settings, in whatever state it is. */
    public Sandbox(Settings settings) {
        this.settings = settings;
        this.credentials = new Credentials(settings.folder().gitea().resolve("accounts"));
        this.recipes = SampleRecipe.all(settings.home());
        this.plan = new Plan(parts());
    }

    /**
     * Brings everything up.
     *
     * @return one sentence per part that is not up; empty when all are
     */
    public List<String> up(Progress progress) {
        settings.folder().make();
        try (var lock = lock()) {
            assert lock != null;
            settings.save();
            return plan.up(progress);
        }
    }

    /**
     * Takes away everything that the sandbox made.
     *
     * @return one sentence per thing that is left; empty when nothing is
     */
    public List<String> down(Progress progress) {
        if (!Files.exists(settings.folder().path())) {
            return List.of();
        }
        try (var lock = lock()) {
            assert lock != null;
            var problems = new ArrayList<>(plan.down(progress));
            var folder = settings.folder().path();
            MarkedProcess.of(folder)
                    .forEach(left -> problems.add("a process is left: " + left.commandLine() + " (pid "
                            + left.handle().pid() + ")"));
            Mounts.under(folder).forEach(left -> problems.add("a mount is left: " + left));
            if (problems.isEmpty()) {
                settings.folder().deleteContents();
            }
            return problems;
        }
    }

    /** What every part looks like now. */
    public Map<Part, State> look() {
        return plan.look();
    }

    /** What others need to know to use it. */
    public Exports exports() {
        var exports = Exports.of(settings, credentials, recipes);
        return settings.engine() == Engine.DRONE
                ? exports.with(Map.of(
                        "DRONE_URL", settings.drone().toString(),
                        "DRONE_TOKEN", DroneServer.token(settings),
                        "CI_REPO", CiRepository.fullName()))
                : exports;
    }

    /** The settings that it has. */
    public Settings settings() {
        return settings;
    }

    /** The passwords and tokens of its Gitea. */
    public Credentials credentials() {
        return credentials;
    }

    /** The recipes that its Gitea has. */
    public List<SampleRecipe> recipes() {
        return recipes;
    }

    private List<Part> parts() {
        var docker = new Docker(settings);
        var giteaProgram = GoProgram.gitea(settings.home(), settings.parts());
        var traefikProgram = GoProgram.traefik(settings.home(), settings.parts());
        var engine = new DockerEngine(settings, docker);
        var swarm = new Swarm(settings, engine, docker);
        var proxy = new ProxyNetwork(swarm, docker);
        var registry = new Registry(settings);
        var image = new TraefikImage(settings, docker, traefikProgram, engine, registry);
        var gitea = new GiteaServer(settings, giteaProgram);
        var accounts = new Accounts(settings, gitea, credentials);
        var parts = new ArrayList<Part>(List.of(
                giteaProgram,
                traefikProgram,
                engine,
                swarm,
                proxy,
                registry,
                image,
                new Traefik(settings, docker, image, proxy),
                new BackupBot(settings, docker, swarm, registry),
                gitea,
                accounts,
                new SampleRepositories(settings, accounts, credentials, recipes),
                new SampleImages(settings, docker, engine, registry, recipes),
                new AbraFolder(settings, recipes),
                new RunStacks(settings, docker, proxy)));
        if (settings.engine() == Engine.DRONE) {
            parts.addAll(drone(accounts));
        }
        return parts;
    }

    private List<Part> drone(Part accounts) {
        var serverProgram = GoProgram.droneServer(settings.home(), settings.parts());
        var runnerProgram = GoProgram.droneRunner(settings.home(), settings.parts());
        var server = new DroneServer(settings, serverProgram, accounts, credentials);
        var repository = new CiRepository(settings, server, credentials);
        return List.of(
                serverProgram,
                runnerProgram,
                server,
                repository,
                new DroneRunner(settings, runnerProgram, server, repository, this::exports));
    }

    private KernelLock lock() {
        var file = settings.folder().lock();
        var taken = new ArrayList<KernelLock>();
        if (!Daemon.await(
                OTHER, () -> KernelLock.tryAcquire(file).map(taken::add).isPresent())) {
            throw new SandboxException(
                    "another ./cc-ci sandbox works on " + settings.folder().path() + " since more than "
                            + OTHER.toMinutes() + " minutes; wait for it, or end it");
        }
        return taken.get(0);
    }
}
