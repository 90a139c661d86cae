package coop.ccci.harness.check;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.RecipeFolders;
import coop.ccci.contract.RecipeName;
import coop.ccci.harness.check.CheckFinding.Kind;
import coop.ccci.harness.recipe.RecipeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeCheckTest {
    private static final RecipeName SHOP = new RecipeName("shop");

    @TempDir
    private Path folder;

    private Path checkout;

    @BeforeEach
    void aRecipe() throws IOException {
        checkout = Files.createDirectories(folder.resolve("recipes/shop"));
        recipe(".env.sample", "TYPE=shop\nDOMAIN=shop.example.com\nGREETING=hello\n");
        recipe("compose.yml", compose("", "traefik.enable=true"));
    }

    private static String compose(String ofApp, String label) {
        return """
            version: "3.8"
            services:
              app:
                image: shop:1
            %s    networks: [proxy]
                deploy:
                  labels:
                    - "%s"
                    - "traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`)"
                    - "traefik.http.routers.${STACK_NAME}.entrypoints=web-secure"
                    - "traefik.http.services.${STACK_NAME}.loadbalancer.server.port=80"
                    - "backupbot.backup=true"
              db:
                image: postgres:15
                environment: ["WORDS=${GREETING}"]
            networks:
              proxy:
                external: true
            """
                .formatted(ofApp, label);
    }

    private void recipe(String name, String content) throws IOException {
        Files.writeString(checkout.resolve(name), content);
    }

    private List<CheckFinding> look(String yml) throws IOException {
        return look(yml, true);
    }

    private List<CheckFinding> look(String yml, boolean hasOlderVersion) throws IOException {
        var own = Files.createDirectories(folder.resolve("recipe-tests/shop"));
        Files.writeString(own.resolve("recipe.yml"), yml);
        return new RecipeCheck(SHOP, RecipeFiles.read(new RecipeFolders(List.of(own.getParent())), SHOP), checkout)
                .look(Optional.of("shop"), hasOlderVersion);
    }

    private List<String> told(String yml, Kind kind) throws IOException {
        return look(yml).stream()
                .filter(finding -> finding.kind() == kind)
                .map(CheckFinding::what)
                .toList();
    }

    @Test
    void a_port_that_a_file_laid_over_it_takes_away_is_told() throws Exception {
        recipe("compose.yml", compose("    ports: ['64738:64738', '64738:64738/udp']\n", "traefik.enable=true"));
        assertThat(told("", Kind.REMARK)).noneMatch(what -> what.contains("64738"));

        recipe("compose.more.yml", "version: '3.8'\nservices: {app: {environment: [A=1]}}\n");
        var chosen = "env: {COMPOSE_FILE: 'compose.yml:compose.more.yml'}\n";
        assertThat(told(chosen, Kind.REMARK))
                .anyMatch(what -> what.startsWith("compose.yml:5: service app publishes 64738/tcp, and on a swarm"));

        Files.writeString(
                folder.resolve("recipe-tests/shop/compose.ccci.yml"), "services: {app: {environment: {A: 1}}}\n");
        assertThat(told("", Kind.WRONG)).singleElement().asString().contains("where compose.ccci.yml is laid over it");
    }

    @Test
    void that_no_router_leads_to_what_a_run_asks_is_told_and_what_to_do() throws Exception {
        assertThat(told("", Kind.REMARK)).noneMatch(what -> what.contains("no router"));
        recipe("compose.yml", compose("", "traefik.enable=true").replace("Host(`${DOMAIN}`)", "Host(`1.${DOMAIN}`)"));
        assertThat(told("health: {path: /healthz}\n", Kind.REMARK))
                .anyMatch(what -> what.startsWith(
                        "no router of Traefik leads to https://<domain>/healthz, which a run asks: name"));
        assertThat(told("health: {tcp: 7835}\n", Kind.REMARK)).noneMatch(what -> what.contains("no router"));
        recipe(
                "compose.yml",
                compose("", "traefik.enable=true")
                        .replace("Host(`${DOMAIN}`)", "Host(`${DOMAIN}`) && PathPrefix(`/app`)"));
        assertThat(told("health: {path: /}\n", Kind.REMARK)).anyMatch(what -> what.contains("no router"));
        assertThat(told("health: {path: /app/}\n", Kind.REMARK)).noneMatch(what -> what.contains("no router"));
    }

    @Test
    void that_there_is_nothing_to_upgrade_from_is_told_unless_that_is_known() throws Exception {
        assertThat(look("", false))
                .extracting(CheckFinding::what)
                .anyMatch(what -> what.startsWith("no version was published before this commit"));
        assertThat(look("expected_na: {upgrade: it is the very first version of it}\n", false))
                .extracting(CheckFinding::what)
                .noneMatch(what -> what.startsWith("no version"));
    }

    @Test
    void a_good_recipe_has_no_mistake_and_is_told_what_its_database_needs() throws Exception {
        assertThat(told("", Kind.WRONG)).isEmpty();
        assertThat(told("", Kind.REMARK))
                .singleElement()
                .asString()
                .contains("the service db is a database (PostgreSQL)");
        assertThat(told("", Kind.GOOD)).contains("compose.yml: services app, db", "it asks nothing of the machine");
    }

    @Test
    void services_that_the_recipe_does_not_have_are_named_with_those_that_it_has() throws Exception {
        assertThat(told("witness: {service: dbs, write: x, read: y}\n", Kind.WRONG))
                .containsExactly(
                        "witness.service in recipe.yml is dbs, and the recipe has the services app, db; did you"
                                + " mean db?");
        assertThat(told("witness: {service: db, write: x, read: y}\n", Kind.WRONG))
                .isEmpty();
    }

    @Test
    void a_variable_that_nothing_reads_is_told() throws Exception {
        assertThat(told("env: {GREETING: hi}\n", Kind.REMARK))
                .noneMatch(what -> what.contains("nothing in the recipe reads"));
        assertThat(told("env: {GREETINGS: hi}\n", Kind.REMARK))
                .contains(
                        "env in recipe.yml sets GREETINGS, which nothing in the recipe reads; did you mean GREETING?");
    }

    @Test
    void what_a_recipe_does_not_get_is_told_with_its_line_and_is_a_remark_for_a_trusted_one() throws Exception {
        recipe("compose.yml", compose("    privileged: true\n", "traefik.enable=true"));

        assertThat(told("", Kind.WRONG)).singleElement().asString().startsWith("compose.yml:5 services.app.privileged");
        assertThat(told("", Kind.REMARK)).anyMatch(what -> what.contains("docs/what-a-recipe-may-do.md"));
        assertThat(told("trusted: true\n", Kind.WRONG)).isEmpty();
        assertThat(told("trusted: true\n", Kind.REMARK)).noneMatch(what -> what.contains("may-do.md"));
        assertThat(told("trusted: true\n", Kind.REMARK)).anyMatch(what -> what.startsWith("trusted, and so allowed: "));
    }

    @Test
    void a_router_whose_name_another_app_may_have_is_told_once_for_all_its_labels() throws Exception {
        recipe(
                "compose.yml",
                compose("", "traefik.enable=true")
                        .replace(
                                "traefik.http.routers.${STACK_NAME}.rule",
                                "traefik.http.routers.shop.tls.certresolver=\"\n        - \"traefik.http.routers.shop.rule")
                        .replace("routers.${STACK_NAME}", "routers.shop"));

        assertThat(told("", Kind.WRONG))
                .containsExactly(
                        "compose.yml:9 services.app.deploy.labels: Traefik's router shop: another app may have the name"
                                + " shop too: let it begin with the stack's name, ${STACK_NAME}");
    }

    @Test
    void tiers_and_labels_that_do_not_fit_are_told() throws Exception {
        assertThat(told("expected_na: {backup: it keeps nothing at all}\n", Kind.REMARK))
                .anyMatch(what -> what.contains("a service has the label backupbot.backup=true"));
        recipe("compose.yml", compose("", "traefik.enable=true").replace("backupbot.backup=true", "other=1"));
        assertThat(told("", Kind.REMARK)).anyMatch(what -> what.contains("level at 2 at most"));
    }

    @Test
    void a_recipe_that_cannot_be_read_is_a_mistake_with_its_place() throws Exception {
        recipe("compose.yml", "services: [\n");
        assertThat(told("", Kind.WRONG)).singleElement().asString().contains("compose.yml");

        Files.delete(checkout.resolve(".env.sample"));
        assertThat(told("", Kind.WRONG)).isNotEmpty().allMatch(what -> what.contains(".env.sample"));
    }
}
