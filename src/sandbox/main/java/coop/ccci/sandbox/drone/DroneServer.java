package coop.ccci.sandbox.drone;

import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.build.GoProgram;
import coop.ccci.sandbox.gitea.Account;
import coop.ccci.sandbox.gitea.Credentials;
import coop.ccci.sandbox.gitea.Secret;
import coop.ccci.sandbox.part.Part;
import coop.ccci.sandbox.part.State;
import coop.ccci.sandbox.part.Step;
import coop.ccci.sandbox.process.Daemon;
import coop.ccci.sandbox.process.Listener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Drone's server as a process on 127.0.0.1, with the sandbox's Gitea behind it and SQLite for what it remembers. */
public final class DroneServer implements Part {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Settings settings;
    private final GoProgram program;
    private final Part accounts;
    private final Credentials credentials;
    private final Path folder;
    private final Daemon daemon;

    /** The server made of that program, for those accounts. */
    public DroneServer(Settings settings, GoProgram program, Part accounts, Credentials credentials) {
        this.settings = settings;
        this.program = program;
        this.accounts = accounts;
        this.credentials = credentials;
        this.folder = settings.folder().drone();
        this.daemon = new Daemon("drone-server", settings.folder().path(), folder.resolve("server.log"));
    }

    /** The API token of the administrator, who is also Gitea's. */
    public static String token(Settings settings) {
        return Secret.kept(settings.folder().drone().resolve("token"));
    }

    /** What the server and its runners know each other by. */
    static String rpcSecret(Settings settings) {
        return Secret.kept(settings.folder().drone().resolve("rpc.secret"));
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
    public State look() {
        if (!daemon.lives()) {
            var other = Listener.on(settings.dronePort());
            return other.isPresent()
                    ? new State.Blocked(other.get().inTheWay("CCCI_SANDBOX_DRONE_PORT"))
                    : new State.Missing("it is not running");
        }
        return http().answers()
                ? new State.Up("version " + program.version() + " at " + settings.drone())
                : new State.Missing("it does not answer, or does not take its administrator's token");
    }

    @Override
    public void up(Step step) {
        daemon.stop();
        step.doing("telling Gitea of it");
        var application =
                new OAuthApplication(credentials.as(Account.ADMIN, settings.gitea()), settings.drone(), folder);
        application.make();
        step.doing("starting drone");
        daemon.start(List.of(program.executable().toString()), environment(application), LIMIT, http()::answers);
    }

    @Override
    public String down(Step step) {
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
        environment.put("DRONE_COOKIE_SECRET", Secret.kept(folder.resolve("cookie.secret")));
        environment.put("DRONE_DATABASE_DRIVER", "sqlite3");
        environment.put(
                "DRONE_DATABASE_DATASOURCE", folder.resolve("drone.sqlite").toString());
        environment.put("DRONE_GITEA_SERVER", settings.gitea().toString());
        environment.put("DRONE_GITEA_CLIENT_ID", application.id());
        environment.put("DRONE_GITEA_CLIENT_SECRET", application.secret());
        environment.put(
                "DRONE_USER_CREATE",
                "username:" + Account.ADMIN.login() + ",machine:false,admin:true,token:" + token(settings));
        environment.put("DRONE_REGISTRATION_CLOSED", "true");
        environment.put("DRONE_CRON_DISABLED", "true");
        environment.put("DRONE_DATADOG_ENABLED", "false");
        return environment;
    }
}
