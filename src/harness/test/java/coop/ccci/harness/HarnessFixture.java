package coop.ccci.harness;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.ExitCode;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import coop.ccci.contract.TestedApp;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.Progress;
import coop.ccci.harness.run.Request;
import coop.ccci.harness.run.RunExecution;
import coop.ccci.harness.run.RunFolder;
import coop.ccci.harness.run.RunTimeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;

/** All that a run needs around it, in one folder: a real git repository, and fakes of abra, Docker and Traefik. */
final class HarnessFixture implements AutoCloseable {
    static final String ZONE = "ci.test";

    final Path folder;
    final Path state;
    final Path runs;
    final FakeDocker docker;
    final FakeIngress ingress;
    final Map<String, String> environment = new HashMap<>();
    private final Git repository;
    private long id;

    HarnessFixture(Path folder) throws Exception {
        this.folder = folder;
        this.state = Files.createDirectories(folder.resolve("state"));
        this.runs = folder.resolve("runs");
        this.docker = new FakeDocker(state);
        this.ingress = new FakeIngress(state, ZONE);
        var bin = Files.createDirectories(folder.resolve("bin"));
        try (var script = HarnessFixture.class.getResourceAsStream("fake-abra.sh")) {
            var abra = Files.writeString(
                    bin.resolve("abra"),
                    new String(script.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                            .replace("@STATE@", state.toString()));
            Files.setPosixFilePermissions(abra, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.createDirectories(folder.resolve("abra/servers/default"));
        environment.putAll(Map.of(
                "PATH", bin + ":" + System.getenv("PATH"),
                "HOME", folder.toString(),
                "ABRA_DIR", folder.resolve("abra").toString(),
                "CCCI_ZONE", ZONE,
                "CCCI_INGRESS", ingress.address(),
                "CCCI_CA_FILE", ingress.authority().toString(),
                "CCCI_LOCK_DIR", folder.resolve("locks").toString(),
                "CCCI_RECIPE_TESTS", folder.resolve("recipe-tests").toString(),
                "DOCKER_HOST", docker.host(),
                "FORGE_TOKEN", "must-not-be-passed-on"));
        // the fake app has no page, and a browser takes its time
        environment.put("CCCI_SCREENSHOT", "off");
        var work = folder.resolve("custom-html");
        this.repository =
                Git.init().setDirectory(work.toFile()).setInitialBranch("main").call();
        write(
                work.resolve("compose.yml"),
                "services: {app: {image: x, deploy: {labels: [traefik.enable=true]}}}\nsecrets: {pw: {external: true, name: \"${STACK_NAME}_pw_v1\"}}\n");
        write(work.resolve(".env.sample"), "RECIPE=custom-html\nDOMAIN=x.example.com\nLETS_ENCRYPT_ENV=production");
        commit("first");
        environment.put("CCCI_RECIPE_SOURCE", folder.toString());
        environment.put("SRC", work.toString());
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the state's folder that steers a fake. */
    HarnessFixture steer(String name, String text) {
        write(state.resolve(name), text);
        return this;
    }

    /** Takes such a file away. */
    void unsteer(String name) {
        try {
            Files.delete(state.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path recipe() {
        return folder.resolve("custom-html");
    }

    String commit(String message) throws Exception {
        repository.add().addFilepattern(".").call();
        return repository
                .commit()
                .setMessage(message)
                .setAuthor("maya", "maya@example.org")
                .setCommitter("maya", "maya@example.org")
                .setSign(false)
                .call()
                .name();
    }

    /** Takes a file out of what is committed next. */
    void remove(String file) throws Exception {
        repository.rm().addFilepattern(file).call();
    }

    /** Commits on a branch of its own, as a pull request does, and asks for that commit to be tested. */
    String propose(String message) throws Exception {
        repository.checkout().setCreateBranch(true).setName("proposal").call();
        var commit = commit(message);
        repository.checkout().setName("main").call();
        environment.put("REF", commit);
        return commit;
    }

    /** Has the forge offer a commit as the head of a pull request, and asks for that one. */
    void offerAsPullRequest(String commit, int number) throws Exception {
        var update = repository.getRepository().updateRef("refs/pull/" + number + "/head");
        update.setNewObjectId(ObjectId.fromString(commit));
        update.update();
        environment.put("PR", String.valueOf(number));
    }

    /** Returns the newest commit. */
    String head() throws Exception {
        return repository.getRepository().resolve("HEAD").name();
    }

    /** Tags the newest commit with a version. */
    HarnessFixture tag(String version) throws Exception {
        repository
                .tag()
                .setName(version)
                .setAnnotated(true)
                .setSigned(false)
                .setMessage(version)
                .call();
        return this;
    }

    /** Starts the real program in a process of its own. */
    HarnessProcess start(String... arguments) {
        var all = new java.util.ArrayList<>(List.of("custom-html"));
        all.addAll(List.of(arguments));
        return HarnessProcess.start(runs, ++id, environment, all.toArray(String[]::new));
    }

    /** Runs in this process. */
    Ran run() {
        return run(Duration.ofMinutes(5));
    }

    /** Begins to run in this process. */
    CompletableFuture<Ran> begin(Deadline deadline) {
        return CompletableFuture.supplyAsync(() -> run(deadline));
    }

    Ran run(Duration deadline) {
        return run(Deadline.lasting(deadline));
    }

    private Ran run(Deadline deadline) {
        try (var claimed = RunFolder.claim(runs, new RunId(++id))) {
            var request = request(variable("SRC"), variable("STAGES"));
            var exit = new RunExecution(
                            new RecipeName("custom-html"),
                            claimed,
                            request,
                            deadline,
                            Clock.systemUTC(),
                            Clock.systemUTC().instant(),
                            Progress.none(),
                            new RunTimeouts(Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofMinutes(1)))
                    .execute();
            var directory = claimed.directory();
            return new Ran(exit, ContractJson.read(directory.results()).orElseThrow(), directory);
        }
    }

    /** What is asked for, by the environment but for these. */
    Request request(Optional<String> source, Optional<String> stages) {
        return new Request(
                source,
                variable("REF"),
                variable("PR"),
                variable("CCCI_TARGET"),
                variable("CCCI_ZONE"),
                stages,
                variable("CCCI_MODE"),
                variable("CCCI_SCREENSHOT"),
                variable("CCCI_KEEP"),
                environment);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    String calls() {
        return text("abra.calls");
    }

    String text(String name) {
        try {
            var file = state.resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Path> files(String below) {
        var place = folder.resolve(below);
        if (!Files.exists(place)) {
            return List.of();
        }
        try (var files = Files.list(place)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        docker.close();
        ingress.close();
        repository.close();
    }

    /** A run that has ended. */
    record Ran(ExitCode exit, Results results, RunDirectory directory) {
        String message() {
            return results.failure().orElseThrow().message();
        }

        /** The domain of the app that went through the tiers. */
        String domain() {
            return Optional.ofNullable(results.domains().get(TestedApp.UPGRADED))
                    .orElseGet(() -> results.domains().get(TestedApp.FRESH));
        }

        /** The stages that it came to, in order. */
        List<String> stages() {
            try (var lines = Files.lines(directory.events())) {
                return lines.map(ContractJson::event)
                        .flatMap(Optional::stream)
                        .filter(event -> event.kind() == RunEvent.Kind.STARTED)
                        .map(RunEvent::stage)
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String log() {
            try {
                return Files.readString(directory.log());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
