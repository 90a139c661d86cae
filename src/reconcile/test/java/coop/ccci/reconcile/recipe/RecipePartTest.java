package coop.ccci.reconcile.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.ccci.host.Waiter;
import coop.ccci.reconcile.FakeHost;
import coop.ccci.reconcile.config.PartName;
import coop.ccci.reconcile.config.RecipeWish;
import coop.ccci.reconcile.config.RecipeWish.SecretWish;
import coop.ccci.reconcile.part.NothingOutside;
import coop.ccci.reconcile.part.PartOutcome;
import coop.ccci.reconcile.part.PartRunner;
import coop.ccci.reconcile.swarm.SwarmCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app of a recipe from nothing, again, changed, killed after each act, and with somebody else in its place. */
class RecipePartTest {
    private static final String DOMAIN = "traefik.ci.example.org";
    private static final String STACK = "traefik_ci_example_org";

    @TempDir
    private Path folder;

    private Path certificate;
    private String version = "3.0.0+v3";
    private FakeHost host;
    private final List<String> said = new ArrayList<>();
    private long clock;

    @BeforeEach
    void setUp() throws IOException {
        certificate = Files.writeString(folder.resolve("crt"), "the first certificate\n");
        host = FakeHost.withSwarm(folder.resolve("abra"));
    }

    @Test
    void from_nothing_the_app_is_made_set_and_deployed_and_again_nothing_is_done() throws IOException {
        assertThat(reconcile(Map.of("WILDCARDS_ENABLED", "1"))).isEqualTo(PartOutcome.CHANGED);

        var version = ContentName.version("the first certificate");
        assertThat(host.acts)
                .containsExactly(
                        "abra server add",
                        "abra app new " + DOMAIN,
                        "secret create " + STACK + "_ssl_cert_" + version,
                        "abra app deploy " + DOMAIN + " 3.0.0+v3");
        assertThat(host.secrets).containsEntry(STACK + "_ssl_cert_" + version, "the first certificate");
        assertThat(Files.readString(folder.resolve("abra/servers/default/" + DOMAIN + ".env")))
                .isEqualTo(
                        """
                        RECIPE=traefik:3.0.0+v3
                        DOMAIN=%s
                        COMPOSE_FILE=compose.yml
                        TIMEOUT=60
                        SECRET_WILDCARD_CERT_VERSION=%s
                        WILDCARDS_ENABLED=1
                        """
                                .formatted(DOMAIN, version));

        said.clear();
        assertThat(reconcile(Map.of("WILDCARDS_ENABLED", "1"))).isEqualTo(PartOutcome.UNCHANGED);
        assertThat(host.acts).hasSize(4);
        assertThat(said).containsExactly("proxy: unchanged");
    }

    @Test
    void a_renewed_certificate_is_a_new_secret_and_the_old_one_goes_when_it_is_not_used_any_more() throws IOException {
        reconcile(Map.of());
        host.acts.clear();
        Files.writeString(certificate, "the second certificate");

        assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.CHANGED);

        assertThat(host.acts)
                .containsExactly(
                        "secret create " + STACK + "_ssl_cert_" + ContentName.version("the second certificate"),
                        "abra app deploy " + DOMAIN + " 3.0.0+v3",
                        "secret rm " + STACK + "_ssl_cert_" + ContentName.version("the first certificate"));
        assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.UNCHANGED);
    }

    @Test
    void another_release_is_pinned_before_it_is_deployed_as_a_service_sees_the_line_that_names_it() throws IOException {
        reconcile(Map.of());
        host.acts.clear();
        version = "3.1.0+v3";

        assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.CHANGED);

        assertThat(said).contains("proxy: set RECIPE");
        assertThat(host.acts).containsExactly("abra app deploy " + DOMAIN + " 3.1.0+v3");
        assertThat(folder.resolve("abra/servers/default/" + DOMAIN + ".env"))
                .content()
                .contains("RECIPE=traefik:3.1.0+v3\n");
    }

    @Test
    void killed_after_any_act_it_ends_the_same() throws IOException {
        reconcile(Map.of("A", "b c"));
        var wished = state();
        for (var kill = 1; kill <= 4; kill++) {
            host = FakeHost.withSwarm(folder.resolve("abra" + kill));
            host.killedAfter = kill;
            assertThat(catchThrowable(() -> reconcile(Map.of("A", "b c")))).isInstanceOf(FakeHost.KilledError.class);

            assertThat(reconcile(Map.of("A", "b c")))
                    .as("killed after act " + kill)
                    .isIn(PartOutcome.CHANGED, PartOutcome.UNCHANGED);

            assertThat(state()).isEqualTo(wished);
            assertThat(reconcile(Map.of("A", "b c"))).isEqualTo(PartOutcome.UNCHANGED);
        }
    }

    @Test
    void what_somebody_has_deployed_over_it_is_deployed_over_again() throws IOException {
        reconcile(Map.of());
        host.call(List.of("abra", "app", "deploy", DOMAIN, "3.0.0+v3"), "", Duration.ofMinutes(1));
        host.acts.clear();

        assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.CHANGED);
        assertThat(host.acts).containsExactly("abra app deploy " + DOMAIN + " 3.0.0+v3");
    }

    @Test
    void a_release_that_swarm_rolls_back_at_once_is_told_and_is_deployed_once_at_each_reconciliation()
            throws IOException {
        reconcile(Map.of());
        version = "3.1.0+v3";
        host.rollsBack = true;
        for (var attempt = 1; attempt <= 2; attempt++) {
            host.acts.clear();
            said.clear();

            assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.FAILED);

            assertThat(said).last().asString().contains("swarm has rolled back the service " + STACK + "_app");
            assertThat(host.acts).containsExactly("abra app deploy " + DOMAIN + " 3.1.0+v3");
        }
        host.rollsBack = false;

        assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.CHANGED);
        assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.UNCHANGED);
    }

    @Test
    void a_stack_of_that_name_that_is_not_ours_is_told_and_left_alone() throws IOException {
        host.service(STACK + "_web", List.of());

        assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.FAILED);

        assertThat(said).last().asString().contains("a stack " + STACK + " that abra did not deploy");
        assertThat(host.acts).isEmpty();
    }

    @Test
    void an_app_of_another_recipe_in_its_place_is_told_and_left_alone() throws IOException {
        ((ObjectNode) host.service(STACK + "_app", List.of()).at("/Spec/Labels"))
                .put("coop-cloud." + STACK + ".recipe", "nextcloud");

        assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.FAILED);

        assertThat(said).last().asString().contains("an app of the recipe nextcloud, and not of traefik");
        assertThat(host.acts).isEmpty();
    }

    @Test
    void the_settings_of_an_app_of_another_recipe_are_told_and_left_alone() throws IOException {
        var env = folder.resolve("abra/servers/default/" + DOMAIN + ".env");
        Files.createDirectories(env.getParent());
        for (var line : List.of("RECIPE=nextcloud:1.0.0+29", "TYPE=nextcloud", "RECIPE=nextcloud")) {
            Files.writeString(env, line + "\nDOMAIN=" + DOMAIN + "\n");

            assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.FAILED);

            assertThat(said).last().asString().contains("an app of the recipe nextcloud, and not of traefik");
            assertThat(env).hasContent(line + "\nDOMAIN=" + DOMAIN + "\n");
        }
        assertThat(host.acts).isEmpty();
    }

    @Test
    void a_secret_that_was_not_decrypted_is_told_before_anything_is_done() throws IOException {
        Files.delete(certificate);

        assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.FAILED);

        assertThat(said).singleElement().asString().contains("the secret", "cannot be read");
        assertThat(host.acts).isEmpty();
    }

    @Test
    void a_secret_that_nobody_has_filled_in_is_told_before_anything_is_done() throws IOException {
        Files.writeString(certificate, "FILL-IN\n");

        assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.FAILED);

        assertThat(said).singleElement().asString().contains("still says FILL-IN", "docs/secrets.md");
        assertThat(host.acts).isEmpty();
    }

    @Test
    void secrets_of_other_stacks_and_versions_that_people_chose_stay() throws IOException {
        host.secrets.put(STACK + "_ssl_cert_v1", "a person's");
        host.secrets.put(STACK + "_other_c0123456", "another one's");
        host.secrets.put("x" + STACK + "_ssl_cert_c01234567", "another stack's");

        reconcile(Map.of());

        assertThat(host.secrets).hasSize(4);
    }

    @Test
    void an_update_that_swarm_has_given_up_is_told_and_not_waited_for() throws IOException {
        reconcile(Map.of());
        host.services.get(STACK + "_app").putObject("UpdateStatus").put("State", "paused");

        assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.FAILED);

        assertThat(said).last().asString().contains("paused", "docker service ps --no-trunc " + STACK + "_app");
        assertThat(clock).isZero();
    }

    @Test
    void a_service_that_does_not_come_up_is_waited_for_with_one_line_and_then_told() throws IOException {
        host.replicas = "0/1";

        assertThat(reconcile(Map.of())).isEqualTo(PartOutcome.FAILED);

        assertThat(said).filteredOn(line -> line.contains("waiting")).hasSize(1);
        assertThat(said)
                .last()
                .asString()
                .contains("after 10 minutes of the service " + STACK + "_app 0 of 1 tasks run");
    }

    private String state() throws IOException {
        return host.services.toString()
                + host.secrets
                + Files.readString(host.abraDir().resolve("servers/default/" + DOMAIN + ".env"));
    }

    private PartOutcome reconcile(Map<String, String> settings) {
        var secret = new SecretWish("ssl_cert", "SECRET_WILDCARD_CERT_VERSION", certificate);
        var wish = new RecipeWish("traefik", version, DOMAIN, settings, Map.of(), List.of(secret), Optional.empty());
        var abraDir = host.abraDir();
        var part = new RecipePart(
                PartName.PROXY, wish, new SwarmCalls(host), new AbraApps(host, abraDir), new NothingOutside());
        var waiter = new Waiter(() -> clock, time -> clock += time.toNanos(), Duration.ofSeconds(1));
        return new PartRunner(waiter, said::add).reconcile(part);
    }
}
