package coop.ccci.abra.backup;

import coop.ccci.abra.process.Log;
import coop.ccci.abra.swarm.DockerCli;
import coop.ccci.abra.swarm.ServiceContainers;
import java.util.List;

/**
 * Runs hooks. A hook that fails is logged and skipped, as backup-bot-two does it: a dump that went wrong does not
 * make a backup fail, which is why somebody should look into the snapshot.
 */
public final class BackupHookRunner {
    private final ServiceContainers containers;
    private final Log log;

    /** Hooks of apps on a server. */
    public BackupHookRunner(DockerCli docker, Log log) {
        this.containers = new ServiceContainers(docker);
        this.log = log;
    }

    /** Runs every hook to its end, one after another. */
    public void run(List<BackupHook> hooks) {
        hooks.forEach(this::run);
    }

    private void run(BackupHook hook) {
        var container = containers.find(hook.service());
        if (container.isEmpty()) {
            log.error("Container " + hook.service() + " is not running, hooks can not be executed");
            return;
        }
        log.info("run command in " + hook.service() + ": " + hook.command());
        var result = containers
                .exec(container.get(), List.of(), List.of("sh", "-c", hook.command()))
                .result();
        (result.output() + result.errors())
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(log::info);
        if (result.exit() != 0) {
            log.error("Failed to run command " + hook.command() + " in " + hook.service() + ": exit code "
                    + result.exit() + lastLine(result.errors()));
        }
    }

    private static String lastLine(String said) {
        return said.lines()
                .filter(line -> !line.isBlank())
                .reduce((earlier, later) -> later)
                .map(line -> ", " + line.strip())
                .orElse("");
    }
}
