package coop.ccci.sandbox.part.drone;

import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.gitea.Credentials;
import coop.ccci.sandbox.part.gitea.GiteaHttp;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The repository whose {@code .drone.yml} Drone runs: this checkout's, and nothing else of it, because the runner's
 * environment says where the checkout is. It belongs to the administrator, so that no maintainer of recipes can change
 * what runs on the host, and it is public, so that Drone puts no credentials beside a build.
 */
public final class PipelineRepository implements Part {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    private static final String FULL_NAME = SandboxAccount.ADMIN.login() + "/cc-ci";

    /** A build may take this long, in minutes; the pipeline's own deadline for the harness is shorter. */
    private static final int TIMEOUT = 60;

    private static final String PIPELINES = ".drone.yml";
    private static final Duration SYNC_TIMEOUT = Duration.ofSeconds(30);

    private final SandboxSettings settings;
    private final List<Part> needs;
    private final Credentials credentials;
    private final Supplier<DroneAccess> access;

    /** Creates the part, on that server and its Gitea. */
    public PipelineRepository(SandboxSettings settings, Part server, Credentials credentials) {
        this(settings, List.of(server), credentials, () -> DroneAccess.ofSandbox(settings));
    }

    /** Creates the part, on a server that is not the sandbox's own and has its Gitea behind it. */
    public PipelineRepository(SandboxSettings settings, Credentials credentials, DroneAccess access) {
        this(settings, List.of(), credentials, () -> access);
    }

    private PipelineRepository(
            SandboxSettings settings, List<Part> needs, Credentials credentials, Supplier<DroneAccess> access) {
        this.settings = settings;
        this.needs = needs;
        this.credentials = credentials;
        this.access = access;
    }

    /** Returns its name, as {@code CI_REPO} has it. */
    public static String fullName() {
        return FULL_NAME;
    }

    @Override
    public String name() {
        return "drone repository";
    }

    @Override
    public List<Part> needs() {
        return needs;
    }

    @Override
    public PartState inspect() {
        var known = drone().get("/api/repos/" + FULL_NAME);
        if (!known.path("active").asBoolean() || known.path("timeout").asInt() != TIMEOUT) {
            return PartState.missing(FULL_NAME + " is not activated in Drone yet");
        }
        return isCurrent()
                ? PartState.up(FULL_NAME + ", at most " + TIMEOUT + " minutes a build")
                : PartState.outdated(FULL_NAME + " has the pipelines of another checkout");
    }

    @Override
    public void up(ProgressReporter reporter) {
        var gitea = credentials.as(SandboxAccount.ADMIN, settings.gitea());
        reporter.doing("pushing " + PIPELINES);
        if (!gitea.exists("/repos/" + FULL_NAME)) {
            gitea.post("/user/repos", Map.of("name", "cc-ci", "default_branch", "main", "private", false));
        }
        if (!isCurrent()) {
            writePipelines(gitea);
        }
        reporter.doing("signing in to Drone as " + SandboxAccount.ADMIN.login());
        new DroneSignIn(access.get()).signIn(SandboxAccount.ADMIN.login(), credentials.password(SandboxAccount.ADMIN));
        reporter.doing("activating " + FULL_NAME);
        drone().post("/api/user/repos");
        if (!WAITER.until(
                SYNC_TIMEOUT, () -> !drone().get("/api/repos/" + FULL_NAME).isMissingNode())) {
            throw new SandboxException("Drone does not see the repository " + FULL_NAME);
        }
        drone().post("/api/repos/" + FULL_NAME);
        drone().patch("/api/repos/" + FULL_NAME, Map.of("timeout", TIMEOUT, "ignore_pull_requests", true));
    }

    @Override
    public String down(ProgressReporter reporter) {
        return "";
    }

    /** A push that says so starts no build: the self-test is for those who change cc-ci, not for the sandbox. */
    private void writePipelines(GiteaHttp gitea) {
        var path = "/repos/" + FULL_NAME + "/contents/" + PIPELINES;
        var content = Base64.getEncoder().encodeToString(wanted());
        var message = "The pipelines of the checkout [CI SKIP]";
        var there = gitea.get(path);
        if (there.isMissingNode()) {
            gitea.post(path, Map.of("content", content, "message", message));
        } else {
            gitea.put(
                    path,
                    Map.of(
                            "content",
                            content,
                            "message",
                            message,
                            "sha",
                            there.path("sha").asText()));
        }
    }

    private boolean isCurrent() {
        var there = credentials
                .as(SandboxAccount.ADMIN, settings.gitea())
                .get("/repos/" + FULL_NAME + "/contents/" + PIPELINES);
        return java.util.Arrays.equals(
                Base64.getMimeDecoder().decode(there.path("content").asText()), wanted());
    }

    private byte[] wanted() {
        try {
            return Files.readAllBytes(Path.of(settings.home().toString(), PIPELINES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DroneHttp drone() {
        return access.get().http();
    }
}
