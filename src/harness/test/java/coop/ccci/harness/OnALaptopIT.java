package coop.ccci.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coop.ccci.contract.KeptApp;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Verdict;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.result.Progress;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.Stopwatch;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.swarm.Zone;
import coop.ccci.harness.teardown.AppLocks;
import coop.ccci.harness.teardown.Janitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does who works on a recipe at home, on a real swarm: {@code --watch}, {@code --keep} and {@code previous/}. */
@EnabledIfEnvironmentVariable(named = "CCCI_TEST_ALL", matches = ".+", disabledReason = "./cc-ci test --all does this")
class OnALaptopIT {
    private static final String GREETING = "checks: [{path: /, title: Custom HTML}]\n";

    @TempDir
    Path folder;

    /** A zone of its own, so that no janitor but these tests' own looks at what is kept. */
    private String zone;

    private Path recipe;
    private Path settings;
    private final List<HarnessProcess> started = new ArrayList<>();
    private long id;

    private static String variable(String name) {
        var value = System.getenv(name);
        assertThat(value)
                .as("the environment variable %s; run: eval \"$(./cc-ci sandbox env)\"", name)
                .isNotBlank();
        return value;
    }

    @BeforeEach
    void clone_the_sample() throws Exception {
        zone = "laptop." + variable("CCCI_ZONE");
        recipe = folder.resolve("custom-html");
        settings = folder.resolve("recipe-tests/custom-html/recipe.yml");
        Git.cloneRepository()
                .setURI(variable("GITEA_URL").replaceFirst("/$", "") + "/recipe-maintainers/custom-html.git")
                .setDirectory(recipe.toFile())
                .call()
                .close();
        HarnessFixture.write(settings, GREETING);
    }

    private HarnessProcess start(String... more) {
        var arguments = new ArrayList<>(List.of(recipe.toString(), "--no-screenshot"));
        arguments.addAll(List.of(more));
        var process = HarnessProcess.start(
                folder.resolve("runs"),
                ++id,
                Map.of(
                        "CCCI_ZONE",
                        zone,
                        "CCCI_LOCK_DIR",
                        folder.resolve("locks").toString(),
                        "CCCI_RECIPE_TESTS",
                        folder.resolve("recipe-tests").toString(),
                        "CCCI_STATE_DIR",
                        folder.resolve("state").toString()),
                arguments.toArray(String[]::new));
        started.add(process);
        return process;
    }

    private static DockerApi docker() {
        return new DockerApi(System.getenv().getOrDefault("DOCKER_HOST", DockerApi.DEFAULT_HOST));
    }

    private List<String> apps() {
        try (var docker = docker()) {
            return new Swarm(docker, new Zone(zone))
                    .everything().keySet().stream().map(app -> app.domain()).toList();
        }
    }

    /** What it would do at another time. */
    private String janitor(Duration later) throws Exception {
        var directory = RunDirectory.of(folder.resolve("janitor"), new RunId(1));
        Files.createDirectories(directory.path());
        var clock = Clock.fixed(Clock.systemUTC().instant().plus(later), ZoneOffset.UTC);
        try (var docker = docker();
                var recorder = new Recorder(directory, clock, new Masker(), Progress.none())) {
            return new Janitor(
                            new Zone(zone),
                            new Swarm(docker, new Zone(zone)),
                            new AppLocks(folder.resolve("locks")),
                            Path.of(variable("ABRA_DIR"), "servers"),
                            recorder,
                            new Stopwatch(),
                            clock)
                    .clean(Deadline.lasting(Duration.ofMinutes(5)));
        }
    }

    /** Waits until it waits for somebody, for the nth time. */
    private static void awaitTurn(HarnessProcess watching, int turn) {
        await().atMost(Duration.ofMinutes(5))
                .until(() -> watching.log().split("Ctrl-C takes the app away", -1).length > turn);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        // where a test has failed in the middle too
        started.forEach(process -> process.signal("TERM").exit());
        janitor(Janitor.KEEPS.plusMinutes(1));
        assertThat(apps()).isEmpty();
        var locks = folder.resolve("locks");
        if (Files.exists(locks)) {
            try (Stream<Path> files = Files.list(locks)) {
                assertThat(files).isEmpty();
            }
        }
        try (Stream<Path> files = Files.list(Path.of(variable("ABRA_DIR"), "servers", "default"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith("." + zone + ".env"));
        }
    }

    @Test
    void what_is_watched_is_deployed_and_tried_again_after_each_change_and_goes_with_ctrl_c() {
        HarnessFixture.write(settings, "checks: [{path: /, title: Something else}]\n");
        var watching = start("--watch");

        awaitTurn(watching, 1);
        assertThat(watching.log()).contains("it is \"Custom HTML\"").contains("== install: fail");
        var apps = apps();
        assertThat(apps).hasSize(1);

        HarnessFixture.write(settings, GREETING);
        awaitTurn(watching, 2);
        assertThat(watching.log()).contains("== functional: pass");

        HarnessFixture.write(recipe.resolve("abra.sh"), "export INDEX_HTML_VERSION=v9\n" + text("abra.sh"));
        HarnessFixture.write(
                recipe.resolve("index.html"), text("index.html").replaceAll("<title>.*</title>", "<title>New</title>"));
        awaitTurn(watching, 3);
        assertThat(apps()).as("the same app, deployed over").isEqualTo(apps);

        watching.signal("INT");
        assertThat(watching.exit()).as(watching.console()).isEqualTo(143);
        assertThat(apps()).isEmpty();
        assertThat(watching.directory().results()).doesNotExist();
    }

    private String text(String file) {
        try {
            return Files.readString(recipe.resolve(file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void an_app_that_failed_is_kept_for_an_hour_and_the_first_janitor_after_that_takes_it_away() throws Exception {
        HarnessFixture.write(settings, "checks: [{path: /, title: Something else}]\n");
        var ran = start("--keep", "--stages", "install");

        assertThat(ran.exit()).as(ran.console()).isEqualTo(1);
        assertThat(ran.results().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(ran.results().flags().cleanTeardown()).isTrue();
        var kept = ran.results().kept();
        assertThat(kept).extracting(KeptApp::domain).isEqualTo(apps()).hasSize(1);
        assertThat(Duration.between(ran.results().startedAt(), kept.get(0).until()))
                .isBetween(Janitor.KEEPS, Janitor.KEEPS.plusMinutes(2));
        assertThat(ran.console()).contains("kept     https://" + kept.get(0).domain());
        assertThat(ran.directory().report()).content().contains("was left up on purpose");

        assertThat(janitor(Duration.ZERO)).contains("0 left by dead runs").contains("1 kept");
        assertThat(apps()).hasSize(1);
        assertThat(janitor(Janitor.KEEPS)).contains("1 left by dead runs").doesNotContain("kept");
        assertThat(apps()).isEmpty();
    }

    @Test
    void previous_repairs_the_base_of_an_upgrade_and_nothing_else() throws Exception {
        var compose = text("compose.yml");
        publish(compose.replaceFirst("ccci/web:[0-9.]+", "ccci/web:0.0.1-gone"), "1.2.0+1.35.0");
        publish(compose, "1.3.0+1.35.0");
        var image = Stream.of(compose.split("\n"))
                .filter(line -> line.contains("image:"))
                .findFirst()
                .orElseThrow()
                .strip();

        var broken = start("--stages", "install,upgrade");
        assertThat(broken.exit()).as(broken.console()).isZero();
        assertThat(broken.results().base().orElseThrow().version()).isEqualTo("1.2.0+1.35.0");
        assertThat(broken.results().rungs()).containsEntry(Rung.UPGRADE, RungStatus.UNVER);

        var previous = settings.resolveSibling("previous");
        HarnessFixture.write(previous.resolve("VERSION"), "1.2.0+1.35.0\n");
        HarnessFixture.write(
                previous.resolve("compose.yml"),
                "services:\n  app:\n    " + image + "\n    environment: [REPAIRED=yes]\n");
        var repaired = start("--stages", "install,upgrade");
        assertThat(repaired.exit()).as(repaired.console()).isZero();
        assertThat(repaired.results().rungs())
                .containsEntry(Rung.INSTALL, RungStatus.PASS)
                .containsEntry(Rung.UPGRADE, RungStatus.PASS);
        assertThat(repaired.log()).contains("previous/ repairs 1.2.0+1.35.0 as the base of an upgrade");
    }

    private void publish(String compose, String version) throws Exception {
        HarnessFixture.write(
                recipe.resolve("compose.yml"), compose.replaceFirst("(STACK_NAME}\\.version=)[^\"]*", "$1" + version));
        try (var git = Git.open(recipe.toFile())) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("Release " + version)
                    .setAuthor("maya", "maya@example.org")
                    .setCommitter("maya", "maya@example.org")
                    .setSign(false)
                    .call();
            git.tag()
                    .setName(version)
                    .setAnnotated(true)
                    .setSigned(false)
                    .setMessage(version)
                    .call();
        }
    }
}
