package coop.ccci.sandbox.backup;

import coop.ccci.sandbox.Resource;
import coop.ccci.sandbox.SandboxException;
import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.docker.Content;
import coop.ccci.sandbox.docker.Docker;
import coop.ccci.sandbox.docker.OwnStack;
import coop.ccci.sandbox.part.Part;
import coop.ccci.sandbox.part.State;
import coop.ccci.sandbox.part.Step;
import coop.ccci.sandbox.process.Daemon;
import coop.ccci.sandbox.registry.Registry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The backup bot as a stack of the swarm: restic with its repository and all volumes of the engine, where abra looks
 * for it, behind the service label {@code coop-cloud.backupbot.enabled}. It is up when its repository is ready.
 */
public final class BackupBot implements Part {
    /** The name of the stack. */
    public static final String STACK = "ccci-backupbot";

    private static final Duration START = Duration.ofSeconds(60);

    private final Settings settings;
    private final Docker docker;
    private final OwnStack stack;
    private final BotImage image;
    private final List<Part> needs;

    /** A bot on that swarm, with its image in that registry. */
    public BackupBot(Settings settings, Docker docker, Part swarm, Registry registry) {
        this.settings = settings;
        this.docker = docker;
        this.stack = new OwnStack(docker, STACK, "app");
        this.image = new BotImage(settings, docker, registry);
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
    public State look() {
        if (!docker.isManager()) {
            return new State.Missing("there is no swarm");
        }
        if (stack.labels().isEmpty()) {
            return new State.Missing("its service is not there");
        }
        var blocked = stack.blocked();
        if (blocked.isPresent()) {
            return blocked.get();
        }
        if (!stack.has(content())) {
            return new State.Missing("its service is of another version of the sandbox");
        }
        return isHealthy()
                ? new State.Up("restic in " + image.name())
                : new State.Missing("its container is not healthy");
    }

    @Override
    public void up(Step step) {
        if (!image.isThere()) {
            step.doing("putting restic into an image");
            image.make();
        }
        var folder = settings.folder().backup();
        var values = new HashMap<>(values());
        values.put("CONTENT", content());
        Resource.beside(BackupBot.class, "compose.yml").write(folder.resolve("compose.yml"), values);
        step.doing("deploying the stack");
        docker.cli("stack", "deploy", "--compose-file", "compose.yml", "--prune", STACK)
                .in(folder)
                .run();
        step.doing("waiting for its repository");
        if (!Daemon.await(START, this::isHealthy)) {
            throw new SandboxException("its container does not become healthy. " + stack.whereToLook());
        }
    }

    @Override
    public String down(Step step) {
        return stack.down(step);
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
        return Content.hash(Resource.beside(BackupBot.class, "compose.yml").with(values()));
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
