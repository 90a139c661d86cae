package coop.ccci.bridge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.fake.FakeRepository;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.ledger.Backlog;
import coop.ccci.bridge.ledger.Claims;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.operator.BridgeHealth;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe itself shows another level than before, and whoever is to know is told. The fixture tells by issue and webhook. */
class LevelChangeTest {
    @TempDir
    private Path folder;

    private LedgerFixture fixture;
    private FakeRepository repository;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(folder);
        repository = fixture.gitea().repository(LedgerFixture.RECIPE.toString());
        repository.push();
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    /** All recipes are swept, and the run ends like this. */
    private RunId swept(Verdict verdict, int level) {
        fixture.clock().forward(Duration.ofHours(1));
        fixture.recipes().sweep().beginNow();
        fixture.find("recipe-triggers");
        var run = fixture.ledger().runs().newest(1).get(0);
        var claim = fixture.ledger()
                .claims()
                .take(Claims.Work.QUEUED_RUN, Map.of("id", run.id().value()))
                .orElseThrow();
        var end = new Run.End(
                verdict,
                level,
                Optional.empty(),
                Optional.empty(),
                fixture.clock().instant());
        fixture.ledger().queue().finished(claim, end);
        return run.id();
    }

    private void tell() {
        fixture.find("level-changes");
    }

    @Test
    void a_change_of_level_is_told_once_by_each_way_and_what_stays_is_not() {
        swept(Verdict.PASSED, 5);
        tell();
        swept(Verdict.PASSED, 5);
        tell();
        assertThat(repository.opened()).as("the first verdict and the same one").isEmpty();
        var worse = swept(Verdict.FAILED, 1);
        tell();
        tell();
        assertThat(repository.opened()).singleElement().satisfies(issue -> {
            assertThat(issue.title()).isEqualTo("custom-html: failed at level 1, was passed at level 5");
            assertThat(issue.body())
                    .contains("[Run " + worse + "](https://ci.example.org/runs/" + worse + ")", "`main`");
        });
        assertThat(fixture.recipes().messages()).singleElement().satisfies(message -> {
            assertThat(message.get("id")).isEqualTo("level-of-run-" + worse);
            assertThat(message.get("recipe")).isEqualTo("custom-html");
            assertThat(message.get("now")).isEqualTo(Map.of("run", worse.value(), "verdict", "failed", "level", 1));
        });
    }

    @Test
    void what_no_verdict_is_and_what_a_pull_request_shows_is_not_told() {
        swept(Verdict.PASSED, 5);
        tell();
        swept(Verdict.ERROR, 0);
        var run = fixture.requestRun(1);
        var claim = fixture.ledger()
                .claims()
                .take(Claims.Work.QUEUED_RUN, Map.of("id", run.id().value()))
                .orElseThrow();
        var failed = new Run.End(
                Verdict.FAILED,
                0,
                Optional.empty(),
                Optional.empty(),
                fixture.clock().instant());
        fixture.ledger().queue().finished(claim, failed);
        tell();
        assertThat(repository.opened()).isEmpty();
    }

    @Test
    void a_forge_that_is_away_is_told_later_and_the_webhook_only_once() {
        swept(Verdict.PASSED, 5);
        tell();
        swept(Verdict.PASSED, 4);
        fixture.gitea().whenAsked("POST", "/issues$").once().fails(502);
        assertThatThrownBy(this::tell).isInstanceOf(ForgeUnavailableException.class);
        fixture.clock().forward(Duration.ofMinutes(1));
        tell();
        tell();
        assertThat(repository.opened()).hasSize(1);
        assertThat(fixture.recipes().messages()).hasSize(1);
    }

    @Test
    void an_issue_that_was_opened_before_a_bridge_died_is_found_again() {
        swept(Verdict.PASSED, 5);
        tell();
        swept(Verdict.PASSED, 4);
        fixture.gitea().whenAsked("POST", "/issues$").once().hangsUpAfterwards();
        assertThatThrownBy(this::tell).isInstanceOf(ForgeUnavailableException.class);
        fixture.clock().forward(Duration.ofMinutes(1));
        tell();
        assertThat(repository.opened()).hasSize(1);
    }

    @Test
    void a_forge_that_refuses_issues_does_not_keep_the_webhook_from_being_called() {
        swept(Verdict.PASSED, 5);
        tell();
        swept(Verdict.PASSED, 4);
        fixture.gitea().whenAsked("POST", "/issues$").once().fails(403);
        tell();
        assertThat(fixture.recipes().messages()).hasSize(1);
        tell();
        assertThat(repository.opened()).isEmpty();
    }

    @Test
    void a_change_that_cannot_be_told_again_and_again_is_told_by_health_until_it_is() {
        swept(Verdict.PASSED, 5);
        tell();
        swept(Verdict.PASSED, 4);
        fixture.gitea().down();
        for (var time = 0; time < Backlog.FAILING_AFTER; time++) {
            assertThat(work()).isEmpty();
            assertThatThrownBy(this::tell).isInstanceOf(ForgeUnavailableException.class);
            fixture.clock().forward(Duration.ofMinutes(1));
        }
        assertThat(work())
                .singleElement()
                .asString()
                .contains("1 changes of level that cannot be told", "tell-level-changes");
        fixture.gitea().up();
        tell();
        assertThat(work()).isEmpty();
    }

    private List<String> work() {
        return BridgeHealth.work(fixture.ledger(), Set.of("gitea"), (key, value) -> {});
    }

    @Test
    void what_could_not_be_told_for_days_is_left_and_the_next_change_is_told() {
        swept(Verdict.PASSED, 5);
        tell();
        swept(Verdict.PASSED, 4);
        fixture.clock().forward(LevelPublisher.GIVE_UP_AFTER);
        tell();
        assertThat(repository.opened()).isEmpty();
        swept(Verdict.PASSED, 5);
        tell();
        assertThat(repository.opened()).hasSize(1);
    }
}
