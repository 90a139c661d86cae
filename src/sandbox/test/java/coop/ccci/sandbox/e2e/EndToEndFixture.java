package coop.ccci.sandbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.sandbox.config.EngineChoice;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.demo.BridgeProcess;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.part.drone.DroneHttp;
import coop.ccci.sandbox.part.drone.DroneServer;
import coop.ccci.sandbox.part.drone.PipelineRepository;
import coop.ccci.sandbox.part.gitea.GiteaAccounts;
import coop.ccci.sandbox.part.gitea.GiteaApi;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The real parts, as a test uses them: the sandbox that is up, and a bridge of the test's own with its own ledger, run
 * directories and ports. A test works on a pull request of its own, so it meets nobody else's comments.
 */
final class EndToEndFixture {
    /** Longer than any run of a sample takes, also on a busy machine. */
    static final Duration A_RUN = Duration.ofMinutes(2);

    static final GiteaApi.RepositoryName REPOSITORY =
            new GiteaApi.RepositoryName(GiteaAccounts.ORGANISATION, "custom-html");

    private static final Pattern RUN = Pattern.compile("/runs/([0-9]+)\\)");

    private final Sandbox sandbox = new Sandbox(SandboxSettings.of(System.getenv()));
    private final EngineChoice engine;
    private final Path folder;
    private final int port = freePort();
    private final int managementPort = freePort();

    EndToEndFixture(EngineChoice engine, Path folder) {
        this.engine = engine;
        this.folder = folder;
    }

    /** A bridge with this fixture's ledger, in a hurry; the second one goes on where the first was. */
    BridgeProcess bridge(String pollInterval) {
        return bridge(pollInterval, Map.of());
    }

    /** As {@link #bridge(String)}, told something more. */
    BridgeProcess bridge(String pollInterval, Map<String, String> more) {
        var environment = new HashMap<>(sandbox.exports().environment(System.getenv()));
        environment.put("CCCI_EDIT_INTERVAL", "1s");
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
        return engine == EngineChoice.DRONE ? sandbox.settings().folder().runs() : folder.resolve("runs");
    }

    /** The builds of the sandbox's Drone, the newest first. */
    JsonNode builds() {
        return drone().get("/api/repos/" + PipelineRepository.fullName() + "/builds");
    }

    /** Cancels the newest build, as the button on Drone's page does. */
    void cancelBuild() {
        drone().cancel(
                        PipelineRepository.fullName(),
                        builds().path(0).path("number").asLong());
    }

    /** The sandbox's Drone, as its administrator. */
    DroneHttp drone() {
        return new DroneHttp(sandbox.settings().drone(), DroneServer.token(sandbox.settings()));
    }

    Sandbox sandbox() {
        return sandbox;
    }

    GiteaApi as(SandboxAccount account) {
        return new GiteaApi(sandbox.credentials().as(account, sandbox.settings().gitea()));
    }

    /** A pull request by maya with a commit of its own, on top of that of one of the samples. */
    GiteaApi.PullRequest pullRequestLike(int sample) {
        var maya = as(SandboxAccount.MAYA);
        var like = maya.pullRequest(REPOSITORY, sample).orElseThrow();
        var branch = "test-" + UUID.randomUUID();
        sandbox.credentials()
                .as(SandboxAccount.MAYA, sandbox.settings().gitea())
                .post(
                        "/repos/" + REPOSITORY + "/contents/notes/" + branch + ".md",
                        Map.of(
                                "branch",
                                like.headBranch(),
                                "new_branch",
                                branch,
                                "message",
                                "A note",
                                "content",
                                Base64.getEncoder().encodeToString("for a test\n".getBytes(StandardCharsets.UTF_8))));
        return maya.open(REPOSITORY, "main", branch, "A test's own: " + like.title(), "");
    }

    /** The bot's comments under a pull request. */
    List<GiteaApi.Comment> answers(GiteaApi.PullRequest pullRequest) {
        return as(SandboxAccount.BOT).comments(REPOSITORY, pullRequest.number()).stream()
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

    /** Comments on a pull request. */
    void says(SandboxAccount account, GiteaApi.PullRequest pullRequest, String text) {
        as(account).comment(REPOSITORY, pullRequest.number(), text);
    }

    /** Waits for the end of this fixture's runs; then nothing of them must be left. */
    void assertNothingLeft() {
        await().atMost(A_RUN).until(() -> harnesses().isEmpty());
        assertThat(Leftovers.of(sandbox)).isEmpty();
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
        return ProcessHandle.allProcesses()
                .filter(process -> variables(process).contains("CCCI_RUNS_DIR=" + runs()))
                .filter(process -> process.info().commandLine().orElse("").contains("coop.ccci.harness.HarnessMain"))
                .toList();
    }

    private static List<String> variables(ProcessHandle process) {
        try {
            var environment = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
            return Arrays.asList(new String(environment, StandardCharsets.UTF_8).split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
