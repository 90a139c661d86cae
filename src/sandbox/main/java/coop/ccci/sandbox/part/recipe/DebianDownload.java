package coop.ccci.sandbox.part.recipe;

import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.Executables;
import coop.ccci.sandbox.process.Subprocess;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fetches packages by the machine's own {@code apt-get}, with its sources and keys but lists of our own: those of the
 * machine may be absent or out of date. Nothing is installed.
 *
 * @param work an empty folder
 */
record DebianDownload(Path work) {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final String CHOSEN = "Inst ";

    /**
     * Fetches packages and what they depend on.
     *
     * @param without globs of package names that are left out
     * @return the files, by name
     * @throws SandboxException with apt's own words, when one cannot be had
     */
    List<Path> of(List<String> packages, List<String> without, ProgressReporter reporter) throws IOException {
        Files.createDirectories(work.resolve("lists/partial"));
        Files.createDirectories(work.resolve("archives/partial"));
        Files.createFile(work.resolve("nothing-installed"));
        reporter.doing("reading the lists of Debian packages");
        update(reporter);
        var names = closure(packages).stream()
                .filter(name ->
                        without.stream().map(DebianDownload::glob).noneMatch(left -> left.matches(Path.of(name))))
                .toList();
        reporter.doing("fetching " + names.size() + " Debian packages, once, about 60 MB");
        apt(Stream.concat(Stream.of("download"), names.stream()).toList()).run();
        try (var files = Files.list(work)) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .sorted()
                    .toList();
        }
    }

    /** A source that cannot be reached matters only when a package is of it, which shows a moment later. */
    private void update(ProgressReporter reporter) {
        try {
            apt(List.of("update")).run();
        } catch (SandboxException e) {
            reporter.note("apt-get update: " + e.getMessage().lines().reduce("", (earlier, later) -> later));
        }
    }

    private List<String> closure(List<String> packages) {
        var names = new ArrayList<String>();
        apt(Stream.concat(Stream.of("install", "--simulate", "--no-install-recommends"), packages.stream())
                        .toList())
                .lines(line -> {
                    if (line.startsWith(CHOSEN)) {
                        names.add(line.substring(CHOSEN.length()).split(" ", 2)[0]);
                    }
                })
                .run();
        return names;
    }

    private Subprocess apt(List<String> words) {
        var all = new ArrayList<>(List.of(
                Executables.require("apt-get", "apt").toString(),
                "-q",
                "-o",
                "Dir::State::status=" + work.resolve("nothing-installed"),
                "-o",
                "Dir::State::lists=" + work.resolve("lists"),
                "-o",
                "Dir::Cache::archives=" + work.resolve("archives"),
                "-o",
                "Dir::Cache::pkgcache=",
                "-o",
                "Dir::Cache::srcpkgcache=",
                "-o",
                "Debug::NoLocking=1",
                "-o",
                "APT::Sandbox::User="));
        all.addAll(words);
        return Subprocess.of(all).in(work).with("LC_ALL", "C").within(TIMEOUT);
    }

    private static PathMatcher glob(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }
}
