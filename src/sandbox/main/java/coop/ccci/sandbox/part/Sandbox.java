package coop.ccci.sandbox.part;

import coop.ccci.contract.KernelLock;
import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.EngineChoice;
import coop.ccci.sandbox.config.Exports;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.abra.AbraSetup;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.part.drone.DroneServer;
import coop.ccci.sandbox.part.drone.PipelineRepository;
import coop.ccci.sandbox.part.gitea.Credentials;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import coop.ccci.sandbox.part.host.HostStacks;
import coop.ccci.sandbox.part.program.GoProgram;
import coop.ccci.sandbox.part.recipe.AskedRecipes;
import coop.ccci.sandbox.part.recipe.SampleImages;
import coop.ccci.sandbox.part.recipe.SampleRecipe;
import coop.ccci.sandbox.part.recipe.SampleRepositories;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartPlan;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressDisplay;
import coop.ccci.sandbox.process.Executables;
import coop.ccci.sandbox.process.MarkedProcess;
import coop.ccci.sandbox.process.Mounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The real parts on one machine, wired together: what {@code sandbox up}, {@code down}, {@code status}, {@code env} do. */
public final class Sandbox {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(2);

    private final SandboxSettings settings;
    private final Credentials credentials;
    private final List<SampleRecipe> recipes;
    private final HostStacks hostStacks;
    private final PartPlan plan;

    /** Creates the sandbox with these settings, in whatever state it is. */
    public Sandbox(SandboxSettings settings) {
        this(settings, SandboxKind.PLAIN);
    }

    /** As {@link #Sandbox(SandboxSettings)}, with parts of that kind. */
    public Sandbox(SandboxSettings settings, SandboxKind kind) {
        this.settings = settings;
        this.credentials = new Credentials(settings.folder().gitea().resolve("accounts"));
        this.recipes = new AskedRecipes(settings.home(), settings.folder().recipes()).present();
        var docker = new DockerConnection(settings);
        this.hostStacks = new HostStacks(settings, docker);
        var parts = new ArrayList<>(new SandboxParts(settings, kind, credentials, recipes, this::exports).of(docker));
        parts.add(hostStacks);
        this.plan = new PartPlan(parts);
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

    /** Returns the stacks of a host that is tried on it. */
    public HostStacks hostStacks() {
        return hostStacks;
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

    /** Returns where the program is that executes the builds of a host's Drone. */
    public Path droneRunner() {
        return GoProgram.droneRunner(settings.home(), settings.parts()).executable();
    }

    /** Returns the sample recipes that its Gitea has. */
    public List<SampleRecipe> recipes() {
        return recipes;
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
