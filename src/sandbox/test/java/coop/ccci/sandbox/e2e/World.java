package coop.ccci.sandbox.e2e;

import coop.ccci.sandbox.Sandbox;
import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.demo.BridgeProcess;
import coop.ccci.sandbox.gitea.Account;
import coop.ccci.sandbox.gitea.Accounts;
import coop.ccci.sandbox.gitea.Forge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The real parts, as a test uses them: the sandbox that is up, and a bridge of the test's own with its own ledger, run
 * directories and ports. A test works on a pull request of its own, so it meets nobody else's comments.
 */
final class World {
    static final Forge.Repository REPOSITORY = new Forge.Repository(Accounts.ORGANISATION, "custom-html");

    private final Sandbox sandbox = new Sandbox(Settings.of(System.getenv()));
    private final Path folder;
    private final int port = freePort();
    private final int managementPort = freePort();

    World(Path folder) {
        this.folder = folder;
    }

    /** A bridge with this world's ledger, in a hurry; the second one goes on where the first was. */
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
                new BridgeProcess.Settings(
                        sandbox.settings().home(),
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

    Path runs() {
        return folder.resolve("runs");
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Forge as(Account account) {
        return new Forge(sandbox.credentials().as(account, sandbox.settings().gitea()));
    }

    /** A pull request by maya with a commit of its own, on top of that of one of the samples. */
    Forge.PullRequest pullRequestLike(int sample) {
        var maya = as(Account.MAYA);
        var like = maya.pullRequest(REPOSITORY, sample).orElseThrow();
        var branch = "test-" + UUID.randomUUID();
        sandbox.credentials()
                .as(Account.MAYA, sandbox.settings().gitea())
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
    List<Forge.Comment> answers(Forge.PullRequest pullRequest) {
        return as(Account.BOT).comments(REPOSITORY, pullRequest.number()).stream()
                .filter(comment -> comment.author().equals(Account.BOT.login()))
                .toList();
    }

    /** The harness processes of this world's runs. */
    List<ProcessHandle> harnesses() {
        return ProcessHandle.allProcesses()
                .filter(process -> variables(process).contains("CCCI_RUNS_DIR=" + runs()))
                .filter(process -> process.info().commandLine().orElse("").contains("coop.ccci.harness.Main"))
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
