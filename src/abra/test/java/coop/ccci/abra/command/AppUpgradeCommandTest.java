package coop.ccci.abra.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.abra.recipe.RecipeVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which release {@code abra app upgrade} chooses. */
class AppUpgradeCommandTest {
    private static final List<RecipeVersion> RELEASES = Stream.of("1.0.0+1.35.0", "1.1.0+1.35.0", "2.0.0+1.36.0")
            .map(RecipeVersion::new)
            .toList();

    @Test
    void an_upgrade_goes_to_the_newest_release() {
        assertThat(upgrade("1.0.0+1.35.0", false)).hasToString("2.0.0+1.36.0");
    }

    @Test
    void an_app_on_the_newest_release_is_not_upgraded() {
        assertThatThrownBy(() -> upgrade("2.0.0+1.36.0", false))
                .hasMessage("no available upgrades for app, you're on 2.0.0+1.36.0?");
    }

    @Test
    void an_upgrade_never_goes_back() {
        assertThatThrownBy(() -> upgrade("3.0.0+1.36.0", true)).hasMessageContaining("no available upgrades");
    }

    @Test
    void force_deploys_the_same_release_again() {
        assertThat(upgrade("2.0.0+1.36.0", true)).hasToString("2.0.0+1.36.0");
    }

    @Test
    void an_app_of_an_unknown_version_goes_to_the_newest_release() {
        assertThat(AppUpgradeCommand.newest("app", RELEASES, Optional.empty(), false))
                .hasToString("2.0.0+1.36.0");
    }

    private static RecipeVersion upgrade(String deployed, boolean isForced) {
        return AppUpgradeCommand.newest("app", RELEASES, Optional.of(new RecipeVersion(deployed)), isForced);
    }
}
