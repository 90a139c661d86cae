package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.browser.Enclosure;
import coop.ccci.harness.doctor.Finding;
import coop.ccci.harness.socket.MountNamespace;
import coop.ccci.harness.swarm.EngineFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks at programs, memory and disk. */
final class MachineProbes {
    private static final long GIB = 1024L * 1024 * 1024;
    private static final long MEMORY = GIB;
    private static final long DISK = 5 * GIB;
    private static final long INODES = 100_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final DoctorSettings settings;
    private final Machine machine;
    private final EngineFacts docker;

    MachineProbes(DoctorSettings settings, Machine machine, EngineFacts docker) {
        this.settings = settings;
        this.machine = machine;
        this.docker = docker;
    }

    Map<String, Probe> all() {
        return Map.ofEntries(
                Map.entry("program.setsid", () -> program("setsid")),
                Map.entry("program.git", () -> program("git")),
                Map.entry("program.setpriv", () -> program("setpriv")),
                Map.entry("program.script", this::script),
                Map.entry("machine.namespace", this::namespace),
                Map.entry("machine.account", this::account),
                Map.entry("program.chromium", this::chromium),
                Map.entry("machine.memory", this::memory),
                Map.entry("machine.disk", this::disk),
                Map.entry("machine.inodes", this::inodes),
                Map.entry("machine.locks", this::locks));
    }

    private Finding program(String name) {
        return machine.program(name)
                .map(path -> Finding.holds(path.toString()))
                .orElseGet(() -> Finding.broken("it is not there"));
    }

    private Finding script() {
        if (machine.program("script").isEmpty()) {
            return Finding.broken("it is not there");
        }
        var finished = machine.run(
                List.of("script", "-qec", "test -t 1 && exit 7", "/dev/null"),
                Path.of("/"),
                Map.of("PATH", settings.variable("PATH").orElse(""), "TERM", "dumb"),
                TIMEOUT);
        return Finding.when(finished.exit() == 7, "a program that saw a terminal and ended with 7: " + finished.exit());
    }

    private Finding namespace() {
        var ways = MountNamespace.WAYS.stream()
                .filter(way -> {
                    var command = new ArrayList<>(way);
                    command.addAll(List.of("--", "mount", "--bind", "/proc/version", "/proc/version"));
                    return machine.run(
                                    command,
                                    Path.of("/"),
                                    Map.of("PATH", settings.variable("PATH").orElse("")),
                                    TIMEOUT)
                            .well();
                })
                .map(way -> String.join(" ", way))
                .findFirst();
        return ways.map(Finding::holds)
                .orElseGet(() -> Finding.broken("unshare --mount fails, with --map-root-user too"));
    }

    /** Whether the bridge can start runs as the account that they are to have: the way that it goes itself. */
    private Finding account() {
        var account = settings.variable("CCCI_ENGINE_USER").orElse("");
        if (account.isEmpty()) {
            return Finding.holds("runs have the bridge's own account: CCCI_ENGINE_USER is not set");
        }
        var isRoot = "root".equals(System.getProperty("user.name"));
        var path = settings.variable("PATH").orElse("");
        var words = new ArrayList<>(isRoot ? List.of("runuser", "-u") : List.of("sudo", "-n", "-u"));
        words.addAll(List.of(account, "--", "/usr/bin/env", "-i", "PATH=" + path));
        settings.variable("DOCKER_HOST").ifPresent(host -> words.add("DOCKER_HOST=" + host));
        words.addAll(List.of("docker", "version", "--format", "{{.Server.Version}}"));
        var finished = machine.run(words, Path.of("/"), Map.of("PATH", path), TIMEOUT);
        return Finding.when(
                finished.well(),
                finished.well()
                        ? account + ", which sees Docker " + finished.output().strip()
                        : account + ": " + finished.errors().strip());
    }

    private Finding chromium() {
        if (settings.variable("CCCI_SCREENSHOT").equals(Optional.of("off"))) {
            return Finding.holds("no picture is wanted: CCCI_SCREENSHOT is off");
        }
        var program = machine.program("chromium");
        if (program.isEmpty()) {
            return Finding.broken("it is not there");
        }
        var finished = machine.run(
                List.of(program.get().toString(), "--version"),
                Path.of("/"),
                Map.of("PATH", settings.variable("PATH").orElse("")),
                TIMEOUT);
        if (!finished.well()) {
            return Finding.broken(program.get() + " --version ended with " + finished.exit());
        }
        return shutIn(finished.output().strip());
    }

    /** Whether it can have a network and an account of its own: a browser that cannot is not started. */
    private Finding shutIn(String version) {
        try {
            var enclosure =
                    Enclosure.of(Map.of("PATH", settings.variable("PATH").orElse("")));
            if (enclosure.missing().isPresent()) {
                return Finding.broken(version + ", but it cannot be shut in: "
                        + enclosure.missing().get() + " is not there");
            }
            var trial = machine.run(enclosure.trial(), Path.of("/"), enclosure.environment(), TIMEOUT);
            return Finding.when(
                    trial.well(),
                    trial.well()
                            ? version
                            : version + ", but it cannot be shut in: "
                                    + trial.errors().strip());
        } catch (IOException e) {
            return Finding.broken(version + ", but whether it can be shut in cannot be told: " + e.getMessage());
        }
    }

    private Finding memory() {
        var free = machine.memory();
        return Finding.when(free >= MEMORY, gib(free));
    }

    private Finding disk() {
        var folder = dockerFolder();
        var free = machine.space(folder).bytes();
        return Finding.when(free >= DISK, gib(free) + " in " + folder);
    }

    private Finding inodes() {
        var folder = dockerFolder();
        return machine.space(folder)
                .inodes()
                .map(free -> Finding.when(free >= INODES, free + " in " + folder))
                .orElseGet(() -> Finding.holds("the file system of " + folder + " does not count them"));
    }

    /** Without Docker its usual folder is looked at: the disk is told of all the same. */
    private String dockerFolder() {
        try {
            return docker.folder();
        } catch (coop.ccci.harness.result.RunException e) {
            return "/var/lib/docker";
        }
    }

    private Finding locks() {
        var folder = settings.locks();
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "doctor", ".tmp"));
            return Finding.holds(folder.toString());
        } catch (IOException e) {
            return Finding.broken(folder + ": " + e);
        }
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
    }
}
