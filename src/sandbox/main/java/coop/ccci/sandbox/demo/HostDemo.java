package coop.ccci.sandbox.demo;

import coop.ccci.contract.ExitCode;
import coop.ccci.host.FileTrees;
import coop.ccci.host.Terminal;
import coop.ccci.host.UnitHost;
import coop.ccci.host.UnitHostException;
import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.part.SandboxKind;
import coop.ccci.sandbox.part.abra.Catalogue;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.part.drone.DroneAccess;
import coop.ccci.sandbox.part.drone.PipelineRepository;
import coop.ccci.sandbox.part.gitea.GiteaAccounts;
import coop.ccci.sandbox.part.gitea.GiteaApi;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import coop.ccci.sandbox.part.recipe.SampleRecipe;
import coop.ccci.sandbox.part.traefik.ZoneTrust;
import coop.ccci.sandbox.plan.ConsoleDisplay;
import coop.ccci.sandbox.plan.ProgressDisplay;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A whole host: the units that NixOS would have, in a container, bring up proxy, Drone, bridge, dashboard and backup bot on the
 * sandbox's swarm; a {@code !testme} goes through them. Everything is taken away at the end, also after Ctrl-C.
 */
final class HostDemo implements AutoCloseable {
    private static final GiteaApi.RepositoryName REPOSITORY =
            new GiteaApi.RepositoryName(GiteaAccounts.ORGANISATION, "custom-html");
    private static final DemoCase EXPECTED = new DemoCase(1, SandboxAccount.MAYA, "passed");
    private static final Duration PART_TIMEOUT = Duration.ofMinutes(12);
    private static final Duration RUN_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration INSTALL_TIMEOUT = Duration.ofMinutes(5);
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(500));

    private final SandboxSettings settings;
    private final boolean isBeside;
    private final Sandbox sandbox;
    private final List<UnitHost> booted = new CopyOnWriteArrayList<>();
    private boolean isClosed;

    /**
     * Creates a demo.
     *
     * @param isBeside whether the sandbox is up, and proxy and backup bot are its
     */
    HostDemo(SandboxSettings settings, boolean isBeside) {
        this.settings = settings;
        this.isBeside = isBeside;
        this.sandbox = new Sandbox(settings, isBeside ? SandboxKind.BESIDE_HOST : SandboxKind.UNDER_HOST);
    }

    /**
     * Runs it to the verdict.
     *
     * @param stay whether to wait for Ctrl-C then
     * @return the exit code of the command
     */
    int run(boolean stay) {
        requirePossible();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of the host"));
        try (var progress = display()) {
            var problems = sandbox.up(progress);
            if (!problems.isEmpty()) {
                System.err.println(
                        "cc-ci: the sandbox is not up. When the cause is gone, run ./cc-ci demo --host again.");
                return ExitCode.ENVIRONMENT.code();
            }
            var place = new HostPlace(settings, sandbox.credentials(), gateway(), isBeside);
            var host = boot(place, progress);
            for (var part : place.parts()) {
                step("unit cc-ci-" + part, progress, line -> {
                    line.done(new WatchedUnit(host, "cc-ci-" + part).awaitEnd(PART_TIMEOUT, line));
                });
            }
            step("drone", progress, line -> {
                activate(place, line);
                line.done("knows " + PipelineRepository.fullName());
            });
            var conversation = converse(progress);
            step("host status", progress, line -> line.done(status(host, place)));
            System.out.print(VerdictTable.text(List.of(conversation), place.pages()));
            if (stay) {
                System.out.printf("%nThe host stays up until Ctrl-C, which takes everything away.%n");
                host.awaitEnd();
            }
            return conversation.isAsExpected() ? ExitCode.PASSED.code() : ExitCode.FAILED.code();
        } catch (UnitHostException e) {
            throw new SandboxException(e.getMessage(), e);
        }
    }

    private void requirePossible() {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new SandboxException("demo --host boots a systemd of its own, which takes root");
        }
        if (settings.httpsPort() != 443) {
            throw new SandboxException("CCCI_SANDBOX_HTTPS_PORT is " + settings.httpsPort()
                    + "; a host's proxy has port 443, and demo --host needs it");
        }
        var docker = new DockerConnection(settings);
        var hasSandbox = docker.isManager()
                && docker.api().listServicesCmd().exec().stream()
                        .anyMatch(service -> service.getSpec().getName().equals("ccci-sandbox_traefik"));
        if (hasSandbox != isBeside) {
            throw new SandboxException(
                    isBeside
                            ? "demo --host --beside needs a sandbox that is up: ./cc-ci sandbox up"
                            : "the sandbox is up, with a proxy and a backup bot of its own, and the host brings its own:"
                                    + " take it down first (./cc-ci sandbox down), or try a host without these parts:"
                                    + " ./cc-ci demo --host --beside");
        }
    }

    private UnitHost boot(HostPlace place, ProgressDisplay progress) {
        step("host", progress, line -> {
            if (!sandbox.hostStacks().isExpected()) {
                FileTrees.delete(place.state());
            }
            line.doing("installing cc-ci");
            Subprocess.of(
                            settings.home().resolve("cc-ci").toString(),
                            "install",
                            "--built",
                            place.installed().toString())
                    .within(INSTALL_TIMEOUT)
                    .run();
            enroll(place);
            line.doing("making up its secrets");
            new HostSecrets(place).make();
            line.doing("writing its units");
            catalogue(place);
            var tag = Subprocess.of(
                            place.installed()
                                    .resolve("share/cc-ci/bridge-image")
                                    .toString(),
                            "--tag")
                    .run()
                    .strip();
            HostAbra.write(place.abra(), sandbox.exports(), settings.home());
            new HostMachine(place).write(new HostDescription(place, tag, volumes()).json(), sandbox.droneRunner());
            sandbox.hostStacks().expect(place.stacks(), "cc-ci-bridge:" + tag);
            line.doing("booting");
            booted.add(UnitHost.start(settings.home().resolve("src/unit-host"), place.machine()));
            booted.get(0).awaitBoot();
            line.done("boots in a container, log in " + place.machine().resolve("console"));
        });
        return booted.get(0);
    }

    /** A host gets no folder of a recipe but those that its operator has put into the checkout. */
    private void enroll(HostPlace place) {
        var folder = Path.of("recipe-tests", REPOSITORY.name());
        try {
            FileTrees.copy(
                    settings.home().resolve("src/sandbox").resolve(folder),
                    place.installed().resolve("share/cc-ci").resolve(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recipes that the host's abra knows: those that runs test, and those that its own parts are apps of. */
    private void catalogue(HostPlace place) {
        var all = new ArrayList<>(sandbox.recipes());
        all.addAll(SampleRecipe.ofHosts(settings.home()));
        var file = place.state().resolve("abra/catalogue/recipes.json");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, new Catalogue(settings.gitea(), all).json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void activate(HostPlace place, ProgressReporter reporter) {
        var access = new DroneAccess(
                place.drone(),
                place.gitea(),
                new HostSecrets(place).droneToken(),
                Optional.of(ZoneTrust.of(settings).context()));
        new PipelineRepository(settings, sandbox.credentials(), access).up(reporter);
    }

    private Conversation converse(ProgressDisplay progress) {
        var forge = new GiteaApi(sandbox.credentials().as(EXPECTED.commenter(), settings.gitea()));
        var pullRequest = forge.pullRequest(REPOSITORY, EXPECTED.number())
                .orElseThrow(() -> new SandboxException("the sample repository " + REPOSITORY + " has no pull request "
                        + EXPECTED.number() + "; take the sandbox down and up again"));
        var conversation =
                Conversation.begin(forge, REPOSITORY, pullRequest, EXPECTED, InstantSource.system(), progress);
        WAITER.until(RUN_TIMEOUT, conversation::poll);
        conversation.giveUp();
        return conversation;
    }

    private static String status(UnitHost host, HostPlace place) {
        var path =
                "PATH=" + HostDescription.INSTALLED + "/bin:/nix/store/@hash@-abra/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        var status = host.run(path + " cc-ci host status");
        var expected = place.parts().stream().map(part -> part + ": unchanged").toList();
        if (status.code() != 0 || !status.text().lines().toList().containsAll(expected)) {
            throw new SandboxException("the host is not as wished: " + status.text());
        }
        return expected.size() + " parts, each unchanged";
    }

    /** Takes the host away, and the sandbox where it was brought up for it. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (var progress = display()) {
            step("host", progress, line -> {
                booted.forEach(UnitHost::close);
                line.done(booted.isEmpty() ? "" : "ended");
            });
            step(
                    "stacks of the host",
                    progress,
                    line -> line.done(sandbox.hostStacks().down(line)));
            if (!isBeside) {
                new Sandbox(settings)
                        .down(progress)
                        .forEach(problem -> System.err.println("cc-ci: left behind: " + problem));
            }
        } catch (SandboxException e) {
            System.err.println("cc-ci: left behind: " + e.getMessage() + "; ./cc-ci sandbox down takes it away");
        }
    }

    private static ProgressDisplay display() {
        return ConsoleDisplay.onStandardError(Terminal.STANDARD_ERROR.isRich(System.getenv()));
    }

    private static void step(String name, ProgressDisplay progress, Consumer<ProgressDisplay.Activity> work) {
        var line = progress.begin(name);
        try {
            work.accept(line);
        } catch (RuntimeException e) {
            line.failed(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private String gateway() {
        var network = new DockerConnection(settings)
                .api()
                .inspectNetworkCmd()
                .withNetworkId("docker_gwbridge")
                .exec();
        return network.getIpam().getConfig().get(0).getGateway();
    }

    private String volumes() {
        var info = new DockerConnection(settings).api().infoCmd().exec();
        return Path.of(info.getDockerRootDir(), "volumes").toString();
    }
}
