package coop.ccci.abra.backup;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.swarm.Containers;
import coop.ccci.abra.swarm.Docker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The running container of the backup bot, with restic, its repository and the volumes of the engine in it. abra knows
 * the bot by a label of its service.
 */
public final class BackupBot {
    /** The label of the bot's service, whatever its value. */
    public static final String LABEL = "coop-cloud.backupbot.enabled";

    private final Docker docker;
    private final String container;

    private BackupBot(Docker docker, String container) {
        this.docker = docker;
        this.container = container;
    }

    /**
     * Finds the bot of a server.
     *
     * @throws FatalException when there is none, or none that runs
     */
    public static BackupBot on(Docker docker) {
        var service = docker.run("service", "ls", "--format", "{{.Name}}", "--filter", "label=" + LABEL)
                .lines()
                .findFirst()
                .orElseThrow(() -> new FatalException("no backupbot discovered, is it deployed?"));
        return new BackupBot(docker, new Containers(docker).need(service));
    }

    /** Runs restic on the bot's repository. */
    Docker.Result restic(List<String> arguments) {
        var command = new ArrayList<>(List.of("restic", "--no-cache"));
        command.addAll(arguments);
        return run(command);
    }

    /** Runs a program in the bot's container. */
    Docker.Result run(List<String> program) {
        return new Containers(docker).exec(container, List.of(), program).result();
    }

    /** Copies a file of the bot's container. */
    void copy(String file, Path target) {
        docker.run("cp", container + ":" + file, target.toString());
    }
}
