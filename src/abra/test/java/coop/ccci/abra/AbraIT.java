package coop.ccci.abra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stand-in on a real swarm, with the sample recipe. Needs the sandbox, or a swarm with its network and image. */
class AbraIT extends SwarmFixture {
    @Test
    @Assumes({
        "secret-generate.shape",
        "secret-ls.shape",
        "secret.name",
        "stack.name",
        "stack.label",
        "deploy.runs",
        "volume.name",
        "label.recipe",
        "label.chaos",
        "label.chaos-version",
        "label.version",
        "label.timeout",
        "env.rewritten",
        "app-ps.shape",
        "app-ls.status",
        "deploy.again",
        "volume-rm.deployed",
        "rm.deployed",
        "undeploy.services",
        "undeploy.keeps",
        "volume-rm.removes"
    })
    void an_app_goes_from_new_to_nothing() throws Exception {
        done("app", "new", "custom-html", "-s", "default", "-D", domain, "-n", "-o");
        assertThat(json("app", "secret", "ls", domain, "-m", "-n", "-o")
                        .get(0)
                        .get("created on server")
                        .asText())
                .isEqualTo("false");
        var generated = json("app", "secret", "generate", domain, "-a", "-m", "-n", "-o");
        Assumptions.assertHolds("secret-generate.shape", generated.get(0));
        assertThat(generated.get(0).get("name").asText()).isEqualTo("auth_pass");
        assertThat(generated.get(0).get("value").asText()).hasSize(32);
        var secret = json("app", "secret", "ls", domain, "-m", "-n", "-o").get(0);
        Assumptions.assertHolds("secret-ls.shape", secret);
        assertThat(secret)
                .isEqualTo(new JsonMapper()
                        .createObjectNode()
                        .put("name", "auth_pass")
                        .put("version", "v1")
                        .put("generated name", stack + "_auth_pass_v1")
                        .put("created on server", "true"));

        done("app", "deploy", domain, "-n", "-o", "-C", "-D");
        assertThat(label("recipe")).isEqualTo("custom-html");
        assertThat(label("chaos")).isEqualTo("true");
        assertThat(label("chaos-version")).isEqualTo(recipe.head());
        assertThat(label("version")).isEqualTo("1.1.0+1.35.0");
        assertThat(label("timeout")).isEqualTo("120");
        assertThat(envFile()).content().contains("RECIPE=custom-html:" + recipe.head() + "\n");

        assertThat(docker.run("service", "ls", "--quiet", "--filter", namespace()))
                .isNotBlank();
        var app = json("app", "ps", domain, "-m").get("app");
        Assumptions.assertHolds("app-ps.shape", app);
        assertThat(app.get("state").asText()).isEqualTo("running");
        assertThat(app.get("image").asText()).isEqualTo(REGISTRY + "/ccci/web:1.35.0");
        assertThat(app.get("chaos").asText()).isEqualTo("true");
        var listed = json("app", "ls", "-m", "-S").get("default").get("apps").get(0);
        assertThat(listed.get("status").asText()).isEqualTo("deployed");
        assertThat(listed.get("chaos").textValue()).isEqualTo("true");
        assertThat(listed.get("chaosVersion").asText()).isEqualTo(recipe.head());

        Assumptions.assertHolds(
                "deploy.again", refused(domain + " is already deployed", "app", "deploy", domain, "-n", "-o", "-D"));
        Assumptions.assertHolds(
                "volume-rm.deployed", refused("is still deployed", "app", "volume", "rm", domain, "-f", "-n"));
        assertThat(volumes()).containsExactly(stack + "_content");
        Assumptions.assertHolds("rm.deployed", refused("is still deployed", "app", "rm", domain, "-f", "-n"));
        assertThat(envFile()).exists();

        done("app", "undeploy", domain, "-n");
        assertThat(docker.run("service", "ls", "--quiet", "--filter", namespace()))
                .isBlank();
        assertThat(volumes()).containsExactly(stack + "_content");
        assertThat(secrets()).containsExactly(stack + "_auth_pass_v1");
        assertThat(envFile()).exists();
        refused("is not deployed", "app", "undeploy", domain, "-n");
        refused("is not deployed", "app", "ps", domain);

        done("app", "volume", "rm", domain, "-f", "-n");
        assertThat(volumes()).isEmpty();
        done("app", "secret", "rm", domain, "-a", "-n");
        assertThat(secrets()).isEmpty();
        done("app", "rm", domain, "-n", "-f");
        assertThat(envFile()).doesNotExist();
    }

    @Test
    @Assumes("deploy.needs-secrets")
    void a_secret_that_is_not_there_stops_the_deploy_before_anything_is_made() {
        done("app", "new", "custom-html", "-s", "default", "-D", domain, "-n", "-o");
        Assumptions.assertHolds(
                "deploy.needs-secrets",
                refused("secret not generated: auth_pass", "app", "deploy", domain, "-n", "-o", "-C", "-D"));
        refused("no such version", "app", "deploy", domain, "9.9.9+9", "-n", "-o", "-D");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    @Assumes("rm.removes")
    void a_secret_is_inserted_from_a_file_and_never_overwritten() throws Exception {
        done("app", "new", "custom-html", "-s", "default", "-D", domain, "-n", "-o");
        var file = Files.writeString(folder.resolve("value"), "from a file\n");
        done("app", "secret", "insert", domain, "auth_pass", "v1", file.toString(), "-f", "-n", "-o");
        assertThat(secrets()).containsExactly(stack + "_auth_pass_v1");
        refused("already exists", "app", "secret", "insert", domain, "auth_pass", "v1", "other", "-n", "-o");
        refused("no secret nothing", "app", "secret", "insert", domain, "nothing", "v1", "other", "-n", "-o");
        var again = abra.run("app", "secret", "generate", domain, "-a", "-m", "-n", "-o");
        assertThat(again.err()).contains("already exists").contains("no secrets generated");
        assertThat(again.exit()).isEqualTo(1);
        done("app", "secret", "rm", domain, "-a", "-n", "-o");
        done("app", "secret", "insert", domain, "auth_pass", "v1", "from the argument", "-n", "-o");
        assertThat(secrets()).containsExactly(stack + "_auth_pass_v1");
        done("app", "rm", domain, "-n", "-f");
        assertThat(secrets()).isEmpty();
        assertThat(envFile()).doesNotExist();
    }

    @Test
    void a_deploy_without_chaos_runs_the_pinned_release_and_says_so() throws Exception {
        prepared("1.0.0+1.35.0");
        recipe.commit("friendlier-page");
        done("app", "deploy", domain, "-n", "-o", "-D");
        assertThat(label("version")).isEqualTo("1.0.0+1.35.0");
        assertThat(label("chaos")).isEqualTo("false");
        assertThat(label("chaos-version")).isEmpty();
        assertThat(recipe.folder().resolve("404.html")).doesNotExist();
        done("app", "deploy", domain, "1.1.0+1.35.0", "-n", "-o", "-D", "-f");
        assertThat(label("version")).isEqualTo("1.1.0+1.35.0");
        assertThat(envFile()).content().contains("RECIPE=custom-html:1.1.0+1.35.0\n");
    }

    @Test
    @Assumes({"deploy.works", "deploy.marks-changes"})
    void a_dirty_tree_is_labelled_with_a_mark() throws Exception {
        prepared("1.1.0+1.35.0");
        Files.writeString(recipe.folder().resolve("compose.ccci.yml"), "version: \"3.8\"\nservices: {}\n");
        done("app", "deploy", domain, "-n", "-o", "-C", "-D", "-c");
        assertThat(label("chaos-version")).isEqualTo(recipe.head() + "+U");
    }

    @Test
    void a_deploy_that_never_becomes_healthy_times_out_and_stays_applied() throws Exception {
        prepared("1.1.0+1.35.0");
        recipe.commit("unprivileged-port");
        Files.writeString(envFile(), Files.readString(envFile()).replace("TIMEOUT=120", "TIMEOUT=3"));
        refused("deploy timed out", "app", "deploy", domain, "-n", "-o", "-C", "-D");
        assertThat(label("chaos-version")).isEqualTo(recipe.head());
    }

    @Test
    void an_update_that_swarm_takes_back_is_a_failed_deploy() throws Exception {
        prepared("1.1.0+1.35.0");
        done("app", "deploy", domain, "-n", "-o", "-C", "-D");
        recipe.commit("unprivileged-port");
        refused("deploy failed", "app", "deploy", domain, "-n", "-o", "-C", "-D");
    }

    @Test
    void without_converge_checks_nothing_is_waited_for() throws Exception {
        prepared("1.1.0+1.35.0");
        recipe.commit("unprivileged-port");
        var outcome = abra.run("app", "deploy", domain, "-n", "-o", "-C", "-D", "-c");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.err()).contains("skipping converge logic checks");
    }

    @Test
    void a_changed_config_under_its_old_version_is_refused_as_swarm_does() throws Exception {
        prepared("1.1.0+1.35.0");
        done("app", "deploy", domain, "-n", "-o", "-C", "-D", "-c");
        Files.writeString(recipe.folder().resolve("index.html"), "<p>changed</p>\n");
        refused("only updates to Labels are allowed", "app", "deploy", domain, "-n", "-o", "-C", "-D");
    }

    @Test
    void a_domain_that_nobody_knows_is_refused_without_d() throws Exception {
        prepared("1.1.0+1.35.0");
        Files.writeString(envFile(), Files.readString(envFile()).replace("DOMAIN=" + domain, "DOMAIN=nobody.invalid"));
        refused("unable to resolve nobody.invalid", "app", "deploy", domain, "-n", "-o", "-C");
    }

    @Test
    void the_steering_variables_of_an_env_do_not_reach_docker() throws Exception {
        prepared("1.1.0+1.35.0");
        Files.writeString(
                envFile(), Files.readString(envFile()) + "\nDOCKER_HOST=tcp://127.0.0.1:9\nDOCKER_CONFIG=/nowhere\n");
        done("app", "deploy", domain, "-n", "-o", "-C", "-D", "-c");
    }

    @Test
    @Assumes("upgrade.not-deployed")
    void an_app_moves_from_release_to_release() throws Exception {
        prepared("1.0.0+1.35.0");
        Assumptions.assertHolds(
                "upgrade.not-deployed", refused("is not deployed", "app", "upgrade", domain, "-n", "-o", "-D"));
        done("app", "deploy", domain, "-n", "-o", "-D");

        refused("nobody answered", "app", "upgrade", domain, "-o", "-D");
        assertThat(label("version")).isEqualTo("1.0.0+1.35.0");
        done("app", "upgrade", domain, "-n", "-o", "-D");
        assertThat(label("version")).isEqualTo("1.1.0+1.35.0");
        assertThat(label("chaos")).isEqualTo("false");
        assertThat(envFile()).content().contains("RECIPE=custom-html:1.1.0+1.35.0\n");
        refused("no available upgrades", "app", "upgrade", domain, "-n", "-o", "-D");

        set("RECIPE", "custom-html:1.0.0+1.35.0");
        done("app", "deploy", domain, "-f", "-i", "-n", "-o", "-D");
        assertThat(label("version"))
                .as("the deployed one counts when the env's does not")
                .isEqualTo("1.1.0+1.35.0");
    }

    @Test
    @Assumes("deploy.prunes-nothing")
    void a_running_app_is_worked_with() throws Exception {
        prepared("1.1.0+1.35.0");
        recipe.tag("1.2.0+1.35.0", false); // R014 stops no deploy with chaos
        Files.writeString(recipe.folder().resolve("compose.extra.yml"), extraService());
        set("COMPOSE_FILE", "compose.yml:compose.extra.yml");
        set("ENABLE_BACKUPS", "false");
        done("app", "deploy", domain, "-n", "-o", "-C", "-D");

        assertThat(docker.inspected("service", List.of(stack + "_app", stack + "_gone")))
                .as("an app of another test that goes away meanwhile changes nothing for this one")
                .hasSize(1);
        assertThat(done("app", "ps", domain).out())
                .containsPattern("(?m)^app +")
                .containsPattern("(?m)^extra +");
        assertThat(done("app", "run", domain, "app", "--no-tty", "--", "cat", "/srv/www/index.html")
                        .out())
                .contains("It works");
        refused("exit code 3", "app", "run", domain, "app", "-t", "--", "sh", "-c", "exit 3");
        refused("no containers matching", "app", "run", domain, "nothing", "-t", "ls");
        assertThat(done("app", "run", domain, "app", "-t", "-u", "65534", "--", "id", "-u")
                        .out())
                .isEqualTo("65534\n");
        refused(abra.onTerminal(), "nothing of " + domain + " to back up", "app", "backup", "create", domain, "-C");

        set("COMPOSE_FILE", "compose.yml");
        done("app", "deploy", domain, "-n", "-o", "-C", "-D", "-c");
        assertThat(names("service")).as("deployed without pruning").contains(stack + "_extra");
    }

    private static String extraService() {
        return """
                version: "3.8"
                services:
                  extra:
                    image: %s/ccci/web:1.35.0
                    stop_grace_period: 1s
                """
                .formatted(REGISTRY);
    }
}
