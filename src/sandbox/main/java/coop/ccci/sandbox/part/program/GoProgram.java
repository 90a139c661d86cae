package coop.ccci.sandbox.part.program;

import coop.ccci.contract.KernelLock;
import coop.ccci.host.FileTrees;
import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.SandboxException;
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
public final class GoProgram implements BuildableProgram {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    private static final String WORK = "-build-";
    private static final Pattern REQUIRE = Pattern.compile("(?m)^require \\S+ v(\\S+)$");
    private static final Duration TIMEOUT = Duration.ofHours(1);
    private static final String CORES = Integer.toString(Runtime.getRuntime().availableProcessors());

    private final String name;
    private final String mainPackage;
    private final Path home;
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
        this.home = home;
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
        return staticProgram("traefik", "github.com/traefik/traefik/v3/cmd/traefik", home, cache);
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
        return staticProgram("drone-runner-exec", "github.com/drone-runners/drone-runner-exec", home, cache);
    }

    /** Returns sops, with which operators encrypt a host's secrets; the tests of these use it, and no part of the sandbox. */
    public static GoProgram sops(Path home, Path cache) {
        return staticProgram("sops", "github.com/getsops/sops/v3/cmd/sops", home, cache);
    }

    /** One that is nothing but its executable, without C. */
    private static GoProgram staticProgram(String name, String mainPackage, Path home, Path cache) {
        return new GoProgram(name, mainPackage, home, cache, List.of("-ldflags", "-s -w"), false, List.of());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
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

    @Override
    public boolean isBuilt() {
        return Files.isExecutable(executable()) && (files.isEmpty() || Files.isDirectory(share()));
    }

    @Override
    public Path executable() {
        return folder().resolve(name);
    }

    @Override
    public Path share() {
        return folder().resolve("share");
    }

    @Override
    public void build(ProgressReporter reporter) {
        try (var lock = lock(reporter)) {
            assert lock != null;
            deleteAbandoned();
            if (!isBuilt()) {
                CompilerPackages.require(home, reporter);
                BuildSlots.run(reporter, () -> make(reporter));
            }
        } catch (IOException e) {
            throw cannotBeBuilt(e);
        }
    }

    private Path folder() {
        return cache.resolve(name + "-" + version());
    }

    private KernelLock lock(ProgressReporter reporter) throws IOException {
        Files.createDirectories(cache);
        var file = cache.resolve(name + ".lock");
        var taken = new ArrayList<KernelLock>();
        var free = KernelLock.tryAcquire(file);
        if (free.isPresent()) {
            return free.get();
        }
        reporter.doing("waiting for another cc-ci that builds it");
        if (!WAITER.until(
                TIMEOUT, () -> KernelLock.tryAcquire(file).map(taken::add).isPresent())) {
            throw new SandboxException("another cc-ci holds " + file + " since an hour");
        }
        return taken.get(0);
    }

    /** Deletes what builds have left that were killed; a build that goes on has the lock. */
    private void deleteAbandoned() throws IOException {
        try (var folders = Files.newDirectoryStream(cache, name + WORK + "*")) {
            for (Path folder : folders) {
                FileTrees.delete(folder);
            }
        }
    }

    private void make(ProgressReporter reporter) {
        try {
            var work = Files.createTempDirectory(cache, name + WORK);
            make(work, reporter);
        } catch (IOException e) {
            throw cannotBeBuilt(e);
        }
    }

    private SandboxException cannotBeBuilt(IOException problem) {
        return new SandboxException(name + " cannot be built in " + folder() + ": " + problem.getMessage(), problem);
    }

    private void make(Path work, ProgressReporter reporter) throws IOException {
        try {
            for (String file : List.of("go.mod", "go.sum")) {
                Files.copy(wrapper.resolve(file), work.resolve(file));
            }
            var go = GoToolchain.find(reporter);
            Files.createDirectories(folder());
            if (!Files.isExecutable(executable())) {
                compile(go, work, reporter);
            }
            if (!files.isEmpty() && !Files.isDirectory(share())) {
                copyFiles(go, work, reporter);
            }
        } finally {
            FileTrees.delete(work);
        }
    }

    private void compile(GoToolchain go, Path work, ProgressReporter reporter) throws IOException {
        reporter.doing("fetching the modules of " + name + " " + version());
        var progress = new CompileProgress(packages(go, work), reporter);
        var built = work.resolve(name);
        var words =
                new ArrayList<>(List.of("build", "-v", "-mod=mod", "-trimpath", "-p", CORES, "-o", built.toString()));
        flags.forEach(flag -> words.add(flag.replace("@VERSION@", version())));
        words.add(mainPackage);
        go.command(words)
                .in(work)
                .with("CGO_ENABLED", cgo ? "1" : "0")
                .within(TIMEOUT)
                .lines(progress::line)
                .run();
        Files.move(built, executable(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns how many packages the program is made of; those of Go itself among them. */
    private int packages(GoToolchain go, Path work) {
        var tags = flags.indexOf("-tags");
        var words = new ArrayList<>(List.of("list", "-mod=mod", "-deps"));
        words.addAll(tags < 0 ? List.of() : flags.subList(tags, tags + 2));
        words.add(mainPackage);
        var packages = new AtomicInteger();
        go.command(words)
                .in(work)
                .with("CGO_ENABLED", cgo ? "1" : "0")
                .within(TIMEOUT)
                .lines(line -> {
                    if (!line.contains(" ")) {
                        packages.incrementAndGet();
                    }
                })
                .run();
        return packages.get();
    }

    private void copyFiles(GoToolchain go, Path work, ProgressReporter reporter) throws IOException {
        reporter.doing("copying the files of " + name);
        var module = Path.of(go.command(List.of("list", "-mod=mod", "-m", "-f", "{{.Dir}}", mainPackage))
                .in(work)
                .within(TIMEOUT)
                .run()
                .lines()
                .reduce((first, second) -> second)
                .orElseThrow());
        var copy = work.resolve("share");
        for (String file : files) {
            FileTrees.copy(module.resolve(file), copy.resolve(file));
        }
        Files.move(copy, share(), StandardCopyOption.ATOMIC_MOVE);
    }
}
