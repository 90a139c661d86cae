package coop.ccci.harness.base;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.Results.Base.Kind;
import coop.ccci.harness.result.RunException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The version that {@code recipe.yml} names. */
class UpgradeRuleTest extends UpgradeRuleFixture {
    @Test
    void comes_before_everything_and_needs_no_v() throws Exception {
        var first = recipe.commit("main");
        recipe.tag("v1.0.0", first);
        recipe.tag("1.1.0+1", recipe.commit("main"));
        var change = recipe.commit("change", recipe.commit("main"));

        is(pick(change, Optional.of("v1.0.0"), Optional.of("main")), Kind.OVERRIDE, first, "v1.0.0");
        is(pick(change, Optional.of("1.0.0"), Optional.of("main")), Kind.OVERRIDE, first, "v1.0.0");
    }

    @Test
    void is_not_upgraded_to_itself() throws Exception {
        var first = recipe.commit("main");
        recipe.tag("1.0.0+1", first);

        isNone(pick(first, Optional.of("1.0.0+1"), Optional.empty()), "which is the commit under test");
    }

    @Test
    void and_that_is_not_there_is_a_mistake_that_names_those_that_are() throws Exception {
        var first = recipe.commit("main");
        recipe.tag("1.0.0+1", first);
        var change = recipe.commit("change", first);

        assertThatThrownBy(() -> pick(change, Optional.of("2.0.0+1"), Optional.empty()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("[1.0.0+1]");
    }
}
