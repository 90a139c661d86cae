package coop.ccci.bridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.LedgerFixture;
import coop.ccci.bridge.engine.RunObservation;
import coop.ccci.bridge.fake.FakeRepository;
import coop.ccci.bridge.fake.FakeRequest;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.contract.Commit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What asks for tests of recipes themselves, through the routes and the fake forge. The fixture's sweep is at two, over four hours. */
class RecipeSourcesTest {
    private static final Repository OTHER = Repository.parse("recipe-maintainers/matrix");

    @TempDir
    private Path folder;

    private LedgerFixture fixture;
    private FakeRepository repository;
    private Commit head;

    @BeforeEach
    void setUp() {
        fixture = new LedgerFixture(folder);
        repository = fixture.gitea().repository(LedgerFixture.RECIPE.toString());
        head = repository.push();
        fixture.recipes().sweepIfDue();
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private void at(String time) {
        fixture.clock().forward(Duration.between(fixture.clock().instant(), Instant.parse(time)));
    }

    private void sweep(String time) {
        at(time);
        fixture.recipes().sweepIfDue();
    }

    private List<Run> runs() {
        return fixture.ledger().runs().newest(10);
    }

    private void look() {
        fixture.recipes().searchRepositories();
        fixture.find("repositories");
        fixture.find("recipe-triggers");
    }

    private void end(Run run) {
        fixture.launchStep();
        fixture.engine().shows(run.id(), new RunObservation.Died(new EngineFault.HarnessDied()));
        fixture.watchStep();
        assertThat(fixture.reload(run).state()).isEqualTo(Run.State.FINISHED);
    }

    @Test
    void a_sweep_tests_the_head_of_the_default_branch_as_nobodys_run_and_says_nothing_on_the_forge() {
        sweep("2026-11-23T02:00:30Z");
        fixture.find("recipe-triggers");
        assertThat(runs()).singleElement().satisfies(run -> {
            assertThat(run.origin()).isEqualTo(Trigger.Source.SCHEDULE);
            assertThat(run.commit()).isEqualTo(head);
            assertThat(run.target()).contains("main");
            assertThat(run.isOfPullRequest()).isFalse();
            assertThat(run.author()).isEmpty();
            end(run);
        });
        fixture.reportStep();
        assertThat(fixture.gitea().requests()).extracting(FakeRequest::method).containsOnly("GET");
        assertThat(fixture.ledger().pullRequestComments().unreported()).isZero();
    }

    @Test
    void nothing_is_swept_before_its_time_and_what_was_missed_is_one_sweep() {
        sweep("2026-11-23T01:59:00Z");
        fixture.find("recipe-triggers");
        assertThat(runs()).isEmpty();
        sweep("2026-11-26T10:00:00Z");
        fixture.recipes().sweepIfDue();
        fixture.find("recipe-triggers");
        fixture.find("recipe-triggers");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void killed_before_it_is_remembered_and_begun_again_a_sweep_is_one() {
        at("2026-11-23T02:00:30Z");
        var due = fixture.recipes().sweep().due();
        fixture.recipes().sweep().begin(due);
        fixture.find("recipe-triggers");
        end(runs().get(0));
        fixture.recipes().sweep().begin(due);
        fixture.find("recipe-triggers");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void the_tests_of_a_sweep_are_spread_and_one_waits_at_a_time() {
        fixture.enroll(OTHER);
        fixture.gitea().repository(OTHER.toString()).push();
        sweep("2026-11-23T02:00:00Z");
        fixture.find("recipe-triggers");
        fixture.find("recipe-triggers");
        assertThat(runs()).extracting(Run::repository).containsExactly(LedgerFixture.RECIPE);
        at("2026-11-23T04:00:00Z");
        fixture.find("recipe-triggers");
        assertThat(runs()).as("the first has not begun").hasSize(1);
        fixture.launchStep();
        fixture.clock().forward(Duration.ofMinutes(1));
        fixture.find("recipe-triggers");
        assertThat(runs()).extracting(Run::repository).containsExactly(OTHER, LedgerFixture.RECIPE);
    }

    /** A sweep may be spread over seven days, and its last test may have to wait for others then. */
    @Test
    void a_recipe_whose_turn_comes_more_than_a_week_after_its_sweep_began_is_tested() {
        sweep("2026-11-23T02:00:00Z");
        fixture.clock().forward(Duration.ofDays(8));
        fixture.find("recipe-triggers");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void what_somebody_waits_for_goes_first_and_counts_nobodys_runs_against_no_limit() {
        sweep("2026-11-23T02:00:00Z");
        fixture.find("recipe-triggers");
        var nobodys = runs().get(0);
        var mayas = fixture.requestRun(1);
        assertThat(fixture.ledger().runs().ahead(mayas.id())).isZero();
        assertThat(fixture.ledger().runs().ahead(nobodys.id())).isEqualTo(1);
        assertThat(fixture.ledger().runs().unfinished()).extracting(Run::id).containsExactly(mayas.id(), nobodys.id());
        fixture.launchStep();
        assertThat(fixture.engine().asked()).containsExactly("launch " + mayas.id());
    }

    @Test
    void nobodys_runs_leave_one_place_of_the_engine_free() {
        fixture.engine().capacity(2);
        sweep("2026-11-23T02:00:00Z");
        fixture.find("recipe-triggers");
        fixture.launchStep();
        repository.push();
        fixture.recipes().sweep().beginNow();
        fixture.find("recipe-triggers");
        fixture.launchStep();
        assertThat(fixture.engine().asked()).hasSize(1);
        fixture.requestRun(1);
        fixture.launchStep();
        assertThat(fixture.engine().asked()).hasSize(2);
    }

    @Test
    void a_merge_is_tested_once_however_often_it_is_seen_and_what_was_there_before_is_not() {
        repository.tag("1.0.0+1.27");
        look();
        assertThat(runs()).isEmpty();
        fixture.clock().forward(Duration.ofMinutes(2));
        var merged = repository.push();
        look();
        look();
        assertThat(runs()).singleElement().satisfies(run -> {
            assertThat(run.origin()).isEqualTo(Trigger.Source.PUSH);
            assertThat(run.commit()).isEqualTo(merged);
            end(run);
        });
        repository.touched();
        look();
        assertThat(runs()).hasSize(1);
    }

    @Test
    void of_two_merges_the_newer_one_is_tested() {
        look();
        fixture.clock().forward(Duration.ofMinutes(2));
        repository.push();
        fixture.recipes().searchRepositories();
        fixture.find("repositories");
        var newer = repository.push();
        fixture.recipes().searchRepositories();
        fixture.find("repositories");
        fixture.find("recipe-triggers");
        fixture.find("recipe-triggers");
        assertThat(runs()).extracting(Run::commit).containsExactly(newer);
    }

    @Test
    void a_new_version_is_tested_and_neither_another_tag_nor_a_version_that_comes_back() {
        repository.tag("1.0.0+1.27");
        look();
        repository.tag("nightly");
        look();
        assertThat(runs()).isEmpty();
        repository.tag("1.1.0+1.28");
        look();
        assertThat(runs()).singleElement().satisfies(run -> {
            assertThat(run.origin()).isEqualTo(Trigger.Source.TAG);
            assertThat(run.target()).contains("1.1.0+1.28");
            end(run);
        });
        repository.untag();
        look();
        assertThat(runs()).hasSize(1);
    }

    @Test
    void a_repository_that_cannot_be_read_is_tried_again_by_itself() {
        look();
        fixture.clock().forward(Duration.ofMinutes(2));
        repository.push();
        fixture.gitea().whenAsked("GET", "/branches/").once().fails(502);
        fixture.recipes().searchRepositories();
        assertThatThrownBy(() -> fixture.find("repositories")).isInstanceOf(ForgeUnavailableException.class);
        fixture.clock().forward(Duration.ofMinutes(5));
        fixture.recipes().searchRepositories();
        fixture.find("repositories");
        fixture.find("recipe-triggers");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void what_is_not_enrolled_any_more_or_has_no_branch_has_no_run() {
        fixture.enroll(OTHER);
        fixture.gitea().repository(OTHER.toString());
        sweep("2026-11-23T02:00:00Z");
        fixture.unenroll();
        at("2026-11-23T05:00:00Z");
        fixture.find("recipe-triggers");
        fixture.find("recipe-triggers");
        fixture.find("recipe-triggers");
        assertThat(runs()).isEmpty();
        assertThat(fixture.ledger().recipes().triggers().waiting()).isEmpty();
    }

    @Test
    void an_operators_sweep_adds_what_does_not_wait_already() {
        fixture.enroll(OTHER);
        assertThat(fixture.recipes().sweep().beginNow()).isEqualTo(2);
        assertThat(fixture.recipes().sweep().beginNow()).isZero();
    }

    @Test
    void a_run_of_nobody_that_waited_begins_and_not_when_its_recipe_is_gone() {
        sweep("2026-11-23T02:00:00Z");
        fixture.find("recipe-triggers");
        var run = runs().get(0);
        assertThat(fixture.revalidation().objection(run)).isEmpty();
        fixture.unenroll();
        assertThat(fixture.revalidation().objection(run)).isPresent();
    }
}
