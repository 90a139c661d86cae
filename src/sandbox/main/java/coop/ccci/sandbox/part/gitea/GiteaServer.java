package coop.ccci.sandbox.part.gitea;

import coop.ccci.sandbox.config.ResourceTemplate;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.config.SecretFile;
import coop.ccci.sandbox.part.program.ProgramLaunch;
import coop.ccci.sandbox.part.program.ProvidedProgram;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.Daemon;
import coop.ccci.sandbox.process.Subprocess;
import coop.ccci.sandbox.process.TcpListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gitea on 127.0.0.1, as a process or in a container. Webhooks may go to loopback addresses only. */
public final class GiteaServer implements Part {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final SandboxSettings settings;
    private final ProvidedProgram program;
    private final Daemon daemon;
    private final Path folder;

    /** Creates the server made of that program. */
    public GiteaServer(SandboxSettings settings, ProvidedProgram program) {
        this.settings = settings;
        this.program = program;
        this.folder = settings.folder().gitea();
        this.daemon = new Daemon("gitea", settings.folder().path(), folder.resolve("gitea.log"));
    }

    @Override
    public String name() {
        return "gitea";
    }

    @Override
    public List<Part> needs() {
        return List.of(program);
    }

    @Override
    public PartState inspect() {
        if (!daemon.isRunning()) {
            var other = TcpListener.on(settings.giteaPort());
            return other.isPresent()
                    ? PartState.blocked(other.get().conflictMessage("CCCI_SANDBOX_GITEA_PORT"))
                    : PartState.missing("it is not running");
        }
        try {
            return PartState.up("version " + new GiteaHttp(settings.gitea()).version() + " at " + settings.gitea()
                    + ", " + program.describeOrigin());
        } catch (SandboxException e) {
            return PartState.missing("it does not answer: " + e.getMessage());
        }
    }

    @Override
    public void up(ProgressReporter reporter) {
        daemon.stop();
        program.removeContainers();
        writeConfiguration();
        reporter.doing("preparing the database");
        cli("migrate");
        reporter.doing("starting gitea");
        var launch = launch("web");
        daemon.start(launch.commandLine(), launch.environment(), START_TIMEOUT, this::answers);
    }

    @Override
    public String down(ProgressReporter reporter) {
        return daemon.stop() == 0 ? "" : "stopped";
    }

    /**
     * Runs Gitea's own command line against the server's database.
     *
     * @return its output
     */
    String cli(String... arguments) {
        var launch = launch(arguments);
        var command = Subprocess.of(launch.commandLine()).in(folder);
        launch.environment().forEach(command::with);
        return command.run();
    }

    private ProgramLaunch launch(String... arguments) {
        var words = new ArrayList<>(List.of("--config", configuration().toString()));
        words.addAll(List.of(arguments));
        return program.launch(folder, environment(), words);
    }

    private void writeConfiguration() {
        ResourceTemplate.beside(GiteaServer.class, "app.ini")
                .write(
                        configuration(),
                        Map.of(
                                "FOLDER", folder.toString(),
                                "PORT", Integer.toString(settings.giteaPort()),
                                "URL", settings.gitea().toString(),
                                "SHARE", program.built().share().toString(),
                                "SECRET", SecretFile.readOrCreate(folder.resolve("secret-key"))));
    }

    private Path configuration() {
        return folder.resolve("app.ini");
    }

    /** Returns a home of its own, so that nobody's git configuration changes what it does. */
    private Map<String, String> environment() {
        return Map.of(
                "HOME", folder.resolve("home").toString(),
                "GITEA_WORK_DIR", folder.toString(),
                "GITEA_CUSTOM", folder.resolve("custom").toString());
    }

    private boolean answers() {
        return Files.exists(configuration()) && new GiteaHttp(settings.gitea()).answers();
    }
}
