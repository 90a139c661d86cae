package coop.ccci.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import coop.ccci.contract.TestedApp;
import coop.ccci.contract.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The order of a run, for every selection of tiers. */
class ItineraryTest {
    private static final Set<Tier> ALL = EnumSet.allOf(Tier.class);

    private static List<Set<Tier>> everySelection() {
        var all = new ArrayList<Set<Tier>>(List.of(EnumSet.noneOf(Tier.class)));
        for (var tier : Tier.values()) {
            for (var without : List.copyOf(all)) {
                var with = EnumSet.of(tier);
                with.addAll(without);
                all.add(with);
            }
        }
        return all;
    }

    private static List<Itinerary> everyItinerary() {
        var all = new ArrayList<Itinerary>();
        for (var selected : everySelection()) {
            for (var hasBase : List.of(true, false)) {
                for (var fresh : List.of(true, false)) {
                    all.add(Itinerary.of(selected, hasBase, fresh));
                }
            }
        }
        return all;
    }

    private static List<Tier> tiers(AppPlan plan) {
        return Arrays.stream(Tier.values()).filter(plan::has).toList();
    }

    @Test
    void no_stage_of_any_run_needs_what_none_before_it_has_given() {
        for (var itinerary : everyItinerary()) {
            var known = new HashSet<Fact>();
            for (var stage : Itinerary.BEFORE) {
                assertThat(known).as(stage.code()).containsAll(stage.needs());
                known.addAll(stage.gives());
            }
            for (var apps : List.of(itinerary.apps(), itinerary.insteadOfUpgraded())) {
                for (var app : apps) {
                    var state = AppState.first();
                    assertThat(known).isEqualTo(state.facts());
                    for (var stage : app.stages()) {
                        state = state.after(stage);
                    }
                }
            }
        }
    }

    @Test
    void a_stage_that_comes_too_early_is_a_defect_that_is_seen() {
        assertThatIllegalStateException()
                .isThrownBy(() -> AppState.first().after(RunStage.RESTORE))
                .withMessageContaining("the stage restore needs");
    }

    @Test
    void the_commit_is_installed_from_nothing_and_goes_before_the_base_comes() {
        var itinerary = Itinerary.of(ALL, true, false);

        assertThat(itinerary.apps()).extracting(AppPlan::app).containsExactly(TestedApp.FRESH, TestedApp.UPGRADED);
        assertThat(tiers(itinerary.apps().get(0))).containsExactly(Tier.INSTALL);
        assertThat(tiers(itinerary.apps().get(1)))
                .containsExactly(Tier.UPGRADE, Tier.BACKUP, Tier.RESTORE, Tier.FUNCTIONAL);
        assertThat(itinerary.insteadOfUpgraded()).extracting(AppPlan::app).containsExactly(TestedApp.SECOND_FRESH);
        assertThat(tiers(itinerary.insteadOfUpgraded().get(0)))
                .containsExactly(Tier.BACKUP, Tier.RESTORE, Tier.FUNCTIONAL);
    }

    @Test
    void without_a_base_the_one_fresh_app_goes_through_everything() {
        var itinerary = Itinerary.of(ALL, false, true);

        assertThat(itinerary.apps()).extracting(AppPlan::app).containsExactly(TestedApp.FRESH);
        assertThat(tiers(itinerary.apps().get(0))).containsExactly(Tier.values());
    }

    @Test
    void the_recipe_s_own_tests_run_on_the_fresh_app_too_where_it_says_so() {
        assertThat(tiers(Itinerary.of(ALL, true, true).apps().get(0))).containsExactly(Tier.INSTALL, Tier.FUNCTIONAL);
    }

    @Test
    void who_does_not_select_the_install_tier_gets_no_app_for_it() {
        var itinerary = Itinerary.of(EnumSet.of(Tier.UPGRADE), true, false);

        assertThat(itinerary.apps()).extracting(AppPlan::app).containsExactly(TestedApp.UPGRADED);
        assertThat(itinerary.insteadOfUpgraded()).isEmpty();
    }

    @Test
    void no_run_takes_two_apps_through_one_tier_but_where_the_recipe_says_so_and_each_app_is_looked_at_last() {
        for (var itinerary : everyItinerary()) {
            assertThat(itinerary.apps()).extracting(AppPlan::app).doesNotHaveDuplicates();
            for (var app : itinerary.apps()) {
                assertThat(app.stages()).endsWith(RunStage.LAST_LOOK).containsOnlyOnce(RunStage.DEPLOY);
            }
        }
    }

    @Test
    void the_events_of_two_apps_never_have_one_name() {
        for (var itinerary : everyItinerary()) {
            var names = new ArrayList<String>();
            for (var apps : List.of(itinerary.apps(), itinerary.insteadOfUpgraded())) {
                for (var app : apps) {
                    app.stages().forEach(stage -> names.add(app.name(stage)));
                    names.add(app.name(RunStage.TEARDOWN));
                }
            }
            // what takes the place of the upgraded app goes through the same tiers
            assertThat(names.stream().filter(name -> !Set.of("backup", "restore", "functional")
                            .contains(name)))
                    .doesNotHaveDuplicates();
        }
    }
}
