package coop.ccci.bridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.TestClock;
import coop.ccci.bridge.fake.FakeComment;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.fake.FakePullRequest;
import coop.ccci.bridge.fake.FakeRequest;
import coop.ccci.bridge.forge.DirectGitea;
import coop.ccci.bridge.forge.ForgeHealth;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommentPollTest {
    private static final String RECIPE = "recipe-maintainers/custom-html";

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final FakeGitea gitea = FakeGitea.start(clock);
    private final ForgeHealth health = new ForgeHealth();
    private Ledger ledger;
    private WatchedRepositories watched;
    private CommentPoll poll;

    @BeforeEach
    void start() {
        ledger = Ledger.open(new LedgerUrl("jdbc:h2:file:" + folder.resolve("ledger")), clock);
        var client = DirectGitea.to(gitea, gitea.user("cc-ci-bot").token(), health, clock, ledger);
        watched = new WatchedRepositories(client, ledger, () -> Set.of(Repository.parse(RECIPE)), clock);
        poll = new CommentPoll(client, ledger, watched, clock);
    }

    @AfterEach
    void stop() {
        ledger.close();
        gitea.close();
    }

    @Test
    void a_comment_is_found_once() {
        var asked = comment("!testme");
        search();
        search();
        assertThat(found()).containsExactly(asked.id());
    }

    @Test
    void the_text_of_a_review_counts_and_comments_on_lines_of_code_do_not() {
        var asked = pullRequest().review("maya", "!testme");
        pullRequest().review("maya", ""); // a comment on a line of code, alone, is a review without a text
        search();
        assertThat(found()).containsExactly(asked.id());
    }

    @Test
    void talk_is_not_written_down() {
        comment("I like it");
        comment("!testmexyz");
        search();
        assertThat(found()).isEmpty();
    }

    @Test
    void what_was_written_before_the_very_first_start_is_not_ours() {
        clock.back(Duration.ofMinutes(5));
        comment("!testme");
        clock.forward(Duration.ofMinutes(5));
        search();
        assertThat(found()).isEmpty();
    }

    @Test
    void what_was_written_while_the_bridge_was_down_is_found_when_it_is_back() {
        search();
        clock.forward(Duration.ofHours(3));
        var asked = comment("!testme");
        clock.forward(Duration.ofHours(3));
        search();
        assertThat(found()).containsExactly(asked.id());
    }

    @Test
    void what_was_written_while_the_forge_was_down_for_us_is_found_when_it_is_back() {
        search();
        gitea.whenAsked("GET", "/timeline$").once().fails(502);
        var asked = comment("!testme");
        search();
        assertThat(found()).isEmpty();
        clock.forward(Duration.ofHours(1));
        search();
        assertThat(found()).containsExactly(asked.id());
    }

    @Test
    void an_idle_look_is_one_request_for_all_repositories() {
        comment("!testme");
        search();
        clock.forward(Duration.ofMinutes(2));
        search();
        var before = gitea.requests().size();
        clock.forward(Duration.ofMinutes(2));
        search();
        assertThat(gitea.requests()).hasSize(before + 1);
    }

    @Test
    void more_pull_requests_than_fit_on_a_page_are_all_read() {
        LongStream.rangeClosed(1, 120)
                .forEach(number ->
                        gitea.repository(RECIPE).pullRequest((int) number).comment("maya", "!testme"));
        search();
        assertThat(found()).hasSize(120);
    }

    @Test
    void a_pull_request_that_is_refused_does_not_hide_the_others() {
        gitea.repository(RECIPE).pullRequest(1).comment("maya", "!testme");
        var asked = gitea.repository(RECIPE).pullRequest(2).comment("maya", "!testme");
        gitea.whenAsked("GET", "/issues/1/timeline$").fails(403);
        search();
        assertThat(found()).containsExactly(asked.id());
    }

    @Test
    void row_19_a_pull_request_that_cannot_be_read_does_not_hide_the_others_and_is_read_again_later_and_later() {
        var late = gitea.repository(RECIPE).pullRequest(1).comment("maya", "!testme");
        var soon = gitea.repository(RECIPE).pullRequest(2).comment("maya", "!testme");
        gitea.whenAsked("GET", "/issues/1/timeline$").times(2).fails(500);
        search();
        assertThat(found()).containsExactly(soon.id());
        assertThat(health.remarks()).singleElement().asString().contains(RECIPE + "#1 cannot be read", "500");
        clock.forward(Duration.ofSeconds(9));
        search();
        assertThat(timelinesOfTheFirst()).as("it is left alone meanwhile").isEqualTo(1);
        clock.forward(Duration.ofSeconds(1));
        search();
        clock.forward(Duration.ofSeconds(19));
        search();
        assertThat(timelinesOfTheFirst()).as("twice as long").isEqualTo(2);
        clock.forward(Duration.ofHours(1));
        search();
        assertThat(found()).containsExactly(soon.id(), late.id());
        assertThat(health.remarks()).isEmpty();
        var after = timelinesOfTheFirst();
        clock.forward(Duration.ofHours(1));
        search();
        assertThat(timelinesOfTheFirst()).isEqualTo(after);
    }

    @Test
    void row_19_the_position_moves_on_over_a_pull_request_that_can_never_be_read() {
        gitea.repository(RECIPE).pullRequest(1).comment("maya", "!testme");
        gitea.whenAsked("GET", "/issues/1/timeline$").fails(500);
        search();
        assertThat(ledger.cursors().find("gitea-comments")).contains(clock.instant());
    }

    private long timelinesOfTheFirst() {
        return gitea.requests().stream()
                .filter(request -> request.path().endsWith("/issues/1/timeline"))
                .count();
    }

    @Test
    void comments_of_one_look_are_written_down_in_the_order_in_which_they_were_written() {
        var first = gitea.repository(RECIPE).pullRequest(1).comment("maya", "!testme");
        var second = gitea.repository(RECIPE).pullRequest(3).comment("maya", "!testme");
        var third = gitea.repository(RECIPE).pullRequest(2).comment("maya", "!testme");
        var fourth = gitea.repository(RECIPE).pullRequest(1).comment("maya", "!testme");
        search();
        assertThat(found()).containsExactly(first.id(), second.id(), third.id(), fourth.id());
    }

    @Test
    void a_comment_on_a_closed_pull_request_is_found_because_its_author_expects_an_answer() {
        var asked = comment("!testme");
        pullRequest().close();
        search();
        assertThat(found()).containsExactly(asked.id());
    }

    @Test
    void other_repositories_are_not_read() {
        gitea.repository("somebody/else").pullRequest(1).comment("maya", "!testme");
        search();
        assertThat(found()).isEmpty();
        assertThat(gitea.requests()).extracting(FakeRequest::path).noneMatch(path -> path.contains("somebody"));
    }

    @Test
    void an_edited_comment_is_not_found_a_second_time() {
        var asked = comment("!testme");
        search();
        clock.forward(Duration.ofMinutes(10));
        asked.edit("!testme ");
        search();
        assertThat(found()).containsExactly(asked.id());
    }

    private void search() {
        watched.check();
        poll.advanceCursor(poll.record(poll.search()));
    }

    private FakeComment comment(String body) {
        return pullRequest().comment("maya", body);
    }

    private FakePullRequest pullRequest() {
        return gitea.repository(RECIPE).pullRequest(1);
    }

    private List<Long> found() {
        return LongStream.rangeClosed(1, 200)
                .boxed()
                .flatMap(id -> ledger.triggers().find(id).stream())
                .map(Trigger::comment)
                .map(comment -> comment.id())
                .toList();
    }
}
