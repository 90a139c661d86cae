package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.config.ConfigurationReader;
import coop.ccci.bridge.engine.local.HarnessFolder;
import coop.ccci.bridge.engine.local.HarnessFolder.Scenario;
import coop.ccci.bridge.forge.DirectGitea;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.forge.GiteaJson.ForgeComment;
import coop.ccci.bridge.forge.GiteaRepositories;
import coop.ccci.bridge.forge.RealGitea;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.contract.FreePort;
import coop.ccci.contract.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole bridge on the real Gitea, with a harness that deploys nothing: what the API answers to a search of repositories, to
 * a list of tags, to issues and reviews, and how a long timeline is read from its end.
 */
class BridgeOnGiteaIT {
    /** More than are on one page of a timeline. */
    private static final int REMARKS = 55;

    @TempDir
    static Path folder;

    private static RealGitea gitea;
    private static HarnessFolder harness;
    private static Bridge bridge;

    @BeforeAll
    static void setUp() throws IOException {
        gitea = RealGitea.setUp();
        harness = HarnessFolder.in(Files.createDirectories(folder.resolve("harness")));
        bridge = Bridge.open(ConfigurationReader.read(environment()), Clock.systemUTC());
        bridge.start();
    }

    private static Map<String, String> environment() throws IOException {
        return Map.ofEntries(
                Map.entry("GITEA_URL", gitea.url().toString()),
                Map.entry("GITEA_TOKEN", gitea.token()),
                Map.entry("POLL_REPOS", gitea.repository().toString()),
                Map.entry("POLL_INTERVAL", "1s"),
                Map.entry("CCCI_EDIT_INTERVAL", "500ms"),
                Map.entry("CCCI_TEST_MERGES", "on"),
                Map.entry("CCCI_TEST_VERSIONS", "on"),
                Map.entry("CCCI_LEVEL_ISSUES", "on"),
                Map.entry("CCCI_HOME", harness.path().toString()),
                Map.entry(
                        "CCCI_RECIPE_TESTS",
                        directory("recipe-tests/custom-html").getParent().toString()),
                Map.entry("CCCI_RUNS_DIR", directory("runs").toString()),
                Map.entry("CCCI_LEDGER_URL", "jdbc:h2:file:" + folder.resolve("ledger")),
                Map.entry("CCCI_HTTP_PORT", String.valueOf(FreePort.choose())),
                Map.entry("CCCI_MANAGEMENT_PORT", String.valueOf(FreePort.choose())));
    }

    private static Path directory(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    @AfterAll
    static void tearDown() {
        if (bridge != null) {
            bridge.close();
        }
        gitea.close();
    }

    @Test
    void a_version_and_a_merge_are_tested_and_the_change_of_level_between_them_is_one_issue() {
        BridgeFixture.eventually()
                .until(() -> !bridge.ledger().recipes().refs().of(repository()).isEmpty());
        gitea.tag("no-version");
        gitea.tag("1.0.0+1.27.1");
        awaitRun(Trigger.Source.TAG, Verdict.PASSED);

        harness.plays(Scenario.FAIL);
        var before = Instant.now().minus(Duration.ofHours(1));
        gitea.merge();
        var failed = awaitRun(Trigger.Source.PUSH, Verdict.FAILED);
        BridgeFixture.eventually().until(() -> !gitea.issues().isEmpty());
        assertThat(gitea.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.at("/user/login").asText()).isEqualTo(BridgeFixture.BOT);
            assertThat(issue.path("title").asText()).isEqualTo("custom-html: failed at level 0, was passed at level 1");
            assertThat(found(before, issue.path("body").asText()))
                    .contains(issue.path("number").asLong());
            assertThat(issue.path("body").asText()).contains("/runs/" + failed.id() + ")");
        });
        assertThat(found(before, "<!-- of nobody -->")).isEmpty();
    }

    private static Optional<Long> found(Instant since, String body) {
        return new GiteaRepositories(client())
                .ownIssue(repository(), since, body.lines().findFirst().orElseThrow());
    }

    @Test
    void a_review_at_the_end_of_a_long_timeline_is_decided_and_answered_once() {
        harness.plays(Scenario.PASS);
        var since = Instant.now().minus(Duration.ofMinutes(1));
        var number = gitea.pullRequest();
        for (var remark = 1; remark <= REMARKS; remark++) {
            gitea.comment(number, "remark " + remark);
        }
        gitea.review(number, "!testme");

        BridgeFixture.eventually().untilAsserted(() -> assertThat(writtenBy(BridgeFixture.BOT, number, since))
                .singleElement()
                .satisfies(answer -> assertThat(answer.body()).contains("**passed**")));
        BridgeFixture.eventually().untilAsserted(() -> assertThat(gitea.statuses(number))
                .singleElement()
                .extracting(status -> status.path("status").asText())
                .isEqualTo("success"));
        var written = writtenBy("maya", number, since);
        assertThat(written).hasSize(REMARKS + 1);
        var review = written.get(REMARKS);
        assertThat(review.body()).isEqualTo("!testme");
        assertThat(client().comment(repository(), number, review.id())).contains(review);
        var end = client().timelineSince(repository(), number, review.id());
        assertThat(end.isWhole()).isTrue();
        assertThat(end.entries()).anyMatch(entry -> entry.id() == review.id());
    }

    private static List<ForgeComment> writtenBy(String login, int pullRequest, Instant since) {
        return client().writtenSince(repository(), pullRequest, since).stream()
                .filter(each -> each.author().login().equals(login))
                .toList();
    }

    private static Repository repository() {
        return gitea.repository();
    }

    private static Gitea client() {
        return DirectGitea.to(gitea.url(), gitea.token(), bridge.ledger());
    }

    private static Run awaitRun(Trigger.Source source, Verdict verdict) {
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(bridge.ledger().runs().newest(10))
                        .filteredOn(run -> run.origin() == source)
                        .singleElement()
                        .satisfies(run -> assertThat(run.end()).hasValueSatisfying(end -> assertThat(end.verdict())
                                .isEqualTo(verdict))));
        return bridge.ledger().runs().newest(1).get(0);
    }
}
