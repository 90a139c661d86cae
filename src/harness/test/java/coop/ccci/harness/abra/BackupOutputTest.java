package coop.ccci.harness.abra;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.abra.BackupOutput.FailedHook;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupOutputTest {
    private static BackupOutput of(String... lines) {
        return BackupOutput.of(List.of(lines), "shop_example_org");
    }

    @Test
    void a_hook_that_failed_is_read_from_plain_lines_and_from_json() {
        assertThat(of(
                                "INFO run command in shop_example_org_db: /pg_backup.sh backup",
                                "ERRO failed to run command /pg_backup.sh backup in shop_example_org_db: exit code 1",
                                "{\"time\":\"x\",\"level\":\"ERROR\",\"message\":\"Failed to run command bash -c 'set -o"
                                        + " pipefail;dump' in shop_example_org_app.1.abc: no such\\ncommand\"}",
                                "{\"level\":\"ERROR\",\"message\":\"Container shop_example_org_cache is not running, hooks"
                                        + " can not be executed\"}")
                        .failedHooks())
                .containsExactly(
                        new FailedHook("db", "/pg_backup.sh backup", "exit code 1"),
                        new FailedHook("app", "bash -c 'set -o pipefail;dump'", "no such command"),
                        new FailedHook("cache", "", "the service has no running container"));
    }

    @Test
    void a_command_of_several_lines_is_put_together() {
        assertThat(of(
                                "ERRO Failed to run command set -e",
                                "pg_dump app in: x | gzip",
                                "in shop_example_org_db: exit code 1")
                        .failedHooks())
                .containsExactly(new FailedHook("db", "set -e pg_dump app in: x | gzip", "exit code 1"));
        assertThat(of("ERRO Failed to run command dump").failedHooks())
                .singleElement()
                .extracting(FailedHook::describe)
                .isEqualTo("a hook failed: ERRO Failed to run command dump");
    }

    @Test
    void a_path_that_is_not_there_is_told() {
        assertThat(of("ERROR /var/lib/docker/volumes/shop_example_org_db/_data/dump.sql does not exist")
                        .missingPaths())
                .containsExactly("/var/lib/docker/volumes/shop_example_org_db/_data/dump.sql");
    }

    @Test
    void a_backup_that_went_well_says_nothing_of_that_kind() {
        var said = of(
                "INFO run command in shop_example_org_db: pg_dump",
                "INFO ERROR:  relation \"x\" does not exist",
                "{\"message\":\"backup finished\",\"snapshot_id\":\"abcdef01\"}");

        assertThat(said.failedHooks()).isEmpty();
        assertThat(said.missingPaths()).isEmpty();
    }

    @Test
    void a_hook_that_hangs_is_the_last_that_was_said() {
        assertThat(BackupOutput.endsInHook(List.of("INFO run command in s_db: pg_dump")))
                .isTrue();
        assertThat(BackupOutput.endsInHook(List.of("INFO run command in s_db:", "INFO pg_dump")))
                .isTrue();
        assertThat(BackupOutput.endsInHook(List.of("INFO run command in s_db:", "INFO pg_dump", "INFO start backup")))
                .isFalse();
        assertThat(BackupOutput.endsInHook(List.of())).isFalse();
    }

    /** restic's words are those of its version 0.14. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOCK | unable to create lock in backend: repository is already locked exclusively by PID 7 on 1b by root",
                "SPACE | Save(<data/1234>) returned error: write /backups/restic/data/12: no space left on device",
                "SPACE | rest: unexpected HTTP response (507): 507 Insufficient Storage",
                "REPOSITORY | Fatal: unable to open config file: Stat: stat /backups/restic/config: no such file",
                "REPOSITORY | Is there a repository at the following location?",
                "REPOSITORY | Fatal: wrong password or no key found",
                "REPOSITORY | Save(<lock/9>) returned error, retrying after 552ms: dial tcp 10.0.0.9:22: i/o timeout",
                "REPOSITORY | Load(<index/12>, 0, 0) returned error: unexpected EOF",
                "BOT | FATA no backupbot discovered, is it deployed?",
                "BOT | FATA no containers matching the ccci-backupbot_app filter found? see docker service ps",
                "BOT | Error response from daemon: Container 12ab is not running"
            })
    void a_fault_of_the_bot_or_its_repository_is_known_by_its_words(BackupFault fault, String line) {
        assertThat(BackupFault.in(List.of("INFO something before", line))).contains(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing of x.example.org to back up: no deployed service of it has the label backupbot.backup=true",
                "restic backup failed: Fatal: all target directories/files do not exist",
                "no paths to restore: the volumes that the labels of x name are []"
            })
    void what_the_labels_ask_for_is_the_recipe_s(String message) {
        assertThat(BackupFault.in(List.of(message))).isEmpty();
        assertThat(BackupFault.isOfTheRecipe(message)).isTrue();
    }

    @Test
    void what_nobody_knows_is_not_the_recipe_s() {
        assertThat(BackupFault.isOfTheRecipe("restic backup failed: something new"))
                .isFalse();
    }
}
