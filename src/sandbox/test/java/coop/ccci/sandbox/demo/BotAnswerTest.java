package coop.ccci.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.sandbox.part.gitea.GiteaApi;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BotAnswerTest {
    private static final long ASKED = 10;

    @Test
    void without_an_answer_nothing_is_seen() {
        var sighting = BotAnswer.of(List.of(comment(10, "maya", "!testme")), ASKED);
        assertThat(sighting.isVerdict()).isFalse();
        assertThat(sighting.describe()).isEqualTo("waiting for an answer");
    }

    @Test
    void a_running_run_is_seen_with_its_stage() {
        var sighting =
                seen("🌻 **running** · `custom-html`\n\n| `fetch` | ✅ pass | 1 s |\n| `converge` | … running |  |\n");
        assertThat(sighting.isVerdict()).isFalse();
        assertThat(sighting.describe()).isEqualTo("running: converge");
    }

    @Test
    void the_word_in_bold_is_the_verdict() {
        assertThat(seen("🌻 **timed out** · `custom-html`").word()).contains("timed out");
        assertThat(seen("🌻 **timed out** · `custom-html`").isVerdict()).isTrue();
        assertThat(seen("🌻 **queued** (1 ahead)").isVerdict()).isFalse();
    }

    @Test
    void a_refusal_is_one() {
        var answer = comment(11, "cc-ci-bot", "<!-- cc-ci answer to 10 -->\n🌻 Not run: only members can ask.");
        assertThat(BotAnswer.of(List.of(answer), ASKED).word()).contains("refused");
    }

    @Test
    void an_older_answer_and_the_words_of_others_do_not_count() {
        var comments = List.of(
                comment(9, "cc-ci-bot", "<!-- cc-ci run 1 for comment 8 -->\n🌻 **passed** · an older run"),
                comment(10, "maya", "!testme"),
                comment(11, "nils", "<!-- cc-ci run 1 for comment 10 -->\n🌻 **passed**, I say"));
        assertThat(BotAnswer.of(comments, ASKED).word()).isEmpty();
    }

    @Test
    void the_one_comment_of_a_pull_request_may_be_older_than_the_question() {
        var comments = List.of(
                comment(9, "cc-ci-bot", "<!-- cc-ci run 2 for comment 7 10 -->\n🌻 **running** · the second run"),
                comment(10, "maya", "!testme"));
        assertThat(BotAnswer.of(comments, ASKED).word()).contains("running");
    }

    private static BotAnswer seen(String body) {
        var answer = "<!-- cc-ci run 1 for comment 10 -->\n" + body;
        return BotAnswer.of(List.of(comment(10, "maya", "!testme"), comment(11, "cc-ci-bot", answer)), ASKED);
    }

    private static GiteaApi.Comment comment(long id, String author, String body) {
        return new GiteaApi.Comment(id, author, body, Instant.EPOCH, Instant.EPOCH, URI.create("http://127.0.0.1/"));
    }
}
