package coop.ccci.sandbox.part.program;

import coop.ccci.contract.KernelLock;
import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxFolder;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A program that is built once from its Go module into the cache of parts, and found there by every sandbox after that.
 * The wrapper module in {@code src/sandbox/parts/<name>} pins its version.
 */
public final class GoProgram implements Part {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    private static final Pattern REQUIRE = Pattern.compile("(?m)^require \\S+ v(\\S+)$");
    private static final Duration LIMIT = Duration.ofHours(1);

    private final String name;
    private final String mainPackage;
    private final Path wrapper;
    private final Path cache;
    private final List<String> flags;
    private final boolean cgo;
    private final List<String> files;

    private GoProgram(
            String name,
            String mainPackage,
            Path home,
            Path cache,
            List<String> flags,
            boolean cgo,
            List<String> files) {
        this.name = name;
        this.mainPackage = mainPackage;
        this.wrapper = home.resolve("src/sandbox/parts").resolve(name);
        this.cache = cache;
        this.flags = flags;
        this.cgo = cgo;
        this.files = files;
    }

    /** Returns Gitea with SQLite, and the templates, texts and pictures that it reads when it runs. */
    public static GoProgram gitea(Path home, Path cache) {
        return new GoProgram(
                "gitea",
                "code.gitea.io/gitea",
                home,
                cache,
                List.of("-tags", "sqlite sqlite_unlock_notify", "-ldflags", "-s -w -X main.Version=@VERSION@"),
                true,
                List.of("templates", "options", "public"));
    }

    /** Returns Traefik, static, so that it needs nothing else in its image. */
    public static GoProgram traefik(Path home, Path cache) {
        return new GoProgram(
                "traefik",
                "github.com/traefik/traefik/v3/cmd/traefik",
                home,
                cache,
                List.of("-ldflags", "-s -w"),
                false,
                List.of());
    }

    /** Returns Drone's server; its tag {@code nolimit} is what has the calls of runners. */
    public static GoProgram droneServer(Path home, Path cache) {
        return new GoProgram(
                "drone-server",
                "github.com/drone/drone/cmd/drone-server",
                home,
                cache,
                List.of("-tags", "nolimit", "-ldflags", "-s -w"),
                true,
                List.of());
    }

    /** Returns Drone's runner of steps that are commands on its own host. */
    public static GoProgram droneRunner(Path home, Path cache) {
        return new GoProgram(
                "drone-runner-exec",
                "github.com/drone-runners/drone-runner-exec",
                home,
                cache,
                List.of("-ldflags", "-s -w"),
                false,
                List.of());
    }

    @Override
    public String name() {
        return name + " program";
    }

    @Override
    public List<Part> needs() {
        return List.of();
    }

    /** Returns the pinned version, such as {@code 1.26.0}. */
    public String version() {
        try {
            var match = REQUIRE.matcher(Files.readString(wrapper.resolve("go.mod")));
            if (match.find()) {
                return match.group(1);
            }
            throw new SandboxException(wrapper.resolve("go.mod") + " has no line \"require <module> v<version>\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the built program. */
    public Path executable() {
        return folder().resolve(name);
    }

    /** Returns the folder with the files that the program reads when it runs. */
    public Path share() {
        return folder().resolve("share");
    }

    @Override
    public PartState inspect() {
        if (!Files.isExecutable(executable())) {
            return PartState.missing(name + " " + version() + " is not built yet");
        }
        if (!files.isEmpty() && !Files.isDirectory(share())) {
            return PartState.missing("the files of " + name + " " + version() + " are not copied yet");
        }
        return PartState.up("version " + version());
    }

    @Override
    public void up(ProgressReporter step) {
        try (var lock = lock(step)) {
            assert lock != null;
            if (!inspect().isUp()) {
                build(step);
            }
        } catch (IOException e) {
            throw new SandboxException(name + " cannot be built in " + folder() + ": " + e.getMessage(), e);
        }
    }

    /** The cache stays: it belongs to no sandbox. */
    @Override
    public String down(ProgressReporter step) {
        return "";
    }

    private Path folder() {
        return cache.resolve(name + "-" + version());
    }

    private KernelLock lock(ProgressReporter step) throws IOException {
        Files.createDirectories(cache);
        var file = cache.resolve(name + ".lock");
        var taken = new ArrayList<KernelLock>();
        var free = KernelLock.tryAcquire(file);
        if (free.isPresent()) {
            return free.get();
        }
        step.doing("waiting for another cc-ci that builds it");
        if (!WAITER.until(
                LIMIT, () -> KernelLock.tryAcquire(file).map(taken::add).isPresent())) {
            throw new SandboxException("another cc-ci holds " + file + " since an hour");
        }
        return taken.get(0);
    }

    private void build(ProgressReporter step) throws IOException {
        var work = Files.createTempDirectory(cache, name + "-build-");
        try {
            for (String file : List.of("go.mod", "go.sum")) {
                Files.copy(wrapper.resolve(file), work.resolve(file));
            }
            var go = GoToolchain.find(step);
            Files.createDirectories(folder());
            if (!Files.isExecutable(executable())) {
                compile(go, work, step);
            }
            if (!files.isEmpty() && !Files.isDirectory(share())) {
                copyFiles(go, work, step);
            }
        } finally {
            SandboxFolder.deleteTree(work);
        }
    }

    private void compile(GoToolchain go, Path work, ProgressReporter step) throws IOException {
        step.doing("building " + name + " " + version() + ", once, some minutes");
        var built = work.resolve(name);
        var words = new ArrayList<>(List.of("build", "-v", "-mod=mod", "-trimpath", "-o", built.toString()));
        flags.forEach(flag -> words.add(flag.replace("@VERSION@", version())));
        words.add(mainPackage);
        var packages = new AtomicInteger();
        go.command(words)
                .in(work)
                .with("CGO_ENABLED", cgo ? "1" : "0")
                .within(LIMIT)
                .lines(line -> {
                    if (packages.incrementAndGet() % 200 == 0) {
                        step.doing("building " + name + ", " + packages + " packages and downloads so far");
                    }
                })
                .run();
        Files.move(built, executable(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void copyFiles(GoToolchain go, Path work, ProgressReporter step) throws IOException {
        step.doing("copying the files of " + name);
        var module = Path.of(go.command(List.of("list", "-mod=mod", "-m", "-f", "{{.Dir}}", mainPackage))
                .in(work)
                .within(LIMIT)
                .run()
                .lines()
                .reduce((first, second) -> second)
                .orElseThrow());
        var copy = work.resolve("share");
        for (String file : files) {
            Trees.copy(module.resolve(file), copy.resolve(file));
        }
        Files.move(copy, share(), StandardCopyOption.ATOMIC_MOVE);
    }
}
