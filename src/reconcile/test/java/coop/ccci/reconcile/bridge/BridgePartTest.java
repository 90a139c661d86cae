package coop.ccci.reconcile.bridge;

import static org.assertj.core.api.Assertions.assertThat;

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
                .containsExactly("load", "secret create " + TOKEN + ContentName.version("first"), "stack deploy cc-ci");
        assertThat(host.services.get("cc-ci_bridge").toString()).contains("Host(`ci.example.org`)");
        assertThat(reconcile("one")).isEqualTo(PartOutcome.UNCHANGED);
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
    void it_may_write_in_tmp_although_its_root_cannot_be_written() throws IOException {
        var compose = new ObjectMapper().readTree(new BridgeStack(wish("one")).text());

        assertThat(compose.at("/services/bridge/read_only").asBoolean()).isTrue();
        assertThat(compose.at("/services/bridge/volumes/2").toString())
                .as("as docker stack deploy reads it, which ignores the key tmpfs")
                .isEqualTo("{\"target\":\"/tmp\",\"type\":\"tmpfs\"}");
        assertThat(compose.at("/services/bridge/tmpfs").isMissingNode()).isTrue();
    }

    @Test
    void it_names_its_network_to_traefik_by_one_label_only_as_two_are_refused() {
        assertThat(new BridgeStack(wish("one")).text())
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

    private PartOutcome reconcile(String tag) {
        var waiter = new Waiter(() -> clock, time -> clock += time.toNanos(), Duration.ofSeconds(1));
        return new PartRunner(waiter, said::add)
                .reconcile(new BridgePart(wish(tag), new SwarmCalls(host), new NothingOutside()));
    }

    private BridgeWish wish(String tag) {
        return new BridgeWish(
                "cc-ci-bridge",
                tag,
                Path.of("/nix/store").resolve(tag),
                "ci.example.org",
                Map.of("CCCI_ENGINE", "drone"),
                Map.of("GITEA_TOKEN_FILE", token),
                Path.of("/var/lib/cc-ci/runs"));
    }
}
