package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class LevelPropertyTest {
    @Property(tries = 2000)
    void the_level_is_a_passed_rung_with_nothing_failed_or_unknown_below_it(
            @ForAll @Size(5) List<RungStatus> statuses) {
        var rungs = new EnumMap<Rung, RungStatus>(Rung.class);
        for (var rung : Rung.values()) {
            rungs.put(rung, statuses.get(rung.number() - 1));
        }

        var level = Level.of(rungs);

        if (level > 0) {
            assertThat(statuses.get(level - 1)).isEqualTo(RungStatus.PASS);
        }
        assertThat(statuses.subList(0, level)).doesNotContain(RungStatus.FAIL, RungStatus.UNVER);
        // and it is the highest such rung
        for (var higher = level + 1; higher <= statuses.size(); higher++) {
            var reachable = !statuses.subList(0, higher).contains(RungStatus.FAIL)
                    && !statuses.subList(0, higher).contains(RungStatus.UNVER);
            assertThat(reachable && statuses.get(higher - 1) == RungStatus.PASS).isFalse();
        }
    }
}
