package coop.ccci.reconcile.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.host.Waiter;
import coop.ccci.reconcile.FakeHost;
import coop.ccci.reconcile.config.BridgeWish;
import coop.ccci.reconcile.part.NothingOutside;
import coop.ccci.reconcile.part.PartOutcome;
import coop.ccci.reconcile.part.PartRunner;
import coop.ccci.reconcile.recipe.ContentName;
import coop.ccci.reconcile.swarm.SwarmCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge's service from nothing, again, with another image, and with another token. */
class BridgePartTest {
    private static final String TOKEN = "cc-ci_gitea_token_file_";

    @TempDir
    private Path folder;

    private Path token;
    private FakeHost host;
    private final List<String> said = new ArrayList<>();
    private long clock;

    @BeforeEach
    void setUp() throws IOException {
        token = Files.writeString(folder.resolve("token"), "first\n");
        host = FakeHost.withSwarm(folder);
    }

    @Test
    void image_secrets_and_service_are_made_once() {
        assertThat(reconcile("one")).isEqualTo(PartOutcome.CHANGED);

        assertThat(host.acts)
                .hasSize(5)
                .startsWith("load")
                .endsWith("secret create " + TOKEN + ContentName.version("first"), "stack deploy cc-ci");
        assertThat(host.acts.get(1)).startsWith("secret create cc-ci_ledger_owner_");
        assertThat(host.acts.get(2)).startsWith("secret create cc-ci_ledger_reader_");
        assertThat(host.services).containsOnlyKeys("cc-ci_bridge", "cc-ci_ledger");
        assertThat(host.services.get("cc-ci_bridge").toString()).contains("Host(`ci.example.org`) && Path(`/hook`)");
        assertThat(reconcile("one")).isEqualTo(PartOutcome.UNCHANGED);
    }

    @Test
    void the_dashboard_is_a_service_of_its_own_that_has_neither_token_nor_the_owner_s_password() {
        reconcile("one");
        host.acts.clear();

        assertThat(reconcileDashboard("one")).isEqualTo(PartOutcome.CHANGED);

        assertThat(host.acts).containsExactly("stack deploy cc-ci-dashboard");
        assertThat(host.services.get("cc-ci-dashboard_dashboard").toString())
                .contains("Host(`ci.example.org`)\"", "cc-ci_ledger_reader_")
                .doesNotContain("cc-ci_ledger_owner_", TOKEN);
        assertThat(reconcileDashboard("one")).isEqualTo(PartOutcome.UNCHANGED);
        assertThat(reconcile("one")).isEqualTo(PartOutcome.UNCHANGED);
    }

    @Test
    void killed_after_any_act_it_ends_where_it_would_have_ended() {
        for (var kill = 1; kill <= 6; kill++) {
            host = FakeHost.withSwarm(folder);
            host.killedAfter = kill;
            assertThatThrownBy(() -> {
                        reconcile("one");
                        reconcileDashboard("one");
                    })
                    .isInstanceOf(FakeHost.KilledError.class);

            reconcile("one");
            reconcileDashboard("one");

            assertThat(host.services)
                    .as("killed after act " + kill)
                    .containsOnlyKeys("cc-ci_bridge", "cc-ci_ledger", "cc-ci-dashboard_dashboard");
            assertThat(host.secrets).as("killed after act " + kill).hasSize(3);
            assertThat(reconcile("one")).isEqualTo(PartOutcome.UNCHANGED);
            assertThat(reconcileDashboard("one")).isEqualTo(PartOutcome.UNCHANGED);
        }
    }

    @Test
    void without_the_ledger_s_network_the_dashboard_says_which_part_makes_it() {
        assertThat(reconcileDashboard("one")).isEqualTo(PartOutcome.FAILED);

        assertThat(said).singleElement().asString().contains("cc-ci host reconcile bridge makes it");
    }

    @Test
    void an_image_that_the_dashboard_still_runs_goes_with_the_dashboard() {
        reconcile("one");
        reconcileDashboard("one");
        host.containers.put("dashboard", "cc-ci-bridge:one");
        host.containers.put("bridge", "cc-ci-bridge:one");
        host.ended.add("bridge");
        reconcile("two");
        assertThat(host.images).contains("cc-ci-bridge:one");
        host.ended.add("dashboard");

        reconcileDashboard("two");

        assertThat(host.images).containsExactly("cc-ci-bridge:two");
    }

    @Test
    void what_starts_the_ledger_is_not_taken_for_variables_of_the_compose_file() {
        assertThat(stack().text()).contains("$$data/PG_VERSION").doesNotContainPattern("[^$][$][a-z]");
    }

    @Test
    void another_image_is_deployed_over_it() {
        reconcile("one");
        host.acts.clear();

        reconcile("two");

        assertThat(host.acts).containsExactly("load", "stack deploy cc-ci", "image rm cc-ci-bridge:one");
    }

    @Test
    void the_old_image_goes_with_what_is_left_of_its_tasks() {
        reconcile("one");
        host.containers.put("task", "cc-ci-bridge:one");
        host.ended.add("task");
        host.acts.clear();

        assertThat(reconcile("two")).isEqualTo(PartOutcome.CHANGED);

        assertThat(host.acts)
                .containsExactly("load", "stack deploy cc-ci", "container rm task", "image rm cc-ci-bridge:one");
    }

    @Test
    void an_old_image_that_a_container_runs_stays_and_is_no_fault() {
        reconcile("one");
        host.containers.put("somebody-s", "cc-ci-bridge:one");
        reconcile("two");

        assertThat(reconcile("two")).isEqualTo(PartOutcome.UNCHANGED);
        assertThat(host.images).contains("cc-ci-bridge:one", "cc-ci-bridge:two");
    }

    @Test
    void another_token_is_another_secret_and_the_old_one_goes() throws IOException {
        reconcile("one");
        host.acts.clear();
        Files.writeString(token, "second");

        reconcile("one");

        assertThat(host.acts)
                .containsExactly(
                        "secret create " + TOKEN + ContentName.version("second"),
                        "stack deploy cc-ci",
                        "secret rm " + TOKEN + ContentName.version("first"));
    }

    @Test
    void the_secret_of_a_setting_that_was_taken_out_goes_and_what_others_have_stays() {
        host.secrets.put("cc-ci_webhook_secret_previous_file_c01234567", "valid until it is taken out");
        host.secrets.put("cc-ci_gitea_token_file_codeberg_c01234567", "of a forge that was taken out");
        host.secrets.put("cc-ci_webhook_secret_previous_file_v1", "a person's");
        host.secrets.put("cc-ci_notes_c01234567", "another person's");
        host.secrets.put("cc-ci-dashboard_admin_token_file_c01234567", "of another stack");
        reconcile("one");

        assertThat(host.acts)
                .contains(
                        "secret rm cc-ci_webhook_secret_previous_file_c01234567",
                        "secret rm cc-ci_gitea_token_file_codeberg_c01234567");
        assertThat(host.secrets.keySet())
                .filteredOn(name -> !name.startsWith("cc-ci_ledger"))
                .hasSize(4);
        assertThat(reconcile("one")).isEqualTo(PartOutcome.UNCHANGED);
    }

    @Test
    void it_may_write_in_tmp_although_its_root_cannot_be_written() throws IOException {
        var compose = new ObjectMapper().readTree(stack().text());

        assertThat(compose.at("/services/bridge/read_only").asBoolean()).isTrue();
        assertThat(compose.at("/services/bridge/volumes/2").toString())
                .as("as docker stack deploy reads it, which ignores the key tmpfs")
                .isEqualTo("{\"target\":\"/tmp\",\"type\":\"tmpfs\"}");
        assertThat(compose.at("/services/bridge/tmpfs").isMissingNode()).isTrue();
    }

    @Test
    void it_names_its_network_to_traefik_by_one_label_only_as_two_are_refused() {
        assertThat(stack().text())
                .contains("\"traefik.docker.network\":\"proxy\"")
                .doesNotContain("traefik.swarm.");
    }

    @Test
    void the_token_stands_in_no_setting_and_no_label() {
        reconcile("one");

        assertThat(host.services.toString()).doesNotContain("first");
    }

    @Test
    void without_the_network_it_says_which_part_makes_it() {
        host.networks.clear();

        assertThat(reconcile("one")).isEqualTo(PartOutcome.FAILED);

        assertThat(said).singleElement().asString().contains("cc-ci host reconcile swarm makes it");
    }

    @Test
    void a_stack_of_that_name_that_is_not_ours_is_told_and_left_alone() {
        host.service("cc-ci_web", List.of());

        assertThat(reconcile("one")).isEqualTo(PartOutcome.FAILED);

        assertThat(host.acts).doesNotContain("stack deploy cc-ci");
    }

    @Test
    void a_ledger_in_a_file_is_told_and_nothing_is_begun_beside_it_until_it_is_put_away() throws IOException {
        var before = Files.createDirectories(folder.resolve("bridge")).resolve("ledger.mv.db");
        Files.writeString(before, "H2");

        assertThat(reconcile("one")).isEqualTo(PartOutcome.FAILED);
        assertThat(host.acts).isEmpty();
        assertThat(said).singleElement().asString().contains(before.toString(), "docs/runbook.md");

        Files.move(before, folder.resolve("bridge/put-away"));
        assertThat(reconcile("one")).isEqualTo(PartOutcome.CHANGED);
    }

    @Test
    void a_file_from_before_beside_the_ledger_of_now_is_in_nobody_s_way() throws IOException {
        Files.createDirectories(folder.resolve("ledger/volume/data"));
        Files.writeString(Files.createDirectories(folder.resolve("bridge")).resolve("ledger.mv.db"), "H2");

        assertThat(reconcile("one")).isEqualTo(PartOutcome.CHANGED);
    }

    @Test
    void the_ledger_runs_as_a_user_without_rights() throws IOException {
        var ledger = new ObjectMapper().readTree(stack().text()).at("/services/ledger");

        assertThat(ledger.path("user").asText()).isEqualTo("postgres");
        assertThat(ledger.path("read_only").asBoolean()).isTrue();
        assertThat(ledger.at("/networks").toString()).isEqualTo("{\"cc-ci_ledger\":{\"aliases\":[\"ledger\"]}}");
    }

    private PartOutcome reconcile(String tag) {
        return reconcile(BridgePart.bridge(wish(tag), new SwarmCalls(host), new NothingOutside()));
    }

    private PartOutcome reconcileDashboard(String tag) {
        return reconcile(BridgePart.dashboard(wish(tag), new SwarmCalls(host), new NothingOutside()));
    }

    private PartOutcome reconcile(BridgePart part) {
        var waiter = new Waiter(() -> clock, time -> clock += time.toNanos(), Duration.ofSeconds(1));
        return new PartRunner(waiter, said::add).reconcile(part);
    }

    private BridgeStack stack() {
        return new BridgeStack(wish("one"), new LedgerSecrets("owner", "reader"));
    }

    private BridgeWish wish(String tag) {
        return new BridgeWish(
                "cc-ci-bridge",
                tag,
                Path.of("/nix/store").resolve(tag),
                "ci.example.org",
                Map.of("CCCI_ENGINE", "drone"),
                Map.of("GITEA_TOKEN_FILE", token),
                folder.resolve("runs"),
                "postgres:17-bookworm");
    }
}
