package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.engine.local.HarnessFolder.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a comment to the verdict, through the real routes. */
class FirstLightTest {
    @TempDir
    private Path folder;

    private Stage stage;

    @BeforeEach
    void set() {
        stage = Stage.in(folder);
    }

    @AfterEach
    void strike() {
        stage.close();
    }

    @Test
    void a_comment_of_a_member_becomes_a_verdict_in_one_comment() {
        stage.start();
        var asked = stage.pullRequest().comment("maya", "!testme");
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer()).contains("**passed** · level 1"));
        assertThat(stage.answers()).hasSize(1);
        assertThat(asked.reactions()).containsExactly("eyes");
    }

    @Test
    void a_recipe_that_fails_is_told_with_what_the_app_said() {
        stage.harness().plays(Scenario.FAIL);
        stage.start();
        stage.pullRequest().comment("maya", "!testme");
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer()).contains("**failed**", "cannot read"));
    }

    @Test
    void a_stranger_is_refused_with_a_sentence_and_nothing_is_started() {
        stage.start();
        stage.pullRequest().comment("nils", "!testme");
        Stage.eventually().untilAsserted(() -> assertThat(stage.answer()).contains("only members"));
        assertThat(stage.harness().starts()).isEmpty();
    }
}
