package coop.ccci.abra.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.abra.recipe.RecipeVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReleaseChoiceTest {
    private static final List<RecipeVersion> RELEASES = Stream.of("1.0.0+1.35.0", "1.1.0+1.35.0", "2.0.0+1.36.0")
            .map(RecipeVersion::new)
            .toList();

    @Test
    void an_upgrade_goes_to_the_newest_release() {
        assertThat(upgrade("1.0.0+1.35.0", Optional.empty())).isEqualTo("2.0.0+1.36.0");
    }

    @Test
    void an_upgrade_goes_to_the_release_that_is_wanted() {
        assertThat(upgrade("1.0.0+1.35.0", Optional.of("1.1.0+1.35.0"))).isEqualTo("1.1.0+1.35.0");
    }

    @Test
    void an_app_on_the_newest_release_is_not_upgraded() {
        assertThatThrownBy(() -> upgrade("2.0.0+1.36.0", Optional.empty()))
                .hasMessage("no available upgrades for app, you're on 2.0.0+1.36.0?");
    }

    @Test
    void an_upgrade_never_goes_back_nor_to_the_same_release() {
        assertThatThrownBy(() -> upgrade("1.1.0+1.35.0", Optional.of("1.0.0+1.35.0")))
                .hasMessage("1.0.0+1.35.0 is not an upgrade for app, which runs 1.1.0+1.35.0");
        assertThatThrownBy(() -> upgrade("1.1.0+1.35.0", Optional.of("1.1.0+1.35.0")))
                .hasMessageContaining("is not an upgrade");
    }

    @Test
    void an_upgrade_never_goes_to_a_commit_without_a_tag() {
        assertThatThrownBy(() -> upgrade("1.1.0+1.35.0", Optional.of("0123abcd")))
                .hasMessageContaining("0123abcd is no release");
    }

    @Test
    void force_deploys_the_same_release_again() {
        assertThat(choice("2.0.0+1.36.0").choose(Direction.UPGRADE, Optional.empty(), true))
                .hasToString("2.0.0+1.36.0");
    }

    @Test
    void a_rollback_goes_to_the_release_before() {
        assertThat(choice("2.0.0+1.36.0").choose(Direction.ROLLBACK, Optional.empty(), false))
                .hasToString("1.1.0+1.35.0");
    }

    @Test
    void an_app_on_the_oldest_release_is_not_rolled_back() {
        assertThatThrownBy(() -> choice("1.0.0+1.35.0").choose(Direction.ROLLBACK, Optional.empty(), false))
                .hasMessage("no available downgrades for app, you're on 1.0.0+1.35.0?");
    }

    @Test
    void an_app_of_an_unknown_version_may_go_to_any_release() {
        var choice = new ReleaseChoice("app", RELEASES, Optional.empty());
        assertThat(choice.choose(Direction.ROLLBACK, Optional.of("1.0.0+1.35.0"), false))
                .hasToString("1.0.0+1.35.0");
        assertThat(choice.choose(Direction.UPGRADE, Optional.empty(), false)).hasToString("2.0.0+1.36.0");
    }

    @Test
    void the_notes_of_every_release_on_the_way_are_shown() {
        var choice = choice("1.0.0+1.35.0");
        assertThat(choice.upTo(RELEASES.get(2))).containsExactly(RELEASES.get(1), RELEASES.get(2));
        assertThat(choice.upTo(RELEASES.get(1))).containsExactly(RELEASES.get(1));
    }

    private static String upgrade(String deployed, Optional<String> wanted) {
        return choice(deployed).choose(Direction.UPGRADE, wanted, false).tag();
    }

    private static ReleaseChoice choice(String deployed) {
        return new ReleaseChoice("app", RELEASES, Optional.of(new RecipeVersion(deployed)));
    }
}
