package coop.ccci.bridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.bridge.TestClock;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.fake.FakeRepository;
import coop.ccci.bridge.forge.DirectGitea;
import coop.ccci.bridge.forge.ForgeHealth;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Repositories that are renamed, transferred, deleted, and made anew. */
class WatchedRepositoriesTest {
    private static final Repository NAME = Repository.parse("recipe-maintainers/custom-html");
    private static final Repository RENAMED = Repository.parse("recipe-maintainers/custom-page");
    private static final Repository TRANSFERRED = Repository.parse("new-maintainers/custom-html");

    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final FakeGitea gitea = FakeGitea.start(clock);
    private final FakeRepository repository = gitea.repository(NAME.toString());
    private final Ledger ledger =
            Ledger.open(new LedgerUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"), clock);
    private ForgeHealth health;
    private Gitea client;
    private WatchedRepositories watched;
    private CommentPoll poll;

    @BeforeEach
    void setUp() {
        start(NAME);
        poll();
    }

    @AfterEach
    void tearDown() {
        ledger.close();
        gitea.close();
    }

    /** A bridge on this ledger, with that repository in its setting. */
    private void start(Repository setting) {
        health = new ForgeHealth();
        client = DirectGitea.to(gitea, gitea.user("cc-ci-bot").token(), health, clock, ledger);
        watched = new WatchedRepositories(client, ledger, () -> Set.of(setting), clock);
        poll = new CommentPoll(client, ledger, watched, clock);
    }

    @Test
    void of_very_many_repositories_only_some_are_looked_for_between_two_polls() {
        var many = IntStream.range(0, 100)
                .mapToObj(number -> Repository.parse("recipe-maintainers/recipe-" + number))
                .collect(Collectors.toSet());
        watched = new WatchedRepositories(client, ledger, () -> many, clock);
        var before = gitea.requests().size();
        for (var poll = 1; poll <= 5; poll++) {
            watched.check();
            assertThat(gitea.requests().size() - before).isEqualTo(20 * poll);
        }
        watched.check();
        assertThat(gitea.requests().size() - before).isEqualTo(100);
    }

    @Test
    void a_renamed_repository_is_followed_and_health_asks_for_the_setting_to_be_corrected() {
        var before = repository.pullRequest(1).comment("maya", "!testme");
        poll();
        repository.renamedTo(RENAMED.toString());
        var after = repository.pullRequest(1).comment("maya", "!testme --quick");
        poll();

        assertThat(triggers())
                .extracting(Trigger::comment)
                .satisfiesExactly(one -> assertThat(one.id()).isEqualTo(before.id()), two -> {
                    assertThat(two.id()).isEqualTo(after.id());
                    assertThat(two.repository()).isEqualTo(NAME);
                });
        assertThat(client.comment(NAME, 1, after.id())).isPresent();
        assertThat(health.remarks())
                .containsExactly(NAME + " is called " + RENAMED
                        + " now, and is watched there: write that in POLL_REPOS instead");
        assertThat(health.problems()).isEmpty();
    }

    @Test
    void a_transferred_repository_is_followed_by_a_bridge_that_was_started_again() {
        repository.renamedTo(TRANSFERRED.toString());
        start(NAME);
        var asked = repository.pullRequest(1).comment("maya", "!testme");
        poll();

        assertThat(triggers()).extracting(trigger -> trigger.comment().id()).containsExactly(asked.id());
        assertThat(health.remarks()).singleElement().asString().contains(TRANSFERRED.toString());
    }

    @Test
    void a_request_under_the_old_name_is_made_again_under_the_new_one() {
        var asked = repository.pullRequest(1).comment("maya", "!testme");
        repository.renamedTo(RENAMED.toString());

        assertThatThrownBy(() -> client.react(NAME, asked.id(), "eyes")).isInstanceOf(ForgeUnavailableException.class);
        watched.check();
        client.react(NAME, asked.id(), "eyes");

        assertThat(asked.reactions()).containsExactly("eyes");
    }

    @Test
    void when_the_setting_is_corrected_the_ledger_goes_on_under_the_new_name_and_nothing_is_found_twice() {
        var asked = repository.pullRequest(1).comment("maya", "!testme");
        poll();
        repository.renamedTo(RENAMED.toString());
        start(RENAMED);
        repository.pullRequest(1).comment("maya", "thank you");
        poll();

        assertThat(triggers()).singleElement().satisfies(trigger -> {
            assertThat(trigger.comment().id()).isEqualTo(asked.id());
            assertThat(trigger.comment().repository()).isEqualTo(RENAMED);
        });
        assertThat(health.remarks()).isEmpty();
    }

    @Test
    void one_that_is_gone_is_told_until_it_is_there_again() {
        repository.hidden();
        clock.forward(WatchedRepositories.BETWEEN_CHECKS);
        poll();
        assertThat(health.remarks())
                .containsExactly(
                        NAME + " is not there, or the bot cannot see it: correct POLL_REPOS, or let the bot read it");

        repository.visible();
        clock.forward(WatchedRepositories.BETWEEN_CHECKS);
        poll();
        assertThat(health.remarks()).isEmpty();
    }

    @Test
    void another_repository_that_takes_the_old_name_is_not_taken_for_the_one_that_moved() {
        repository.renamedTo(RENAMED.toString());
        gitea.repository(NAME.toString()).pullRequest(1).comment("maya", "!testme");
        poll();
        assertThat(triggers()).isEmpty();
        assertThat(ledger.repositories().nameOf(repository.id(), RENAMED)).contains(NAME);
    }

    @Test
    void one_that_was_deleted_and_made_anew_is_the_new_one() {
        repository.renamedTo("somebody/away").hidden();
        var anew = gitea.repository(NAME.toString());
        clock.forward(WatchedRepositories.BETWEEN_CHECKS);
        poll();
        var asked = anew.pullRequest(1).comment("maya", "!testme");
        poll();

        assertThat(triggers()).extracting(trigger -> trigger.comment().id()).containsExactly(asked.id());
        assertThat(health.remarks()).isEmpty();
    }

    @Test
    void a_forge_that_cannot_be_asked_keeps_what_is_known() {
        gitea.whenAsked("GET", "/repositories/").fails(502);
        clock.forward(WatchedRepositories.BETWEEN_CHECKS);
        watched.check();
        assertThat(health.remarks()).isEmpty();
    }

    private void poll() {
        watched.check();
        poll.advanceCursor(poll.record(poll.search()));
    }

    private List<Trigger> triggers() {
        return LongStream.rangeClosed(1, 20)
                .mapToObj(id -> ledger.triggers().find(id))
                .flatMap(Optional::stream)
                .toList();
    }
}
