package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.FreePort;
import coop.ccci.contract.KernelLock;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.host.FileTrees;
import coop.ccci.sandbox.config.EngineChoice;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.demo.BridgeProcess;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.part.gitea.GiteaAccounts;
import coop.ccci.sandbox.part.gitea.GiteaApi;
import coop.ccci.sandbox.part.gitea.Organisation;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The real parts, as a test uses them: the sandbox that is up, and a bridge of the test's own with its own ledger, run
 * directories and ports. A test works in an organisation of its own with a fork of the sample recipe, so neither its
 * bridge nor those of the tests beside it meet anybody else's comments. Register it; it is there after {@link #on}, and
 * looks after the test that nothing is left.
 */
final class EndToEndFixture implements AfterEachCallback {
    /** Longer than any run of a sample takes, also on a busy machine. */
    static final Duration A_RUN = Duration.ofMinutes(6);

    private static final GiteaApi.RepositoryName SAMPLE =
            new GiteaApi.RepositoryName(GiteaAccounts.ORGANISATION, "custom-html");

    private static final Pattern RUN = Pattern.compile("/runs/([0-9]+)\\)");

    private final List<GiteaApi.PullRequest> pullRequests = new ArrayList<>();
    private final int port = FreePort.choose();
    private final int managementPort = FreePort.choose();
    private EngineChoice engine;
    private boolean builtByDrone;
    private Path folder;
    private Optional<KernelLock> sharedRuns = Optional.empty();
    private Sandbox sandbox;
    private Organisation organisation;
    private GiteaApi.RepositoryName repository;

    /** Sets up the parts for an engine: what a test does first. */
    void on(EngineChoice choice) {
        setUp(choice, choice == EngineChoice.DRONE);
    }

    /** Sets up the parts for runs that Drone never builds: no runner looks for them, so their folder is the test's own. */
    void onDroneThatBuildsNothing() {
        setUp(EngineChoice.DRONE, false);
    }

    private void setUp(EngineChoice choice, boolean byDrone) {
        engine = choice;
        builtByDrone = byDrone;
        folder = temporaryFolder();
        sharedRuns = builtByDrone ? Optional.of(SharedRuns.acquire()) : Optional.empty();
        // Told, and not read from what the last `up` was given: a demo beside this test may ask for the other engine.
        sandbox = new Sandbox(SandboxSettings.of(System.getenv()).with(engine));
        organisation = new Organisation(
                sandbox.credentials()
                        .as(SandboxAccount.ADMIN, sandbox.settings().gitea()),
                "team-" + UUID.randomUUID().toString().substring(0, 8));
        organisation.make();
        repository = organisation.fork(SAMPLE);
    }

    /** Waits for the end of the test's runs; then nothing of them must be left. */
    @Override
    public void afterEach(ExtensionContext context) {
        try {
            if (repository != null) {
                await().atMost(A_RUN).until(() -> harnesses().isEmpty());
                assertThat(leftovers()).isEmpty();
                organisation.remove();
                FileTrees.delete(folder);
            }
        } finally {
            sharedRuns.ifPresent(KernelLock::close);
        }
    }

    /** A folder of the test's own. */
    Path folder() {
        return folder;
    }

    /** Returns the fork in which this test's pull requests are. */
    GiteaApi.RepositoryName repository() {
        return repository;
    }

    /** Gives the fork another name, of which no bridge is told. */
    void rename(String name) {
        repository = testClient(SandboxAccount.ADMIN).rename(repository, name);
    }

    /** A bridge with this fixture's ledger, in a hurry; the second one goes on where the first was. */
    BridgeProcess bridge(String pollInterval) {
        return bridge(pollInterval, Map.of());
    }

    /** As {@link #bridge(String)}, told something more. */
    BridgeProcess bridge(String pollInterval, Map<String, String> more) {
        var environment = new HashMap<>(sandbox.exports().environment(System.getenv()));
        environment.put("CCCI_EDIT_INTERVAL", "1s");
        // It lives for a minute, which the second compiler does not pay back.
        environment.put("CCCI_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        environment.put("POLL_REPOS", repository.toString());
        environment.putAll(more);
        return BridgeProcess.start(
                environment,
                new BridgeProcess.Options(
                        sandbox.settings().home(),
                        engine,
                        folder.resolve("bridge"),
                        runs(),
                        port,
                        managementPort,
                        pollInterval));
    }

    /** A run by hand, of the tip of the recipe's default branch: {@code ./cc-ci run custom-html}. */
    Process run(int id) throws IOException {
        var builder = new ProcessBuilder(
                        sandbox.settings().home().resolve("cc-ci").toString(),
                        "run",
                        "custom-html",
                        "--run-id",
                        Integer.toString(id),
                        "--runs-dir",
                        runs().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("run-" + id + ".txt").toFile());
        builder.environment().putAll(sandbox.exports().environment(System.getenv()));
        return builder.start();
    }

    /** Drone's runner knows one folder only; a ledger of a test's own gives numbers there that are not taken. */
    Path runs() {
        return builtByDrone ? sandbox.settings().folder().runs() : folder.resolve("runs");
    }

    /** The sandbox's Drone, as its administrator. */
    DroneTestClient drone() {
        return new DroneTestClient(sandbox.settings());
    }

    Sandbox sandbox() {
        return sandbox;
    }

    GiteaTestClient testClient(SandboxAccount account) {
        return new GiteaTestClient(
                sandbox.credentials().as(account, sandbox.settings().gitea()));
    }

    GiteaApi as(SandboxAccount account) {
        return new GiteaApi(sandbox.credentials().as(account, sandbox.settings().gitea()));
    }

    /** A pull request by maya with a commit of its own, on top of that of one of the samples. */
    GiteaApi.PullRequest pullRequestLike(int sample) {
        var maya = as(SandboxAccount.MAYA);
        var like = maya.pullRequest(SAMPLE, sample).orElseThrow();
        var branch = "test-" + UUID.randomUUID();
        sandbox.credentials()
                .as(SandboxAccount.MAYA, sandbox.settings().gitea())
                .post(
                        "/repos/" + repository + "/contents/notes/" + branch + ".md",
                        Map.of(
                                "branch",
                                like.headBranch(),
                                "new_branch",
                                branch,
                                "message",
                                "A note",
                                "content",
                                Base64.getEncoder().encodeToString("for a test\n".getBytes(StandardCharsets.UTF_8))));
        var opened = maya.open(repository, "main", branch, "A test's own: " + like.title(), "");
        pullRequests.add(opened);
        return opened;
    }

    /** The bot's comments under a pull request. */
    List<GiteaApi.Comment> answers(GiteaApi.PullRequest pullRequest) {
        return as(SandboxAccount.BOT).comments(repository, pullRequest.number()).stream()
                .filter(comment -> comment.author().equals(SandboxAccount.BOT.login()))
                .toList();
    }

    /** The newest of the bot's comments; empty while there is none. */
    String answer(GiteaApi.PullRequest pullRequest) {
        var answers = answers(pullRequest);
        return answers.isEmpty() ? "" : answers.get(answers.size() - 1).body();
    }

    /** Waits until the newest of the bot's comments has these words. */
    void awaitAnswer(GiteaApi.PullRequest pullRequest, String words) {
        await().atMost(A_RUN).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> assertThat(answer(pullRequest))
                .contains(words));
    }

    /** Waits until the run that a pull request shows has begun a stage. */
    void awaitStage(GiteaApi.PullRequest pullRequest, String stage) {
        awaitAnswer(pullRequest, "**running**");
        awaitStage(directory(pullRequest), stage);
    }

    /** Waits until a run has begun a stage. */
    void awaitStage(RunDirectory run, String stage) {
        await().atMost(A_RUN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Files.exists(run.events())
                        && Files.readString(run.events()).contains("\"kind\":\"started\",\"stage\":\"" + stage + "\""));
    }

    /** Comments on a pull request. */
    void says(SandboxAccount account, GiteaApi.PullRequest pullRequest, String text) {
        as(account).comment(repository, pullRequest.number(), text);
    }

    /** Returns what the apps of this fixture's runs have left on the swarm. */
    List<String> leftovers() {
        return Leftovers.of(sandbox, directories());
    }

    /** Returns the directories of this fixture's runs; on Drone those that its pull requests show. */
    private List<RunDirectory> directories() {
        if (builtByDrone) {
            return pullRequests.stream()
                    .flatMap(pullRequest -> answers(pullRequest).stream())
                    .flatMap(answer -> RUN.matcher(answer.body()).results())
                    .map(link -> RunDirectory.of(runs(), RunId.parse(link.group(1))))
                    .distinct()
                    .toList();
        }
        if (!Files.isDirectory(runs())) {
            return List.of();
        }
        try (var folders = Files.list(runs())) {
            return folders.map(RunDirectory::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory of the run that the bot's newest comment under a pull request is of. */
    RunDirectory directory(GiteaApi.PullRequest pullRequest) {
        var link = RUN.matcher(answer(pullRequest));
        if (!link.find()) {
            throw new IllegalStateException("no run is shown under " + pullRequest.page());
        }
        return RunDirectory.of(runs(), RunId.parse(link.group(1)));
    }

    /** The harness processes of this fixture's runs. */
    List<ProcessHandle> harnesses() {
        return HarnessProcesses.of(runs(), directories());
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("ccci-e2e-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
