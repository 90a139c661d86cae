package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LevelTest {
    @Test
    void a_rung_that_was_skipped_on_purpose_does_not_end_the_climb() {
        assertThat(Level.of(Map.of(
                        Rung.INSTALL, RungStatus.PASS,
                        Rung.UPGRADE, RungStatus.SKIP,
                        Rung.BACKUP_RESTORE, RungStatus.PASS)))
                .isEqualTo(3);
    }

    @Test
    void a_rung_that_was_not_verified_ends_the_climb() {
        assertThat(Level.of(Map.of(Rung.INSTALL, RungStatus.PASS, Rung.LINT, RungStatus.PASS)))
                .isEqualTo(1);
    }

    @Test
    void nothing_known_is_level_nought() {
        assertThat(Level.of(Map.of())).isZero();
    }
}
