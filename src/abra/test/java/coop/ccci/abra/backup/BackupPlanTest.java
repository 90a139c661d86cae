package coop.ccci.abra.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import coop.ccci.abra.app.StackName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackupPlanTest {
    private static final String STACK = "blog_example_org";
    private static final String UPLOADS = BackupPlan.ROOT + "/" + STACK + "_uploads/_data";
    private static final String DATA = BackupPlan.ROOT + "/" + STACK + "_db-data/_data";

    @Test
    void without_the_enabling_label_nothing_is_asked_for() {
        assertThat(plan(app(Map.of())).isEnabled()).isFalse();
        assertThat(plan(app(Map.of("backupbot.backup", "false"))).isEnabled()).isFalse();
    }

    @Test
    void one_enabling_label_takes_every_volume_of_every_service() {
        var plan = plan(app(Map.of("backupbot.backup", "true")), db(Map.of()));
        assertThat(plan.isEnabled()).isTrue();
        assertThat(plan.paths()).containsExactly(DATA, UPLOADS);
    }

    @Test
    void a_volume_that_is_set_to_false_is_left_out_whichever_service_says_so() {
        var plan = plan(
                app(Map.of("backupbot.backup", "true", "backupbot.backup.volumes.db-data", "false")), db(Map.of()));
        assertThat(plan.paths()).containsExactly(UPLOADS);
    }

    @Test
    void of_a_volume_with_paths_only_these_are_taken_relative_to_its_root() {
        var plan = plan(
                app(Map.of("backupbot.backup", "true")),
                db(Map.of("backupbot.backup.volumes.db-data.path", "backup.sql, dumps/users")));
        assertThat(plan.paths()).containsExactly(DATA + "/backup.sql", DATA + "/dumps/users", UPLOADS);
    }

    @Test
    void the_path_label_of_the_bots_first_version_is_ignored() {
        var plan = plan(app(Map.of("backupbot.backup", "true", "backupbot.backup.path", "/var/lib/data")));
        assertThat(plan.paths()).containsExactly(UPLOADS);
    }

    @Test
    void a_hook_belongs_to_the_service_that_carries_its_label() {
        var plan = plan(
                app(Map.of("backupbot.backup", "true")),
                db(Map.of(
                        "backupbot.backup.pre-hook", "/pg_backup.sh backup",
                        "backupbot.restore.post-hook", "/pg_backup.sh restore")));
        assertThat(plan.hooks(BackupHook.Phase.BEFORE_BACKUP))
                .containsExactly(new BackupHook(STACK + "_db", BackupHook.Phase.BEFORE_BACKUP, "/pg_backup.sh backup"));
        assertThat(plan.hooks(BackupHook.Phase.AFTER_RESTORE))
                .containsExactly(
                        new BackupHook(STACK + "_db", BackupHook.Phase.AFTER_RESTORE, "/pg_backup.sh restore"));
        assertThat(plan.hooks(BackupHook.Phase.AFTER_BACKUP)).isEmpty();
        assertThat(plan.hooks(BackupHook.Phase.BEFORE_RESTORE)).isEmpty();
    }

    @Test
    void a_label_on_several_services_names_them_all() {
        var plan = plan(app(Map.of("backupbot.backup", "true")), db(Map.of("backupbot.backup", "True")));
        assertThat(plan.enabledBy()).containsExactly(STACK + "_app", STACK + "_db");
    }

    @Test
    void volumes_are_named_as_in_the_compose_files() {
        var plan = plan(app(Map.of("backupbot.backup", "true")), db(Map.of()));
        assertThat(plan.volumes()).containsOnlyKeys("db-data", "uploads");
    }

    @Test
    void a_folder_of_the_machine_is_no_volume_and_a_volume_of_another_stack_keeps_its_name() {
        var plan = plan(service(
                "app",
                Map.of("backupbot.backup", "true"),
                List.of(Map.of("Type", "bind", "Source", "/srv"), Map.of("Type", "volume", "Source", "shared"))));
        assertThat(plan.volumes()).containsOnlyKeys("shared");
        assertThat(plan.paths()).containsExactly(BackupPlan.ROOT + "/shared/_data");
    }

    private static BackupPlan plan(JsonNode... services) {
        return BackupPlan.of(new StackName(STACK), List.of(services));
    }

    private static JsonNode app(Map<String, String> labels) {
        return service("app", labels, List.of(Map.of("Type", "volume", "Source", STACK + "_uploads")));
    }

    private static JsonNode db(Map<String, String> labels) {
        return service("db", labels, List.of(Map.of("Type", "volume", "Source", STACK + "_db-data")));
    }

    private static JsonNode service(String name, Map<String, String> labels, List<Map<String, String>> mounts) {
        return new JsonMapper()
                .valueToTree(Map.of(
                        "Spec",
                        Map.of(
                                "Name",
                                STACK + "_" + name,
                                "Labels",
                                labels,
                                "TaskTemplate",
                                Map.of("ContainerSpec", Map.of("Mounts", mounts)))));
    }
}
