package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import coop.ccci.harness.HarnessFixture.Ran;
import org.junit.jupiter.api.Test;

/** What a backup and a restore prove, in whole runs on fakes of abra, Docker and Traefik. */
class BackupProofTest extends WholeRuns {
    private static final String ENABLED = "backupbot.backup=true\n";
    private static final String WITNESS =
            "witness: {service: app, write: 'echo $CCCI_WITNESS >.ccci-witness', read: 'cat .ccci-witness'}\n";

    private static TierResult backup(Ran ran) {
        return tier(ran, Tier.BACKUP);
    }

    private static TierResult restore(Ran ran) {
        return tier(ran, Tier.RESTORE);
    }

    @Test
    void a_file_in_a_volume_says_nothing_of_a_database() {
        fixture.steer("labels", ENABLED);
        HarnessFixture.write(folder.resolve("state/data/app.db"), "SQLite format 3\0 and pages");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(backup(ran).status()).isEqualTo(TierStatus.PASS);
        assertThat(restore(ran).status()).isEqualTo(TierStatus.SKIP);
        assertThat(restore(ran).reason().orElseThrow())
                .contains("SQLite", "app.db", "witness: service, write and read");
        assertThat(ran.results().rungs()).containsEntry(Rung.BACKUP_RESTORE, RungStatus.UNVER);
    }

    @Test
    void a_witness_of_the_recipe_s_own_verifies_a_database() {
        fixture.steer("labels", ENABLED);
        HarnessFixture.write(folder.resolve("state/data/app.db"), "SQLite format 3\0 and pages");
        settings(WITNESS);

        var ran = fixture.run();

        assertThat(restore(ran).status()).as(ran.log()).isEqualTo(TierStatus.PASS);
    }

    @Test
    void a_restore_that_cannot_be_verified_fails_where_it_breaks_the_app() {
        fixture.steer("labels", ENABLED).steer("lose-on-restore", "");
        HarnessFixture.write(folder.resolve("state/data/app.db"), "SQLite format 3\0 and pages");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("restore");
    }

    @Test
    void services_whose_volumes_came_back_are_stopped_and_started_before_the_witness_is_read() {
        fixture.steer("labels", ENABLED);

        fixture.run();

        assertThat(fixture.text("scaled")).isEqualTo("app 0\napp 1\n");
    }

    @Test
    void a_service_none_of_whose_volumes_was_backed_up_is_not_restarted() {
        fixture.steer("labels", ENABLED + "backupbot.backup.volumes.data=false\n");
        HarnessFixture.write(folder.resolve("state/data/dump.txt"), "a dump");

        fixture.run();

        assertThat(calls("app restore")).isEqualTo(1);
        assertThat(fixture.text("scaled")).isEmpty();
    }

    @Test
    void a_hook_that_failed_is_a_failed_backup_though_abra_only_logs_it() {
        fixture.steer("labels", ENABLED)
                .steer("logged-on-backup", "ERRO failed to run command pg_dump app in @STACK@_app: exit code 127\n");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("backup");
        assertThat(ran.message()).contains("the hook in service app (pg_dump app) failed: exit code 127");
        assertThat(calls("app backup create")).isEqualTo(3);
    }

    @Test
    void a_hook_that_failed_is_a_failed_restore() {
        fixture.steer("labels", ENABLED)
                .steer("logged-on-restore", "ERRO failed to run command psql in @STACK@_app: exit code 1\n");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("restore");
        assertThat(ran.message()).contains("backupbot.restore.post-hook");
    }

    @Test
    void a_dump_that_cannot_be_searched_is_not_verified_until_the_recipe_looks_into_it() {
        var encoded = "witness: {service: app, write: 'echo $CCCI_WITNESS | base64 >kept', read: 'base64 -d kept'}\n";
        fixture.steer("labels", ENABLED);
        HarnessFixture.write(folder.resolve("state/data/dump"), "PGDMP and what it compressed");
        settings(encoded);

        var unseen = fixture.run();
        settings(encoded + "backup: {service: app, verify: test -s dump}\n");
        var seen = fixture.run();

        assertThat(backup(unseen).status()).isEqualTo(TierStatus.SKIP);
        assertThat(backup(unseen).reason().orElseThrow())
                .contains("a dump by pg_dump -Fc", "backup: service and verify");
        assertThat(unseen.results().rungs()).containsEntry(Rung.BACKUP_RESTORE, RungStatus.UNVER);
        assertThat(backup(seen).status()).as(seen.log()).isEqualTo(TierStatus.PASS);
    }

    @Test
    void labels_of_the_first_generation_are_told() {
        fixture.steer("labels", "backupbot.backup.path=/var/lib/app\n");

        var ran = fixture.run();

        assertThat(backup(ran).reason().orElseThrow()).contains("backupbot.backup.path", "first generation");
        assertThat(ran.results().notes()).anyMatch(note -> note.contains("backupbot.backup.volumes.<volume>.path"));
    }

    @Test
    void a_bot_or_a_repository_that_cannot_be_used_is_not_the_recipe_s_fault() {
        fixture.steer("labels", ENABLED)
                .steer(
                        "fail-on-backup-create",
                        "restic backup failed: unable to create lock in backend: repository is already locked exclusively"
                                + " by PID 12 on bot by root");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(ran.message()).contains("already locked", "restic unlock");
    }
}
