package coop.ccci.abra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Backups by the stand-in, with the sandbox's bot. */
class AbraBackupIT extends SwarmFixture {
    @Test
    @Assumes({"backup.create", "backup.snapshots", "backup.download", "backup.restore"})
    void a_restore_brings_back_what_was_lost_after_the_backup() throws Exception {
        prepared("1.1.0+1.35.0");
        recipe.edit(
                "compose.yml",
                "        - \"backupbot.backup=${ENABLE_BACKUPS:-true}\"",
                """
                        - "backupbot.backup=true"
                        - "backupbot.backup.volumes.content.path=dump.txt,other.txt"
                        - "backupbot.backup.pre-hook=echo dumped >/srv/www/dump.txt; nothing-like-it"
                        - "backupbot.restore.post-hook=cp /srv/www/dump.txt /srv/www/restored.txt"\
                """);
        done("app", "deploy", domain, "-n", "-o", "-C", "-D");
        var terminal = abra.onTerminal();
        refused(terminal, "no snapshots of " + stack, "app", "backup", "snapshots", domain, "-n", "-o", "-C");

        var created = done(terminal, "app", "backup", "create", domain, "-n", "-o", "-C");
        assertThat(created.err())
                .as("a dump that fails is told and passed over")
                .contains("ERRO Failed to run command");
        assertThat(created.err()).contains("ERRO ").contains("/_data/other.txt does not exist");
        assertThat(created.out()).contains("\"snapshot_id\":\"");

        assertThat(done(terminal, "app", "backup", "snapshots", domain, "-n", "-o", "-C")
                        .out())
                .hasLineCount(1)
                .containsPattern("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d [0-9a-f]{8}\n$");
        var root = "/var/lib/docker/volumes/" + stack + "_content/_data";
        assertThat(done(terminal, "app", "backup", "list", domain, "-n", "-o", "-C")
                        .out())
                .contains(root + "/dump.txt\n")
                .doesNotContain("index.html");
        done(terminal, "app", "backup", "download", domain, "-n", "-o", "-C");
        assertThat(unpacked()).contains(stack + "_content.tar").contains("dumped");

        inApp("echo lost >/srv/www/dump.txt");
        refused(terminal, "no snapshot 01234567", "app", "restore", domain, "-s", "01234567", "-n", "-o", "-C");
        done(terminal, "app", "restore", domain, "-n", "-o", "-C");
        assertThat(inApp("ls /srv/www; cat /srv/www/dump.txt"))
                .contains("dumped")
                .doesNotContain("restored.txt");
        done(terminal, "app", "restore", domain, "--hooks", "-n", "-o", "-C");
        assertThat(inApp("cat /srv/www/restored.txt")).isEqualTo("dumped\n");
    }

    @Test
    void where_no_service_has_the_label_of_the_bot_there_is_no_backup() throws Exception {
        prepared("1.1.0+1.35.0");
        try (var engine = FakeEngine.empty()) {
            refused(
                    abra.onTerminal().with("DOCKER_HOST", engine.address()),
                    "no backupbot discovered, is it deployed?",
                    "app",
                    "backup",
                    "create",
                    domain,
                    "-n",
                    "-o",
                    "-C");
        }
    }

    private String inApp(String command) {
        return docker.run("exec", container(), "sh", "-c", command);
    }

    private String unpacked() throws IOException {
        try (var archive = new GZIPInputStream(Files.newInputStream(folder.resolve("backup.tar.gz")))) {
            return new String(archive.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
