package coop.ccci.sandbox.part.drone;

import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.config.SecretFile;
import coop.ccci.sandbox.part.gitea.Credentials;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import coop.ccci.sandbox.part.program.ProvidedProgram;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.Daemon;
import coop.ccci.sandbox.process.TcpListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Drone's server on 127.0.0.1, as a process or in a container, with the sandbox's Gitea behind it and SQLite for what it remembers. */
public final class DroneServer implements Part {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final SandboxSettings settings;
    private final ProvidedProgram program;
    private final Part accounts;
    private final Credentials credentials;
    private final Path folder;
    private final Daemon daemon;

    /** Creates the server made of that program, for those accounts. */
    public DroneServer(SandboxSettings settings, ProvidedProgram program, Part accounts, Credentials credentials) {
        this.settings = settings;
        this.program = program;
        this.accounts = accounts;
        this.credentials = credentials;
        this.folder = settings.folder().drone();
        this.daemon = new Daemon("drone-server", settings.folder().path(), folder.resolve("server.log"));
    }

    /** Returns the API token of the administrator, who is also Gitea's. */
    public static String token(SandboxSettings settings) {
        return SecretFile.readOrCreate(settings.folder().drone().resolve("token"));
    }

    /** Returns what the server and its runners know each other by. */
    static String rpcSecret(SandboxSettings settings) {
        return SecretFile.readOrCreate(settings.folder().drone().resolve("rpc.secret"));
    }

    @Override
    public String name() {
        return "drone server";
    }

    @Override
    public List<Part> needs() {
        return List.of(program, accounts);
    }

    @Override
    public PartState inspect() {
        if (!daemon.isRunning()) {
            var other = TcpListener.on(settings.dronePort());
            return other.isPresent()
                    ? PartState.blocked(other.get().conflictMessage("CCCI_SANDBOX_DRONE_PORT"))
                    : PartState.missing("it is not running");
        }
        return http().answers()
                ? PartState.up(
                        "version " + program.version() + " at " + settings.drone() + ", " + program.describeOrigin())
                : PartState.missing("it does not answer, or does not take its administrator's token");
    }

    @Override
    public void up(ProgressReporter reporter) {
        daemon.stop();
        program.removeContainers();
        reporter.doing("telling Gitea of it");
        var application = new OAuthApplication(
                credentials.as(SandboxAccount.ADMIN, settings.gitea()),
                "cc-ci sandbox drone",
                settings.drone(),
                folder);
        application.make();
        reporter.doing("starting drone");
        var launch = program.launch(folder, environment(application), List.of());
        daemon.start(launch.commandLine(), launch.environment(), START_TIMEOUT, http()::answers);
    }

    @Override
    public String down(ProgressReporter reporter) {
        return daemon.stop() == 0 ? "" : "stopped";
    }

    private DroneHttp http() {
        return new DroneHttp(settings.drone(), token(settings));
    }

    /** Everything that it is told; DRONE_DATADOG_ENABLED=false keeps it from telling others of itself. */
    private Map<String, String> environment(OAuthApplication application) {
        var address = settings.drone().getAuthority();
        var environment = new LinkedHashMap<String, String>();
        environment.put("HOME", folder.toString());
        environment.put("DRONE_SERVER_PROTO", "http");
        environment.put("DRONE_SERVER_HOST", address);
        environment.put("DRONE_SERVER_PORT", address);
        environment.put("DRONE_RPC_SECRET", rpcSecret(settings));
        environment.put("DRONE_COOKIE_SECRET", SecretFile.readOrCreate(folder.resolve("cookie.secret")));
        environment.put("DRONE_DATABASE_DRIVER", "sqlite3");
        environment.put(
                "DRONE_DATABASE_DATASOURCE", folder.resolve("drone.sqlite").toString());
        environment.put("DRONE_GITEA_SERVER", settings.gitea().toString());
        environment.put("DRONE_GITEA_CLIENT_ID", application.id());
        environment.put("DRONE_GITEA_CLIENT_SECRET", application.secret());
        environment.put(
                "DRONE_USER_CREATE",
                "username:" + SandboxAccount.ADMIN.login() + ",machine:false,admin:true,token:" + token(settings));
        environment.put("DRONE_REGISTRATION_CLOSED", "true");
        environment.put("DRONE_CRON_DISABLED", "true");
        environment.put("DRONE_DATADOG_ENABLED", "false");
        return environment;
    }
}
