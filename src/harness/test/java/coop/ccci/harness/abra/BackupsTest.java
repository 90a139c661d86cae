package coop.ccci.harness.abra;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.swarm.ServicePlan;
import coop.ccci.harness.swarm.ServiceState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BackupsTest {
    @Test
    void ids_are_taken_from_lines_with_times_and_terminal_colours() {
        var whole = "0123456789abcdef".repeat(4);

        assertThat(Backups.ids("2026-11-22T23:35:08.12345678+00:00 " + whole
                        + "\r\n\u001b[32mINFO\u001b[0m 20261122 09:00 abcdef01\r\nno id in this line\r\n"))
                .containsExactly(whole, "abcdef01");
    }

    @Test
    void a_text_without_ids_has_none() {
        assertThat(Backups.ids("No Snapshots Found!\r\n2026-11-22 10:00:00\r\n"))
                .isEmpty();
    }

    @Nested
    class Labels {
        private BackupLabels of(Map<String, String> labels) {
            return BackupLabels.of(List.of(new ServiceState(
                    "id", "app", labels, ServicePlan.replicated(1), "", "", Instant.EPOCH, "", List.of(), List.of())));
        }

        @Test
        void backups_are_on_only_where_the_label_says_true() {
            assertThat(of(Map.of("backupbot.backup", "true")).enabled()).isTrue();
            assertThat(of(Map.of("backupbot.backup", "True ")).enabled()).isTrue();
            assertThat(of(Map.of("backupbot.backup", "false")).enabled()).isFalse();
            assertThat(of(Map.of("backupbot.backup.path", "/var/lib")).enabled())
                    .isFalse();
        }

        @Test
        void every_volume_is_backed_up_whole_unless_a_label_says_otherwise() {
            var labels = of(Map.of(
                    "backupbot.backup", "true",
                    "backupbot.backup.volumes.cache", "false",
                    "backupbot.backup.volumes.db.path", "dump.sql"));

            assertThat(labels.isWhole("data")).isTrue();
            assertThat(labels.isWhole("cache")).isFalse();
            assertThat(labels.isWhole("db")).isFalse();
        }

        @Test
        void a_volume_of_which_a_part_is_backed_up_is_held_and_not_whole() {
            var labels = of(Map.of("backupbot.backup", "true", "backupbot.backup.volumes.db.path", "dump.sql"));

            assertThat(labels.holds("db")).isTrue();
            assertThat(labels.isWhole("db")).isFalse();
        }

        @Test
        void labels_that_do_nothing_are_told() {
            var labels = of(Map.of(
                    "backupbot.backup", "yes",
                    "backupbot.backup.path", "/tmp/dump",
                    "backupbot.backup.volume.db", "false",
                    "backupbot.backup.volumes.database.path", "dump.sql",
                    "backupbot.restore.post-hook", "true",
                    "traefik.enable", "true"));

            assertThat(labels.remarks(Set.of("db")))
                    .hasSize(4)
                    .anyMatch(remark -> remark.contains("backupbot.backup=yes of service app turns nothing on"))
                    .anyMatch(remark -> remark.contains(
                            "backupbot.backup.path=/tmp/dump of service app is of the first" + " generation"))
                    .anyMatch(remark -> remark.contains("backupbot.backup.volume.db of service app is none"))
                    .anyMatch(
                            remark -> remark.contains("backupbot.backup.volumes.database… name a volume that no running"
                                    + " service has; its volumes are [db]"));
        }

        @Test
        void nothing_is_told_of_labels_that_are_as_the_specification_has_them() {
            assertThat(of(Map.of(
                                    "backupbot.backup", "true",
                                    "backupbot.backup.pre-hook", "dump",
                                    "backupbot.backup.volumes.db.path", "dump.sql"))
                            .remarks(Set.of("db", "data")))
                    .isEmpty();
        }

        @Test
        void nothing_is_backed_up_whole_where_backups_are_off() {
            assertThat(of(Map.of()).isWhole("data")).isFalse();
        }
    }
}
