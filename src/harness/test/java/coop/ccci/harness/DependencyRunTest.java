package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.DependencyResult;
import coop.ccci.contract.ExitCode;
import coop.ccci.contract.KeptApp;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import coop.ccci.harness.teardown.Janitor;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole runs of a recipe that depends on another, on fakes of abra, Docker and Traefik. */
class DependencyRunTest extends WholeRuns {
    private static final String NEEDS_IT =
            """
            import coop.ccci.app.*;
            import org.junit.jupiter.api.*;
            class PageTest {
                @Test void the_tool_answers(Dependencies dependencies) {
                    var tool = dependencies.of("tool");
                    Assertions.assertEquals(200, tool.get("/").code());
                    Assertions.assertEquals("2.0.0", tool.version());
                    Assertions.assertEquals("maya", tool.credential("ADMIN_USER"));
                    System.out.println("it knows " + tool.credential("ADMIN_PASSWORD"));
                }
                @Test void the_app_answers(App app) { Assertions.assertEquals(200, app.get("/").code()); }
            }
            """;

    private Path tool;

    @BeforeEach
    void publishTool() throws Exception {
        tool = folder.resolve("tool.git");
        settings("dependencies: [tool]\n");
        HarnessFixture.write(folder.resolve("recipe-tests/tool/recipe.yml"), "health: {path: /}\n");
        HarnessFixture.write(
                folder.resolve("recipe-tests/tool/hooks/provide.sh"),
                "printf 'ADMIN_USER=maya\\nADMIN_PASSWORD=battery-staple-%s\\n' known >\"$CCCI_CREDENTIALS_FILE\"\n");
        HarnessFixture.write(folder.resolve("recipe-tests/custom-html/functional/PageTest.java"), NEEDS_IT);
        publish("1.0.0", "");
        publish("2.0.0", "");
    }

    /** Publishes a version of the tool; what is broken about it is what the file "task" of the fake says. */
    private void publish(String version, String task) throws Exception {
        HarnessFixture.write(
                tool.resolve("compose.yml"),
                "services: {app: {image: tool:" + version + ", deploy: {labels: [traefik.enable=true]}}}\n"
                        + "secrets: {pw: {external: true, name: \"${STACK_NAME}_pw_v1\"}}\n");
        HarnessFixture.write(tool.resolve(".env.sample"), "RECIPE=tool\nDOMAIN=tool.example.com\n");
        if (!task.isEmpty()) {
            HarnessFixture.write(tool.resolve("task"), task);
        }
        try (var git =
                Git.init().setDirectory(tool.toFile()).setInitialBranch("main").call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage(version)
                    .setAuthor("m", "m@example.org")
                    .setCommitter("m", "m@example.org")
                    .setSign(false)
                    .call();
            git.tag().setName(version).setAnnotated(false).setSigned(false).call();
        }
    }

    private void hook(String script) {
        hook("install-steps.sh", script);
    }

    @Test
    void it_is_deployed_before_the_app_and_handed_over_and_goes_after_it() {
        hook("ls '" + folder.resolve("locks") + "'; echo \"$CCCI_DEP_TOOL_URL $CCCI_DEP_TOOL_ADMIN_PASSWORD\"\n"
                + "test \"$CCCI_DEP_TOOL_ADMIN_PASSWORD\" = battery-staple-known\n");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.PASSED);
        assertThat(ran.stages())
                .containsSubsequence("janitor", "dependency-tool", "prepare", "teardown", "dependency-tool-teardown");
        var told = ran.results().dependencies();
        assertThat(told).singleElement().satisfies(one -> {
            assertThat(one.isReady()).isTrue();
            assertThat(one.version()).contains("2.0.0");
            // registered, so that a janitor would find it
            assertThat(ran.log()).contains("| " + one.domain().orElseThrow() + ".lock");
            assertThat(ran.log()).contains("| https://" + one.domain().orElseThrow() + " ******");
        });
        assertThat(tier(ran, Tier.FUNCTIONAL).status()).isEqualTo(TierStatus.PASS);
        assertThat(ran.log()).contains("it knows ******").doesNotContain("battery-staple");
        assertThat(ran.results().deploys()).isEqualTo(1);
        nothingIsLeft();
    }

    @Test
    void one_that_fails_leaves_the_tests_that_need_it_unverified_and_is_not_the_recipe_s_fault() throws Exception {
        publish("3.0.0", "failed one\nfailed two\nfailed three\nfailed four\n");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(ran.results().verdict()).isEqualTo(Verdict.ERROR);
        assertThat(ran.message()).startsWith("the dependency tool cannot be deployed: service app cannot come up");
        assertThat(tier(ran, Tier.INSTALL).status()).isEqualTo(TierStatus.PASS);
        assertThat(tier(ran, Tier.FUNCTIONAL).status()).isEqualTo(TierStatus.SKIP);
        assertThat(tier(ran, Tier.FUNCTIONAL).reason().orElseThrow())
                .startsWith("PageTest: the tool answers: not run, dependency failed: the dependency tool cannot be");
        assertThat(ran.results().rungs()).containsEntry(Rung.FUNCTIONAL, RungStatus.UNVER);
        assertThat(ran.results().dependencies()).noneMatch(DependencyResult::isReady);
        nothingIsLeft();
    }

    @Test
    void where_a_hook_makes_the_app_ready_for_one_that_fails_the_app_is_not_deployed() throws Exception {
        hook("echo \"${CCCI_DEP_TOOL_URL:?}\"\n");
        publish("3.0.0", "failed one\nfailed two\nfailed three\nfailed four\n");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(ran.stages()).doesNotContain("prepare");
        assertThat(ran.results().tiers())
                .allSatisfy(tier -> assertThat(tier.reason().orElseThrow())
                        .startsWith("not run, dependency failed: the dependency tool cannot be deployed"));
        assertThat(ran.results().rungs()).containsEntry(Rung.INSTALL, RungStatus.UNVER);
        nothingIsLeft();
    }

    @Test
    void what_fails_while_it_does_not_run_any_more_says_nothing_of_the_recipe() {
        hook("rm '" + folder.resolve("state/services") + "'/\"${CCCI_DEP_TOOL_STACK}_app\"; exit 7\n");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(ran.message())
                .startsWith("the dependency tool did not go on running: ")
                .endsWith("hooks/install-steps.sh ended with exit code 7");
        assertThat(tier(ran, Tier.INSTALL).status()).isEqualTo(TierStatus.SKIP);
        nothingIsLeft();
    }

    @Test
    void one_that_nobody_enrolled_ends_the_run_before_anything_is_made() {
        settings("dependencies: [toool]\n");

        var ran = fixture.run();

        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.message()).contains("dependencies names toool", "no folder recipe-tests/toool");
        assertThat(ran.stages()).containsExactly("run", "recipe-files", "scan");
    }

    @Test
    void a_failed_app_that_is_kept_keeps_what_it_depends_on_and_says_how_to_look_into_both() {
        fixture.environment.put("CCCI_KEEP", "on");
        hook("pre-backup.sh", "exit 7\n");
        fixture.steer("labels", "backupbot.backup=true\n");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.FAILED);
        var needed = ran.results().dependencies().get(0).domain().orElseThrow();
        assertThat(ran.results().kept()).extracting(KeptApp::domain).containsExactly(ran.domain(), needed);
        assertThat(ran.results().kept()).allSatisfy(kept -> assertThat(kept.until())
                .isBetween(
                        ran.results().startedAt().plus(Janitor.KEEPS),
                        ran.results().finishedAt().plus(Janitor.KEEPS)));
        assertThat(ran.results().flags().cleanTeardown())
                .as("nothing else is left")
                .isTrue();
        assertThat(ran.directory().report())
                .content()
                .contains(ran.domain() + "/</code> was left up on purpose", needed, "docker stack ps --no-trunc tool-");
        assertThat(fixture.docker.objects())
                .anyMatch(object -> object.startsWith("services/cust-"))
                .anyMatch(object -> object.startsWith("services/tool-"));
        assertThat(ran.log())
                .contains("https://" + ran.domain() + "/ until ", "docker service logs", "cc-ci janitor --kept")
                .contains("https://" + needed + "/ until ");
        assertThat(fixture.files("locks")).hasSize(4);
    }

    @Test
    void an_app_of_which_janitors_cannot_be_told_is_not_kept_but_taken_away() {
        fixture.environment.put("CCCI_KEEP", "on");
        hook(
                "pre-backup.sh",
                "for lock in " + folder.resolve("locks") + "/*.lock; do mkdir \"${lock%.lock}.kept\"; done; exit 7\n");
        fixture.steer("labels", "backupbot.backup=true\n");

        var ran = fixture.run();

        assertThat(ran.exit()).as(ran.log()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.log()).contains("is not kept: cannot write ");
        assertThat(ran.results().kept()).isEmpty();
        assertThat(fixture.docker.objects()).isEmpty();
    }

    @Test
    void nothing_is_kept_for_a_pull_request() throws Exception {
        fixture.environment.put("CCCI_KEEP", "on");
        fixture.offerAsPullRequest(fixture.head(), 4);

        assertThat(fixture.run().message()).contains("not kept for a pull request");
    }
}
