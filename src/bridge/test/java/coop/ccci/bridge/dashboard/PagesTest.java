package coop.ccci.bridge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.Results;
import coop.ccci.contract.Verdict;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
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

    @Test
    void who_has_a_page_already_is_told_that_nothing_is_new() {
        passedRun();
        for (var path : List.of(
                "/",
                "/runs",
                "/runs/1",
                "/recipes/custom-html",
                "/badge/custom-html.svg",
                "/api/runs",
                "/assets/style.css",
                "/runs/1/screenshot.png")) {
            var tag = server.get(path).headers().firstValue("ETag").orElseThrow();
            for (var known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
                var reply = asked(path, known);
                assertThat(reply.statusCode()).as(path + " " + known).isEqualTo(304);
                assertThat(reply.body()).isEmpty();
                assertThat(reply.headers().firstValue("ETag")).contains(tag);
                assertThat(reply.headers().firstValue("Cache-Control")).isPresent();
            }
            assertThat(asked(path, "\"other\"").statusCode()).isEqualTo(200);
        }
        assertThat(asked("/nowhere", "*").statusCode()).isEqualTo(404);
        assertThat(server.get("/nowhere").headers().firstValue("ETag")).isEmpty();
    }

    private HttpResponse<String> asked(String path, String known) {
        return server.send(HttpRequest.newBuilder(server.at(path))
                .header("If-None-Match", known)
                .build());
    }

    @Test
    void lists_badges_and_api_never_read_the_results_of_a_run() {
        failedRun();
        passedRun();
        fixture.sql("update runs set results = 'no JSON at all'");
        assertThat(server.get("/").body()).contains("custom-html", "passed", "level 1", "failed");
        assertThat(server.get("/runs").body()).contains("1 min 10 s");
        assertThat(server.get("/recipes/custom-html").body()).contains("level 1");
        assertThat(server.get("/api/runs").body()).contains("The service app never became healthy.");
        assertThat(badge("custom-html.json")).contains("level 1");
        assertThat(server.get("/runs/1").statusCode()).isEqualTo(503);
    }

    @Test
    void what_lists_show_of_runs_of_an_earlier_version_is_filled_in_when_the_ledger_is_opened() {
        failedRun();
        passedRun();
        fixture.asked("hedgedoc", "b", "maya", Duration.ofHours(9)).launched().endedWithout(Verdict.ERROR, "It died.");
        var before = List.of(server.get("/").body(), server.get("/api/runs").body());
        fixture.sql("update runs set took_ms = null, rungs = null, failure = null, pictured = false");
        assertThat(server.get("/").body()).doesNotContain("screenshot.png");

        fixture.openedOnceMore();

        assertThat(List.of(server.get("/").body(), server.get("/api/runs").body()))
                .isEqualTo(before);
    }

    @Test
    void the_recipe_s_own_verdict_is_told_apart_from_what_a_pull_request_just_failed() {
        fixture.asked("custom-html", "a", "", Duration.ofHours(9))
                .ofBranch()
                .launched()
                .passed();
        failedRun();
        assertThat(badge("custom-html.json")).contains("level 1");
        assertThat(badge("custom-html.json?of=latest")).contains("failed");
        assertThat(server.get("/").body())
                .contains("<p class=\"verdict\"><span class=\"run-status good\">", "<p class=\"newer\">")
                .contains(">main</a>", "#1</a> <span class=\"run-status bad\">");
        assertThat(server.get("/api/recipes").body())
                .contains("\"state\" : {\n      \"id\" : 1", "\"branch\" : \"main\"");
        fixture.asked("custom-html", "b", "", Duration.ofMinutes(1))
                .ofBranch()
                .launched()
                .endedWithout(Verdict.ERROR, "Docker did not answer.");
        assertThat(badge("custom-html.json"))
                .as("an error says nothing of the recipe")
                .contains("level 1");
        assertThat(badge("custom-html.json?of=latest")).contains("error");
    }

    @Test
    void row_19_who_would_wait_too_long_for_a_page_is_told_so_at_once() {
        var full = Executors.newSingleThreadExecutor();
        full.shutdown();
        var beans = new HashMap<>(fixture.beans());
        beans.put("pageThreads", full);
        try (var other = new RouteServer("dashboard/*", beans)) {
            var reply = other.get("/");
            assertThat(reply.statusCode()).isEqualTo(503);
            assertThat(reply.body()).contains("Many are looking at once");
            assertThat(reply.headers().firstValue("Retry-After")).contains("2");
        }
    }

    private String badge(String file) {
        return server.get("/badge/" + file).body();
    }
}
