package coop.ccci.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.admission.TestCommand.CommentedCommit;
import coop.ccci.bridge.forge.GiteaJson.Account;
import coop.ccci.bridge.forge.GiteaJson.ForgeComment;
import coop.ccci.bridge.forge.GiteaJson.PullRequest;
import coop.ccci.bridge.forge.GiteaJson.Timeline;
import coop.ccci.bridge.forge.GiteaJson.TimelineEntry;
import coop.ccci.contract.Commit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommentedCommitTest {
    private static final Instant WRITTEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Commit FIRST = new Commit("1".repeat(40));
    private static final Commit SECOND = new Commit("2".repeat(40));
    private static final Commit THIRD = new Commit("3".repeat(40));
    private static final long COMMENT = 50;

    @Test
    void without_a_push_it_is_what_the_pull_request_was_opened_with() {
        assertThat(seen(FIRST, WRITTEN.plusSeconds(5))).isEqualTo(new CommentedCommit.Known(FIRST));
    }

    @Test
    void it_is_the_last_commit_of_the_last_push_before_the_comment() {
        assertThat(seen(THIRD, WRITTEN, push(10, FIRST), push(20, SECOND, THIRD)))
                .isEqualTo(new CommentedCommit.Known(THIRD));
    }

    @Test
    void a_push_after_the_comment_is_seen_even_within_the_same_second() {
        assertThat(seen(SECOND, WRITTEN, push(10, FIRST), push(51, SECOND))).isEqualTo(new CommentedCommit.Moved());
    }

    @Test
    void a_push_after_the_comment_that_was_pushed_back_again_is_a_push_after_the_comment() {
        assertThat(seen(FIRST, WRITTEN, push(10, FIRST), push(51, SECOND), push(52, FIRST)))
                .isEqualTo(new CommentedCommit.Moved());
    }

    @Test
    void a_head_that_is_ahead_of_the_timeline_has_moved() {
        assertThat(seen(SECOND, WRITTEN, push(10, FIRST))).isEqualTo(new CommentedCommit.Moved());
    }

    @Test
    void right_after_the_comment_a_first_push_may_not_be_in_the_timeline_yet() {
        assertThat(seen(FIRST, WRITTEN.plusSeconds(1))).isEqualTo(new CommentedCommit.Unsettled());
        assertThat(seen(FIRST, WRITTEN.plusSeconds(2))).isEqualTo(new CommentedCommit.Known(FIRST));
    }

    private static CommentedCommit seen(Commit head, Instant readAt, TimelineEntry... entries) {
        var author = new Account(7, "maya");
        var comment = new ForgeComment(COMMENT, author, "!testme", Optional.of(1), WRITTEN, WRITTEN);
        return CommentedCommit.of(
                comment,
                new PullRequest(1, true, head, Optional.of("main")),
                new Timeline(List.of(entries), Optional.of(readAt), true));
    }

    private static TimelineEntry push(long id, Commit... commits) {
        return new TimelineEntry(id, "pull_push", List.of(commits));
    }
}
