package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.engine.local.HarnessFolder.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a comment to the verdict, through the real routes. */
class FirstVerdictTest {
    @TempDir
    private Path folder;

    private BridgeFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = BridgeFixture.in(folder);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void a_comment_of_a_member_becomes_a_verdict_in_one_comment() {
        fixture.start();
        var asked = fixture.pullRequest().comment("maya", "!testme");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**passed** · level 1"));
        assertThat(fixture.answer()).as("the harness is told the target branch").contains("`to merge into main`");
        assertThat(fixture.answers()).hasSize(1);
        assertThat(asked.reactions()).containsExactly("eyes");
    }

    @Test
    void a_recipe_that_fails_is_told_with_what_the_app_said() {
        fixture.harness().plays(Scenario.FAIL);
        fixture.start();
        fixture.pullRequest().comment("maya", "!testme");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("**failed**", "cannot read"));
    }

    @Test
    void a_stranger_is_refused_with_a_sentence_and_nothing_is_started() {
        fixture.start();
        fixture.pullRequest().comment("nils", "!testme");
        BridgeFixture.eventually()
                .untilAsserted(() -> assertThat(fixture.answer()).contains("only members"));
        assertThat(fixture.harness().starts()).isEmpty();
    }
}
