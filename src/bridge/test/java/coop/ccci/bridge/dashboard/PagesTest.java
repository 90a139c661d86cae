package coop.ccci.bridge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.Results;
import coop.ccci.contract.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages, badges and the API say, as a browser gets it. */
class PagesTest {
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G'};

    @TempDir
    Path runs;

    private DashboardFixture fixture;
    private RouteServer server;

    @BeforeEach
    void open() {
        fixture = new DashboardFixture(runs);
        server = new RouteServer("dashboard/*", fixture.beans());
    }

    @AfterEach
    void close() {
        server.close();
        fixture.close();
    }

    private DashboardFixture.Story passedRun() {
        var story = fixture.asked("custom-html", "a", "maya", Duration.ofMinutes(38))
                .launched()
                .stage("recipe-files", 0.2, "pass")
                .stage("fetch", 1.1, "pass")
                .stage("deploy", 3.1, "pass")
                .stage("converge", 11.3, "pass")
                .stage("serve", 0.8, "pass")
                .stage("install", 0.64, "pass")
                .stage("screenshot", 0.8, "pass")
                .stage("teardown", 4.2, "pass")
                .pictured(PICTURE)
                .logged("fetch     cloned custom-html at aaaaaaaa\ndeploy    \u001b[32mcreated\u001b[0m <app>\n");
        story.passed();
        return story;
    }

    private DashboardFixture.Story failedRun() {
        var story = fixture.asked("custom-html", "3", "jonas", Duration.ofHours(5))
                .launched()
                .stage("fetch", 1.1, "pass")
                .stage("deploy", 3.1, "pass")
                .stage("converge", 62, "fail", Optional.of("app: task exited with 1 for the third time"))
                .stage("teardown", 4.2, "pass");
        story.failed(new Results.Failure(
                "converge",
                "The service app never became healthy.",
                List.of("app.1  Failed  \"task: non-zero exit (1)\"", "httpd: bad config <Directory>")));
        return story;
    }

    @Test
    void the_first_page_explains_how_to_start_when_nothing_was_run_yet() {
        Golden.check("recipes-empty.html", server.get("/").body());
    }

    @Test
    void the_first_page_has_a_card_per_recipe_and_the_newest_runs() {
        failedRun();
        passedRun();
        fixture.asked("hedgedoc", "b", "maya", Duration.ofSeconds(50))
                .launched()
                .began("deploy")
                .seen();
        Golden.check("recipes.html", server.get("/").body());
    }

    @Test
    void a_card_shows_the_last_verdict_while_a_newer_run_is_under_way() {
        passedRun();
        fixture.asked("custom-html", "b", "maya", Duration.ofSeconds(50)).launched();
        assertThat(server.get("/").body())
                .contains("<p class=\"verdict\"><span class=\"run-status good\">")
                .contains("<p class=\"now\"><a href=\"/runs/2\">Run 2</a> is <span class=\"run-status busy\">");
    }

    @Test
    void a_run_that_passed() {
        passedRun();
        Golden.check("run-passed.html", server.get("/runs/1").body());
    }

    @Test
    void a_picture_that_the_results_do_not_name_or_that_is_not_there_is_not_shown() throws Exception {
        var nameless = failedRun().pictured(PICTURE);
        var gone = passedRun();
        Files.delete(gone.folder().resolve("screenshot.png"));

        for (var run : List.of(nameless, gone)) {
            assertThat(server.get("/runs/" + run.id()).body()).doesNotContain("<img", "Picture");
        }
    }

    @Test
    void a_run_that_failed_shows_what_went_wrong_first() {
        failedRun();
        Golden.check("run-failed.html", server.get("/runs/1").body());
    }

    @Test
    void a_run_that_goes_on_and_one_that_waits() {
        fixture.asked("custom-html", "a", "maya", Duration.ofSeconds(50))
                .launched()
                .stage("fetch", 2, "pass")
                .began("deploy")
                .logged("fetch     cloned\n")
                .seen();
        fixture.asked("custom-html", "b", "maya", Duration.ofSeconds(10));
        Golden.check("run-running.html", server.get("/runs/1").body());
        assertThat(server.get("/runs/2").body())
                .contains("queued", "Nothing has begun yet.", "Nothing has been written yet.");
    }

    @Test
    void a_run_that_its_harness_never_told_of() {
        fixture.asked("custom-html", "a", "maya", Duration.ofHours(2))
                .launched()
                .endedWithout(Verdict.ERROR, "The harness died.");
        assertThat(server.get("/runs/1").body())
                .contains("error", "The harness died.", "The run ended before its first stage.")
                .doesNotContain("level 0");
    }

    @Test
    void the_history_of_a_recipe() {
        failedRun();
        passedRun();
        Golden.check("recipe.html", server.get("/recipes/custom-html").body());
    }

    @Test
    void badges_say_what_the_last_verdict_was_and_no_more() {
        assertThat(badge("custom-html.json")).contains("not tested", "lightgrey");
        failedRun();
        Golden.check("badge-failed.svg", badge("custom-html.svg"));
        passedRun();
        Golden.check("badge-level-1.svg", badge("custom-html.svg"));
        Golden.check("badge-level-1.json", badge("custom-html.json"));
        fixture.asked("custom-html", "c", "maya", Duration.ofSeconds(20)).launched();
        assertThat(badge("custom-html.json")).contains("level 1");
        fixture.asked("custom-html", "d", "maya", Duration.ofSeconds(10))
                .launched()
                .endedWithout(Verdict.CANCELLED, "Somebody cancelled it.");
        assertThat(badge("custom-html.json")).contains("cancelled", "lightgrey");
    }

    @Test
    void programs_get_the_same_as_json() {
        failedRun();
        passedRun();
        Golden.check("api-runs.json", server.get("/api/runs").body());
        Golden.check("api-run.json", server.get("/api/runs/1").body());
        Golden.check("api-recipes.json", server.get("/api/recipes").body());
        assertThat(server.get("/api/runs/99").statusCode()).isEqualTo(404);
        assertThat(server.get("/api/secrets").statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_not_there_says_so() {
        for (var path : List.of("/runs/1", "/runs/x", "/runs/0", "/runs/99999999999999999999", "/runs/1/", "/runs/")) {
            assertThat(server.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(server.get("/recipes/unknown").statusCode()).isEqualTo(404);
        Golden.check("not-found.html", server.get("/nowhere").body());
    }

    private String badge(String file) {
        return server.get("/badge/" + file).body();
    }
}
