package coop.ccci.sandbox.part;

import coop.ccci.contract.KernelLock;
import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.EngineChoice;
import coop.ccci.sandbox.config.Exports;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.abra.AbraSetup;
import coop.ccci.sandbox.part.backup.BackupBotStack;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.part.docker.DockerDaemon;
import coop.ccci.sandbox.part.docker.LocalRegistry;
import coop.ccci.sandbox.part.docker.OneNodeSwarm;
import coop.ccci.sandbox.part.docker.ProxyNetwork;
import coop.ccci.sandbox.part.docker.RunStacks;
import coop.ccci.sandbox.part.drone.DroneRunner;
import coop.ccci.sandbox.part.drone.DroneServer;
import coop.ccci.sandbox.part.drone.PipelineRepository;
import coop.ccci.sandbox.part.gitea.Credentials;
import coop.ccci.sandbox.part.gitea.GiteaAccounts;
import coop.ccci.sandbox.part.gitea.GiteaServer;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import coop.ccci.sandbox.part.program.DockerImageEngine;
import coop.ccci.sandbox.part.program.GoProgram;
import coop.ccci.sandbox.part.program.OfficialImage;
import coop.ccci.sandbox.part.program.ProvidedProgram;
import coop.ccci.sandbox.part.recipe.AskedRecipes;
import coop.ccci.sandbox.part.recipe.SampleImages;
import coop.ccci.sandbox.part.recipe.SampleRecipe;
import coop.ccci.sandbox.part.recipe.SampleRepositories;
import coop.ccci.sandbox.part.traefik.Traefik;
import coop.ccci.sandbox.part.traefik.TraefikImage;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartPlan;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressDisplay;
import coop.ccci.sandbox.process.Executables;
import coop.ccci.sandbox.process.MarkedProcess;
import coop.ccci.sandbox.process.Mounts;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The real parts on one machine, wired together: what {@code sandbox up}, {@code down}, {@code status}, {@code env} do. */
public final class Sandbox {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(2);

    private final SandboxSettings settings;
    private final Credentials credentials;
    private final List<SampleRecipe> recipes;
    private final PartPlan plan;

    /** Creates the sandbox with these settings, in whatever state it is. */
    public Sandbox(SandboxSettings settings) {
        this.settings = settings;
        this.credentials = new Credentials(settings.folder().gitea().resolve("accounts"));
        this.recipes = new AskedRecipes(settings.home(), settings.folder().recipes()).present();
        this.plan = new PartPlan(parts());
    }

    /**
     * Brings everything up.
     *
     * @return one sentence per part that is not up; empty when all are
     */
    public List<String> up(ProgressDisplay progress) {
        settings.folder().make();
        try (var lock = lock()) {
            assert lock != null;
            settings.save();
            return plan.up(progress);
        }
    }

    /**
     * Brings up what recipes need that were asked for since it was brought up, and leaves all else as it is.
     *
     * @return one sentence per part that is not up; empty when all are
     */
    public List<String> addRecipes(ProgressDisplay progress) {
        try (var lock = lock()) {
            assert lock != null;
            var kinds = List.of(SampleRepositories.class, SampleImages.class);
            var problems = new PartPlan(plan.parts().stream()
                            .filter(part -> kinds.contains(part.getClass()))
                            .toList())
                    .up(progress);
            new AbraSetup(settings, recipes).writeCatalogue();
            return problems;
        }
    }

    /**
     * Takes away everything that the sandbox made.
     *
     * @return one sentence per thing that is left; empty when nothing is
     */
    public List<String> down(ProgressDisplay progress) {
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

    /** Returns what every part looks like now. */
    public Map<Part, PartState> inspect() {
        return plan.inspect();
    }

    /** Returns what others need to know to use it. */
    public Exports exports() {
        var variables = variables();
        if (settings.engine() == EngineChoice.DRONE) {
            variables.put("DRONE_URL", settings.drone().toString());
            variables.put("DRONE_TOKEN", DroneServer.token(settings));
            variables.put("CI_REPO", PipelineRepository.fullName());
        }
        var bin = settings.folder().bin();
        var real = Executables.find("abra").filter(found -> !found.startsWith(bin));
        return new Exports(variables, real.isPresent() ? Optional.empty() : Optional.of(bin));
    }

    private Map<String, String> variables() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("CCCI_SANDBOX_DIR", settings.folder().path().toString());
        variables.put("GITEA_URL", settings.gitea().toString());
        variables.put("GITEA_TOKEN", credentials.token(SandboxAccount.BOT));
        variables.put("GITEA_ADMIN_TOKEN", credentials.token(SandboxAccount.ADMIN));
        for (SandboxAccount account : List.of(SandboxAccount.ADMIN, SandboxAccount.MAYA, SandboxAccount.NILS)) {
            var name = "CCCI_SANDBOX_" + account.name();
            variables.put(name + "_PASSWORD", credentials.password(account));
            variables.put(name + "_TOKEN", credentials.token(account));
        }
        variables.put("WEBHOOK_SECRET", credentials.webhookSecret());
        variables.put(
                "POLL_REPOS",
                recipes.stream()
                        .map(recipe -> SampleRepositories.repository(recipe).toString())
                        .collect(Collectors.joining(",")));
        variables.put("CCCI_ZONE", settings.zone());
        variables.put("CCCI_INGRESS", settings.ingress());
        variables.put("CCCI_CA_FILE", settings.folder().authority().toString());
        variables.put("CCCI_REGISTRY", settings.registry());
        variables.put("CCCI_REGISTRIES", settings.registry());
        variables.put("CCCI_RECIPE_TESTS", settings.recipeTests().written());
        variables.put("CCCI_RUNS_DIR", settings.folder().runs().toString());
        variables.put("CCCI_STATE_DIR", settings.folder().state().toString());
        variables.put(
                "CCCI_LEDGER_URL", "jdbc:h2:file:" + settings.folder().bridge().resolve("ledger"));
        variables.put("ABRA_DIR", settings.folder().abra().toString());
        variables.put("CCCI_ABRA_SERVER", "default");
        if (!settings.dockerSocketIsDefault()) {
            variables.put("DOCKER_HOST", settings.dockerHost());
        }
        return variables;
    }

    /** Returns the settings that it has. */
    public SandboxSettings settings() {
        return settings;
    }

    /** Returns the passwords and tokens of its Gitea. */
    public Credentials credentials() {
        return credentials;
    }

    /** Returns the recipes that its Gitea has. */
    public List<SampleRecipe> recipes() {
        return recipes;
    }

    private List<Part> parts() {
        var docker = new DockerConnection(settings);
        var engine = new DockerDaemon(settings, docker);
        var giteaProgram = provided(GoProgram.gitea(settings.home(), settings.parts()), OfficialImage::gitea, engine);
        var traefikProgram =
                provided(GoProgram.traefik(settings.home(), settings.parts()), OfficialImage::traefik, engine);
        var swarm = new OneNodeSwarm(settings, engine, docker);
        var proxy = new ProxyNetwork(swarm, docker);
        var registry = new LocalRegistry(settings);
        var image = new TraefikImage(settings, docker, traefikProgram, engine, registry);
        var gitea = new GiteaServer(settings, giteaProgram);
        var accounts = new GiteaAccounts(settings, gitea, credentials);
        var parts = new ArrayList<Part>(List.of(
                engine,
                giteaProgram,
                traefikProgram,
                swarm,
                proxy,
                registry,
                image,
                new Traefik(settings, docker, image, proxy),
                new BackupBotStack(settings, docker, swarm, registry),
                gitea,
                accounts,
                new SampleRepositories(settings, accounts, credentials, recipes),
                new SampleImages(settings, docker, engine, registry, recipes),
                new AbraSetup(settings, recipes),
                new RunStacks(settings, docker, proxy)));
        if (settings.engine() == EngineChoice.DRONE) {
            parts.addAll(drone(accounts, engine));
        }
        return parts;
    }

    private List<Part> drone(Part accounts, Part engine) {
        var serverProgram =
                provided(GoProgram.droneServer(settings.home(), settings.parts()), OfficialImage::droneServer, engine);
        var runnerProgram =
                provided(GoProgram.droneRunner(settings.home(), settings.parts()), Optional.empty(), engine);
        var server = new DroneServer(settings, serverProgram, accounts, credentials);
        var repository = new PipelineRepository(settings, server, credentials);
        return List.of(
                serverProgram,
                runnerProgram,
                server,
                repository,
                new DroneRunner(settings, runnerProgram, server, repository, this::exports));
    }

    private ProvidedProgram provided(GoProgram program, Function<String, OfficialImage> image, Part engine) {
        return provided(program, Optional.of(image.apply(program.version())), engine);
    }

    private ProvidedProgram provided(GoProgram program, Optional<OfficialImage> image, Part engine) {
        var images = new DockerImageEngine(new DockerConnection(settings));
        return new ProvidedProgram(
                program, image, images, engine, settings.folder().images());
    }

    private KernelLock lock() {
        var file = settings.folder().lock();
        var taken = new ArrayList<KernelLock>();
        if (!WAITER.until(
                LOCK_TIMEOUT, () -> KernelLock.tryAcquire(file).map(taken::add).isPresent())) {
            throw new SandboxException(
                    "another ./cc-ci sandbox works on " + settings.folder().path() + " since more than "
                            + LOCK_TIMEOUT.toMinutes() + " minutes; wait for it, or end it");
        }
        return taken.get(0);
    }
}
