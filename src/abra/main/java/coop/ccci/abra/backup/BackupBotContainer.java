package coop.ccci.abra.backup;

import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.swarm.DockerCli;
import coop.ccci.abra.swarm.ServiceContainers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The running container of the backup bot, with restic, its repository and the volumes of the engine in it. abra knows
 * the bot by a label of its service.
 */
public final class BackupBotContainer {
    /** The label of the bot's service, whatever its value. */
    public static final String LABEL = "coop-cloud.backupbot.enabled";

    private final DockerCli docker;
    private final String container;

    private BackupBotContainer(DockerCli docker, String container) {
        this.docker = docker;
        this.container = container;
    }

    /**
     * Finds the bot of a server.
     *
     * @throws FatalException when there is none, or none that runs
     */
    public static BackupBotContainer find(DockerCli docker) {
        var service = docker.run("service", "ls", "--format", "{{.Name}}", "--filter", "label=" + LABEL)
                .lines()
                .findFirst()
                .orElseThrow(() -> new FatalException("no backupbot discovered, is it deployed?"));
        return new BackupBotContainer(docker, new ServiceContainers(docker).require(service));
    }

    /** Runs restic on the bot's repository. */
    DockerCli.Result restic(List<String> arguments) {
        var command = new ArrayList<>(List.of("restic", "--no-cache"));
        command.addAll(arguments);
        return run(command);
    }

    /** Runs a program in the bot's container. */
    DockerCli.Result run(List<String> program) {
        return new ServiceContainers(docker).exec(container, List.of(), program).result();
    }

    /** Copies a file of the bot's container. */
    void copy(String file, Path target) {
        docker.run("cp", container + ":" + file, target.toString());
    }
}
