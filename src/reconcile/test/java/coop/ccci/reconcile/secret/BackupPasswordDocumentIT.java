package coop.ccci.reconcile.secret;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.reconcile.document.DocumentedCommands;
import coop.ccci.reconcile.program.CallOutput;
import coop.ccci.reconcile.program.ProcessCaller;
import coop.ccci.reconcile.program.ProgramCaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/secrets.md for another password of the backup, as they stand there, by real restic. In place of the
 * bot's container is this machine, with a repository and a password as the recipe gives them.
 */
class BackupPasswordDocumentIT {
    @TempDir
    private Path folder;

    private ProgramCaller programs;
    private List<String> blocks;

    @BeforeEach
    void setUp() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/restic")), "Debian's package restic");
        var docker = Files.writeString(
                folder.resolve("docker"),
                """
                #!/bin/sh
                case "$*" in
                'service ls --filter label=coop-cloud.backupbot.enabled=true --format {{.Name}}') echo the_bot ;;
                'ps --quiet --filter label=com.docker.swarm.service.name=the_bot') echo container ;;
                'exec --interactive container '* | 'exec container '*)
                    while [ "$1" != container ]; do shift; done
                    shift
                    exec "$@"
                    ;;
                *) exit 1 ;;
                esac
                """);
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        programs = new ProcessCaller(Map.of(
                "PATH",
                folder + ":" + System.getenv("PATH"),
                "RESTIC_REPOSITORY",
                folder.resolve("repository").toString(),
                "RESTIC_PASSWORD_FILE",
                folder.resolve("password").toString(),
                "RESTIC_CACHE_DIR",
                folder.resolve("cache").toString()));
        blocks = DocumentedCommands.of("docs/secrets.md", "### The backup's password")
                .blocks();
        Files.writeString(folder.resolve("password"), "the first");
        done("restic init && restic backup --quiet docker");
        // As sops writes it.
        Files.writeString(folder.resolve("restic-new"), "the second");
    }

    @Test
    void the_new_password_opens_what_was_backed_up_before_and_the_old_one_opens_nothing() throws IOException {
        var before = done(blocks.get(1));
        var old = before.replaceFirst("(?s).*\n\\*([0-9a-f]{8}) .*", "$1");
        assertThat(done("restic snapshots --quiet"))
                .as("before the switch, with the old one")
                .contains("docker");

        Files.writeString(folder.resolve("password"), "the second");
        var script = blocks.get(1).replaceAll("(?m)^docker exec .*", "")
                + blocks.get(2).replace("<old ID>", old);
        done(script);

        assertThat(done("restic snapshots --quiet")).contains("docker");
        assertThat(done("restic key list")).containsPattern("\n\\*[0-9a-f]{8} ").doesNotContain(old);
        assertThat(folder.resolve("restic-new")).doesNotExist();
        Files.writeString(folder.resolve("password"), "the first");
        assertThat(run("restic snapshots").errors()).contains("wrong password or no key found");
    }

    @Test
    void the_key_that_the_bot_uses_is_not_removed_by_mistake() {
        var used = done(blocks.get(1)).replaceFirst("(?s).*\n\\*([0-9a-f]{8}) .*", "$1");

        assertThat(run("restic key remove " + used).errors()).contains("refusing to remove key currently used");
    }

    private String done(String commands) {
        var ended = run(commands);
        assertThat(ended.code()).as(commands + ended.output() + ended.errors()).isZero();
        return ended.output();
    }

    private CallOutput run(String commands) {
        var script = "set -eu\ncd '" + folder + "'\n" + commands.replace("/root/", folder + "/");
        return programs.call(List.of("sh", "-c", script), "", ProgramCaller.SHORT);
    }
}
