package coop.ccci.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.Tier;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static Selection of(String stages, String mode) {
        return Selection.of(Optional.ofNullable(stages), Optional.ofNullable(mode));
    }

    @Test
    void without_a_word_it_is_everything() {
        assertThat(of(null, null)).isEqualTo(Selection.ALL);
        assertThat(of(null, "cold")).isEqualTo(Selection.ALL);
    }

    @Test
    void some_stages_are_only_those() {
        var selection = of(" install, lint", null);

        assertThat(selection.tiers()).containsExactly(Tier.INSTALL);
        assertThat(selection.lint()).isTrue();
        assertThat(of("install,upgrade", null).lint()).isFalse();
    }

    @Test
    void quick_leaves_backup_and_restore_out() {
        assertThat(of(null, "quick").tiers()).containsExactlyInAnyOrder(Tier.INSTALL, Tier.UPGRADE, Tier.FUNCTIONAL);
    }

    @Test
    void a_word_that_is_no_stage_is_told_with_those_that_are() {
        assertThatThrownBy(() -> of("install,deploy", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("install,upgrade,backup,restore,functional,lint");
        assertThatThrownBy(() -> of("install,", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_mode_that_is_none_is_told_and_quick_goes_with_no_stages() {
        assertThatThrownBy(() -> of(null, "fast")).hasMessageContaining("give --mode (CCCI_MODE) cold or quick");
        assertThatThrownBy(() -> of("install", "quick")).hasMessageContaining("selects its stages itself");
    }
}
