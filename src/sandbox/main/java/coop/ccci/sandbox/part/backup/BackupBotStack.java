package coop.ccci.sandbox.part.backup;

import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.ResourceTemplate;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.docker.ContentHash;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.part.docker.LocalRegistry;
import coop.ccci.sandbox.part.docker.SandboxStack;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The backup bot as a stack of the swarm: restic with its repository and all volumes of the engine, where abra looks
 * for it, behind the service label {@code coop-cloud.backupbot.enabled}. It is up when its repository is ready.
 */
public final class BackupBotStack implements Part {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    /** The name of the stack. */
    public static final String STACK = "ccci-backupbot";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final SandboxSettings settings;
    private final DockerConnection docker;
    private final SandboxStack stack;
    private final BackupBotImage image;
    private final List<Part> needs;

    /** Creates a bot on that swarm, with its image in that registry. */
    public BackupBotStack(SandboxSettings settings, DockerConnection docker, Part swarm, LocalRegistry registry) {
        this.settings = settings;
        this.docker = docker;
        this.stack = new SandboxStack(docker, STACK, "app");
        this.image = new BackupBotImage(settings, docker, registry);
        this.needs = List.of(swarm, registry);
    }

    @Override
    public String name() {
        return "backup bot";
    }

    @Override
    public List<Part> needs() {
        return needs;
    }

    @Override
    public PartState inspect() {
        if (!docker.isManager()) {
            return PartState.missing("there is no swarm");
        }
        if (stack.labels().isEmpty()) {
            return PartState.missing("its service is not there");
        }
        var blocked = stack.blocked();
        if (blocked.isPresent()) {
            return blocked.get();
        }
        if (!stack.has(content())) {
            return PartState.missing("its service is of another version of the sandbox");
        }
        return isHealthy()
                ? PartState.up("restic in " + image.name())
                : PartState.missing("its container is not healthy");
    }

    @Override
    public void up(ProgressReporter reporter) {
        if (!image.isThere()) {
            reporter.doing("putting restic into an image");
            image.make();
        }
        var folder = settings.folder().backup();
        var values = new HashMap<>(values());
        values.put("CONTENT", content());
        ResourceTemplate.beside(BackupBotStack.class, "compose.yml").write(folder.resolve("compose.yml"), values);
        reporter.doing("deploying the stack");
        docker.cli("stack", "deploy", "--compose-file", "compose.yml", "--prune", STACK)
                .in(folder)
                .run();
        reporter.doing("waiting for its repository");
        if (!WAITER.until(START_TIMEOUT, this::isHealthy)) {
            throw new SandboxException("its container does not become healthy. " + stack.whereToLook());
        }
    }

    @Override
    public String down(ProgressReporter reporter) {
        return stack.down(reporter);
    }

    private Map<String, String> values() {
        return Map.of(
                "IMAGE",
                image.name(),
                "VOLUMES",
                Path.of(docker.api().infoCmd().exec().getDockerRootDir(), "volumes")
                        .toString(),
                "FOLDER",
                settings.folder().path().toString());
    }

    /** Changes with everything that the service is made of. */
    private String content() {
        return ContentHash.hash(
                ResourceTemplate.beside(BackupBotStack.class, "compose.yml").with(values()));
    }

    private boolean isHealthy() {
        return docker
                .api()
                .listContainersCmd()
                .withLabelFilter(Map.of("com.docker.swarm.service.name", STACK + "_app"))
                .exec()
                .stream()
                .anyMatch(container -> container.getStatus().contains("(healthy)"));
    }
}
