package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierStatus;
import coop.ccci.harness.HarnessFixture.Ran;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Whole runs with a backup and a restore, on fakes of abra, Docker and Traefik; the terminal is a real one. */
class BackupTest extends WholeRuns {
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
    void a_recipe_without_backup_labels_is_not_backed_up_and_that_is_no_pass() {
        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.PASSED);
        assertThat(backup(ran).status()).isEqualTo(TierStatus.SKIP);
        assertThat(restore(ran).reason().orElseThrow()).contains("the backup tier made none");
        assertThat(ran.results().rungs()).containsEntry(Rung.BACKUP_RESTORE, RungStatus.UNVER);
    }

    @Test
    void a_file_in_a_volume_is_backed_up_changed_and_brought_back() throws Exception {
        fixture.steer("labels", ENABLED);

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(backup(ran).assertions())
                .extracting(TierResult.Assertion::name)
                .contains(
                        "the search finds nothing that was never written",
                        "the snapshot holds the file .ccci-witness in the volume "
                                + ran.domain().replace('.', '_') + "_data");
        assertThat(restore(ran).status()).isEqualTo(TierStatus.PASS);
        assertThat(ran.results().rungs()).containsEntry(Rung.BACKUP_RESTORE, RungStatus.PASS);
        try (var left = Files.list(ran.directory().path())) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("backup"));
        }
    }

    @Test
    void a_backup_that_succeeds_without_what_was_written_fails_after_three_tries() {
        fixture.steer("labels", ENABLED).steer("lose-on-backup", "");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("backup");
        assertThat(ran.message()).contains("assertion failed: the snapshot holds");
        assertThat(calls("app backup create")).isEqualTo(3);
        assertThat(backup(ran).status()).isEqualTo(TierStatus.FAIL);
        assertThat(restore(ran).reason()).contains("the run ended before this tier");
        assertThat(ran.results().rungs()).containsEntry(Rung.BACKUP_RESTORE, RungStatus.FAIL);
    }

    @Test
    void a_restore_that_succeeds_without_bringing_anything_back_fails() {
        fixture.steer("labels", ENABLED).steer("lose-on-restore", "");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.results().failure().orElseThrow().stage()).isEqualTo("restore");
        assertThat(ran.message()).contains("it still has the value that was written after the backup");
        assertThat(backup(ran).status()).isEqualTo(TierStatus.PASS);
        assertThat(ran.results().rungs()).containsEntry(Rung.BACKUP_RESTORE, RungStatus.FAIL);
    }

    @Test
    void a_declared_witness_is_written_and_read_by_the_recipe_s_own_commands() {
        fixture.steer("labels", ENABLED);
        settings(WITNESS);

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(restore(ran).assertions())
                .extracting(TierResult.Assertion::name)
                .contains("the witness in service app has its backed-up value after the restore");
    }

    @Test
    void a_witness_that_does_not_read_what_it_wrote_is_told_before_any_backup() {
        fixture.steer("labels", ENABLED);
        settings("witness: {service: app, write: 'true', read: 'echo nothing'}\n");

        var ran = fixture.run();

        assertThat(ran.message()).contains("does not read back what was just written", "check witness.write");
        assertThat(calls("app backup")).isZero();
    }

    @Test
    void a_witness_command_that_fails_is_told_with_its_own_words() {
        fixture.steer("labels", ENABLED);
        settings("witness: {service: app, write: 'echo no such table >&2; exit 3', read: 'true'}\n");

        var ran = fixture.run();

        assertThat(ran.message())
                .contains(
                        "witness.write in recipe-tests/custom-html/recipe.yml should end with 0 and ended with exit code 3");
        assertThat(ran.results().failure().orElseThrow().details()).contains("no such table");
    }

    @Test
    void a_recipe_s_own_look_at_a_backup_may_want_another_try() {
        fixture.steer("labels", ENABLED);
        settings("backup: {service: app, verify: 'echo x >>tries; test $(wc -l <tries) -ge 2'}\n");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(calls("app backup create")).isEqualTo(2);
        assertThat(backup(ran).assertions())
                .extracting(TierResult.Assertion::name)
                .contains("backup.verify of recipe.yml finds the backup good");
    }

    @Test
    void a_volume_of_which_only_a_part_is_backed_up_is_restored_and_not_verified() {
        fixture.steer("labels", ENABLED + "backupbot.backup.volumes.data.path=dump.txt\n");
        HarnessFixture.write(folder.resolve("state/data/dump.txt"), "a dump");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.PASSED);
        assertThat(backup(ran).status()).isEqualTo(TierStatus.PASS);
        assertThat(calls("app restore")).isEqualTo(1);
        assertThat(restore(ran).reason().orElseThrow())
                .contains("no volume is backed up as a whole", "declare in recipe.yml");
        assertThat(ran.results().rungs()).containsEntry(Rung.BACKUP_RESTORE, RungStatus.UNVER);
    }

    @Test
    void what_the_recipe_declares_not_to_apply_is_left_out_on_purpose() {
        fixture.steer("labels", ENABLED);
        settings("expected_na: {backup: there is no state in it, restore: there is no state in it}\n");

        var ran = fixture.run();

        assertThat(calls("app backup")).isZero();
        assertThat(ran.results().rungs()).containsEntry(Rung.BACKUP_RESTORE, RungStatus.SKIP);
    }

    @Test
    void only_the_stages_that_are_asked_for_are_gone_through() {
        fixture.steer("labels", ENABLED);
        fixture.environment.put("STAGES", "install,backup");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.PASSED);
        assertThat(backup(ran).status()).isEqualTo(TierStatus.PASS);
        assertThat(restore(ran).reason()).contains("not selected (--stages)");
        assertThat(ran.results().rungs()).containsEntry(Rung.BACKUP_RESTORE, RungStatus.UNVER);
    }

    @Test
    void a_run_in_which_every_tier_is_left_out_has_not_passed() {
        fixture.environment.put("STAGES", "restore");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.message()).isEqualTo("nothing was tested: every tier was left out");
        assertThat(fixture.docker.objects()).isEmpty();
    }
}
