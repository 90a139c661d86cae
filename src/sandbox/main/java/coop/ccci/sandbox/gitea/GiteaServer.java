package coop.ccci.sandbox.gitea;

import coop.ccci.sandbox.Resource;
import coop.ccci.sandbox.SandboxException;
import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.build.GoProgram;
import coop.ccci.sandbox.part.Part;
import coop.ccci.sandbox.part.State;
import coop.ccci.sandbox.part.Step;
import coop.ccci.sandbox.process.Command;
import coop.ccci.sandbox.process.Daemon;
import coop.ccci.sandbox.process.Listener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gitea as a process on 127.0.0.1. Webhooks may go to loopback addresses only. */
public final class GiteaServer implements Part {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Settings settings;
    private final GoProgram program;
    private final Daemon daemon;
    private final Path folder;

    /** The server made of that program. */
    public GiteaServer(Settings settings, GoProgram program) {
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
    public State look() {
        if (!daemon.lives()) {
            var other = Listener.on(settings.giteaPort());
            return other.isPresent()
                    ? new State.Blocked(other.get().inTheWay("CCCI_SANDBOX_GITEA_PORT"))
                    : new State.Missing("it is not running");
        }
        try {
            return new State.Up("version " + new GiteaHttp(settings.gitea()).version() + " at " + settings.gitea());
        } catch (SandboxException e) {
            return new State.Missing("it does not answer: " + e.getMessage());
        }
    }

    @Override
    public void up(Step step) {
        daemon.stop();
        writeConfiguration();
        step.doing("preparing the database");
        cli("migrate");
        step.doing("starting gitea");
        daemon.start(
                List.of(
                        program.executable().toString(),
                        "--config",
                        configuration().toString(),
                        "web"),
                environment(),
                LIMIT,
                this::answers);
    }

    @Override
    public String down(Step step) {
        return daemon.stop() == 0 ? "" : "stopped";
    }

    /**
     * Runs Gitea's own command line against the server's database.
     *
     * @return its output
     */
    String cli(String... arguments) {
        var words = new ArrayList<String>();
        words.add(program.executable().toString());
        words.add("--config");
        words.add(configuration().toString());
        words.addAll(List.of(arguments));
        var command = Command.of(words).in(folder);
        environment().forEach(command::with);
        return command.run();
    }

    private void writeConfiguration() {
        Resource.beside(GiteaServer.class, "app.ini")
                .write(
                        configuration(),
                        Map.of(
                                "USER", System.getProperty("user.name"),
                                "FOLDER", folder.toString(),
                                "PORT", Integer.toString(settings.giteaPort()),
                                "URL", settings.gitea().toString(),
                                "SHARE", program.share().toString(),
                                "SECRET", Secret.kept(folder.resolve("secret-key"))));
    }

    private Path configuration() {
        return folder.resolve("app.ini");
    }

    /** A home of its own, so that nobody's git configuration changes what it does. */
    private Map<String, String> environment() {
        return Map.of("HOME", folder.resolve("home").toString(), "GITEA_WORK_DIR", folder.toString());
    }

    private boolean answers() {
        return Files.exists(configuration()) && new GiteaHttp(settings.gitea()).answers();
    }
}
