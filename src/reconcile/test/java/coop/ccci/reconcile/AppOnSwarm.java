package coop.ccci.reconcile;

import coop.ccci.reconcile.program.CallOutput;
import coop.ccci.reconcile.program.ProcessCaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An app that a part of a host is, on the sandbox's swarm ({@code eval "$(./cc-ci sandbox env)"}), with an abra and locks of its
 * own; taken away at the end.
 */
public final class AppOnSwarm implements AutoCloseable {
    private static final Duration MINUTES = Duration.ofMinutes(5);

    private final Path folder;
    private final String domain;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * Creates an app that is not deployed yet.
     *
     * @param folder for what abra keeps, locks and the configuration
     * @param name with which its domain begins
     */
    public AppOnSwarm(Path folder, String name) throws IOException {
        this.folder = folder;
        this.domain = name + "-" + UUID.randomUUID().toString().substring(0, 8) + "." + System.getenv("CCCI_ZONE");
        Files.createDirectories(abra());
        environment.put("ABRA_DIR", abra().toString());
        environment.put("CCCI_LOCK_DIR", folder.resolve("locks").toString());
    }

    /** Has programs see a variable. */
    public void export(String name, String value) {
        environment.put(name, value);
    }

    /** Returns the folder in which abra finds catalogue and apps. */
    public Path abra() {
        return folder.resolve("abra");
    }

    /** Returns the domain of the app. */
    public String domain() {
        return domain;
    }

    /** Returns the stack that it is. */
    public String stack() {
        return domain.replace('.', '_');
    }

    /** Writes what the host should be. */
    public void wish(String hostJson) throws IOException {
        Files.writeString(config(), hostJson);
    }

    /** Calls {@code ./cc-ci host}. */
    public CallOutput host(String... words) {
        var all = new ArrayList<>(List.of(System.getProperty("ccci.command"), "host"));
        all.addAll(List.of(words));
        all.addAll(List.of("--config", config().toString()));
        return programs().call(all, "", MINUTES);
    }

    /** Calls a program. */
    public CallOutput call(String... words) {
        return programs().call(List.of(words), "", MINUTES);
    }

    /** Returns what Docker answers, by a template of Go's, about its service {@code app}. */
    public String asked(String format) {
        return call("docker", "service", "inspect", "--format", format, stack() + "_app")
                .output();
    }

    /** Returns calls of programs with this environment. */
    ProcessCaller programs() {
        return new ProcessCaller(environment);
    }

    private Path config() {
        return folder.resolve("host.json");
    }

    @Override
    public void close() {
        call("docker", "stack", "rm", stack());
        // A task that still goes holds the volumes; the daemon says when it has gone.
        var volumes =
                call("docker", "volume", "ls", "--quiet", "--filter", "label=com.docker.stack.namespace=" + stack());
        volumes.output().lines().forEach(volume -> {
            var containers = call("docker", "ps", "--all", "--quiet", "--filter", "volume=" + volume);
            containers.output().lines().forEach(container -> call("docker", "rm", "--force", container));
            call("docker", "volume", "rm", "--force", volume);
        });
        for (var kind : List.of("secret", "config")) {
            call("docker", kind, "ls", "--quiet", "--filter", "name=" + stack())
                    .output()
                    .lines()
                    .forEach(each -> call("docker", kind, "rm", each));
        }
    }
}
