package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.Results.Base.Kind;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Verdict;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.swarm.Zone;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness on a real swarm, with the sandbox's Gitea, Traefik and abra: {@code eval "$(./cc-ci sandbox env)"}. */
class RunIT {
    /** A zone of its own: no other run's janitor takes away what a killed run has left there. */
    private static final String KILL = "kill.";

    private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis());
    private static final Pattern APP = Pattern.compile("cust-[0-9a-f]{6}\\.[a-z0-9.-]*[a-z0-9]");
    private static final Pattern SHA = Pattern.compile("\"head\":\\{[^{}]*\"sha\":\"([0-9a-f]{40})\"");

    @TempDir
    Path runs;

    private final List<String> domains = new ArrayList<>();
    private Path recipeTests = repository().resolve("src/sandbox/recipe-tests");

    private static String variable(String name) {
        var value = System.getenv(name);
        assertThat(value)
                .as("the environment variable %s; run: eval \"$(./cc-ci sandbox env)\"", name)
                .isNotBlank();
        return value;
    }

    private static Path repository() {
        return Path.of("..", "..").toAbsolutePath().normalize();
    }

    private static String head(int pullRequest) throws Exception {
        var address =
                URI.create(variable("GITEA_URL") + "/api/v1/repos/recipe-maintainers/custom-html/pulls/" + pullRequest);
        var answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        var sha = SHA.matcher(answer.body());
        assertThat(sha.find()).as(answer.body()).isTrue();
        return sha.group(1);
    }

    private void bringTheTestsOfThisRepository() throws Exception {
        var own = repository().resolve("src/sandbox/recipe-tests");
        try (var files = Files.walk(own)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = recipeTests.resolve(own.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private HarnessProcess start(int pullRequest, String... more) throws Exception {
        return startIn(variable("CCCI_ZONE"), pullRequest, more);
    }

    private HarnessProcess startIn(String zone, int pullRequest, String... more) throws Exception {
        var arguments = new ArrayList<>(List.of("custom-html"));
        if (pullRequest > 0) {
            arguments.addAll(List.of("--pr", Integer.toString(pullRequest), "--ref", head(pullRequest)));
        }
        arguments.addAll(List.of(more));
        return HarnessProcess.start(
                runs,
                IDS.incrementAndGet(),
                Map.of(
                        "CCCI_ZONE",
                        zone,
                        "CCCI_RECIPE_TESTS",
                        recipeTests.toString(),
                        "CCCI_STATE_DIR",
                        runs.resolve("state").toString()),
                arguments.toArray(String[]::new));
    }

    private void remember(HarnessProcess harness) {
        domains.addAll(harness.results().domains().values());
    }

    @AfterEach
    void tearDown() throws Exception {
        try (var docker = new DockerApi(System.getenv().getOrDefault("DOCKER_HOST", DockerApi.DEFAULT_HOST))) {
            for (var domain : domains) {
                var zone = new Zone(domain.substring(domain.indexOf('.') + 1));
                var swarm = new Swarm(docker, zone);
                var app = RunApp.ofDomain(zone, domain).orElseThrow();
                assertThat(swarm.leftOf(app)).isEmpty();
                assertThat(Path.of(variable("ABRA_DIR"), "servers", "default", domain + ".env"))
                        .doesNotExist();
                assertThat(Path.of("/run/lock/cc-ci", domain + ".lock")).doesNotExist();
            }
        }
    }

    @Test
    void a_pull_request_that_works_passes_at_exactly_its_commit() throws Exception {
        bringTheTestsOfThisRepository();
        var harness = start(1);

        assertThat(harness.exit()).as(harness.console()).isZero();
        remember(harness);
        var results = harness.results();
        assertThat(results.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(results.level()).isEqualTo(5);
        assertThat(results.deploys()).isEqualTo(2);
        assertThat(results.base().orElseThrow().kind()).isEqualTo(Kind.TARGET_BRANCH);
        assertThat(results.commit().orElseThrow().value()).isEqualTo(head(1));
        assertThat(results.pullRequest()).contains(1);
        assertThat(results.flags().cleanTeardown()).isTrue();
        assertThat(results.rungs())
                .containsEntry(Rung.INSTALL, RungStatus.PASS)
                .containsEntry(Rung.UPGRADE, RungStatus.PASS)
                .containsEntry(Rung.BACKUP_RESTORE, RungStatus.PASS)
                .containsEntry(Rung.FUNCTIONAL, RungStatus.PASS)
                .containsEntry(Rung.LINT, RungStatus.PASS);
        assertThat(results.screenshot()).as(harness.log()).contains("screenshot.png");
        assertThat(harness.directory().screenshot()).isRegularFile();
        assertThat(harness.directory().path().resolve("browser")).doesNotExist();
        assertThat(harness.events())
                .filteredOn(event -> event.kind() == coop.ccci.contract.RunEvent.Kind.STARTED)
                .extracting(coop.ccci.contract.RunEvent::stage)
                .containsSubsequence(
                        "run",
                        "recipe-files",
                        "fetch",
                        "janitor",
                        "prepare",
                        "prepull",
                        "deploy",
                        "converge",
                        "serve",
                        "install",
                        "last-look",
                        "teardown",
                        "base-deploy",
                        "upgrade",
                        "backup",
                        "restore",
                        "functional",
                        "screenshot",
                        "upgraded-teardown",
                        "scan")
                .as("what goes on beside the others")
                .contains("compile", "lint");
    }

    @Test
    void a_pull_request_that_breaks_the_app_fails_fast_and_shows_the_service_s_own_words() throws Exception {
        var harness = start(2);

        assertThat(harness.exit()).as(harness.console()).isEqualTo(1);
        remember(harness);
        var results = harness.results();
        assertThat(results.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(results.level()).isZero();
        assertThat(results.flags().cleanTeardown()).isTrue();
        assertThat(results.timings().swarm()).isLessThan(Duration.ofMinutes(2)); // its own time-out
        var failure = results.failure().orElseThrow();
        assertThat(failure.stage()).as("the fresh app shows it first").isEqualTo("converge");
        assertThat(failure.message()).contains("service app", "health check");
        assertThat(String.join("\n", failure.details()))
                .contains("serving /srv/www on port 8080")
                .contains("health check failed");
        assertThat(harness.log()).contains("serving /srv/www on port 8080");
    }

    @Test
    void a_recipe_without_a_folder_goes_through_the_generic_tiers_from_its_version_before() throws Exception {
        recipeTests = runs.resolve("no-recipe-tests");
        var harness = start(0);

        assertThat(harness.exit()).as(harness.console()).isZero();
        remember(harness);
        var results = harness.results();
        assertThat(results.base().orElseThrow().version()).isEqualTo("1.0.0+1.35.0");
        assertThat(results.rungs())
                .containsEntry(Rung.UPGRADE, RungStatus.PASS)
                .containsEntry(Rung.BACKUP_RESTORE, RungStatus.PASS);
    }

    @Test
    void row_16_the_secrets_of_an_app_stand_in_no_file_of_its_run() throws Exception {
        var harness = start(1, "--stages", "install").reach("deploy");
        var secrets = secretsInContainers(harness);

        assertThat(harness.exit()).as(harness.console()).isZero();
        remember(harness);
        assertThat(harness.log()).contains("secret generate");
        for (var secret : secrets) {
            assertThat(harness.log()).doesNotContain(secret);
            assertThat(harness.console()).doesNotContain(secret);
            assertThat(Files.readString(harness.directory().events())).doesNotContain(secret);
            assertThat(Files.readString(harness.directory().results())).doesNotContain(secret);
        }
    }

    private static String stack(HarnessProcess harness) {
        var domain = APP.matcher(harness.log());
        assertThat(domain.find()).as(harness.log()).isTrue();
        return domain.group().replace('.', '_');
    }

    /** A generated secret shows itself only inside the container. */
    private List<String> secretsInContainers(HarnessProcess harness) throws Exception {
        harness.reach("serve");
        var find = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "for c in $(docker ps -q --filter name=" + stack(harness)
                                + "); do docker exec $c cat /run/secrets/auth_pass;" + " echo; done")
                .start();
        var values = new String(find.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> line.length() >= 16)
                .toList();
        assertThat(values).as("secrets in running containers").isNotEmpty();
        return values;
    }

    @Test
    void a_run_that_is_killed_is_cleaned_up_by_the_next_one() throws Exception {
        var killed = startIn(KILL + variable("CCCI_ZONE"), 1, "--stages", "install")
                .reach("converge")
                .signal("KILL");
        assertThat(killed.exit()).isEqualTo(137);
        assertThat(killed.directory().results()).doesNotExist();
        var app = APP.matcher(killed.log());
        assertThat(app.find()).isTrue();
        domains.add(app.group());

        var next = startIn(KILL + variable("CCCI_ZONE"), 1, "--stages", "install");

        assertThat(next.exit()).as(next.console()).isZero();
        remember(next);
        assertThat(next.log()).contains("tore down " + app.group() + ", whose run died");
    }

    @Test
    void a_run_that_is_terminated_tears_down_first_and_a_second_signal_changes_nothing() throws Exception {
        var harness = start(1, "--stages", "install")
                .reach("converge")
                .signal("TERM")
                .reach("teardown")
                .signal("TERM")
                .signal("INT");

        assertThat(harness.exit()).isEqualTo(143);
        remember(harness);
        assertThat(harness.results().verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(harness.results().flags().cleanTeardown()).isTrue();
    }

    @Test
    void a_run_whose_deadline_passes_tears_down_and_says_so() throws Exception {
        var harness = start(2, "--deadline", "6s");

        assertThat(harness.exit()).isEqualTo(142);
        remember(harness);
        assertThat(harness.results().verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(harness.results().flags().cleanTeardown()).isTrue();
    }

    @Test
    void two_runs_of_one_commit_at_once_do_not_see_one_another() throws Exception {
        var one = start(1, "--stages", "install");
        var other = start(1, "--stages", "install");

        assertThat(one.exit()).as(one.console()).isZero();
        assertThat(other.exit()).as(other.console()).isZero();
        remember(one);
        remember(other);
        assertThat(one.results().domains().values())
                .doesNotContainAnyElementsOf(other.results().domains().values());
    }
}
