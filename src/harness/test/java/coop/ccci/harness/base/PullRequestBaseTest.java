package coop.ccci.harness.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.Commit;
import coop.ccci.contract.Results.Base.Kind;
import coop.ccci.contract.RunId;
import coop.ccci.harness.result.RunException;
import org.junit.jupiter.api.Test;

/** A commit that is to be merged. */
class PullRequestBaseTest extends UpgradeRuleFixture {
    @Test
    void is_upgraded_from_where_it_leaves_its_target_and_not_from_what_came_there_since() throws Exception {
        recipe.commit("main");
        var left = recipe.commit("main");
        var change = recipe.commit("change", left);
        recipe.commit("main");

        leaves(into("main", change), left);
        leaves(byHand(change), left);
    }

    @Test
    void into_an_older_branch_is_not_upgraded_from_a_newer_version() throws Exception {
        var first = recipe.commit("main");
        recipe.tag("1.0.0+1", first);
        recipe.branch("1.x", first);
        recipe.tag("2.0.0+2", recipe.commit("main"));
        var change = recipe.commit("change", first);

        leaves(into("1.x", change), first);
        leaves(byHand(change), first);
        assertThat(reason(into("1.x", change))).contains("branch 1.x, version 1.0.0+1");
    }

    @Test
    void into_an_older_branch_that_went_on_is_upgraded_from_there_also_where_nobody_names_it() throws Exception {
        var first = recipe.commit("main");
        recipe.tag("1.0.0+1", first);
        recipe.tag("2.0.0+2", recipe.commit("main"));
        var hotfix = recipe.commit("1.x", first);
        recipe.tag("1.0.1+1", hotfix);
        var left = recipe.commit("1.x");
        var change = recipe.commit("change", left);
        recipe.commit("1.x");

        leaves(into("1.x", change), left);
        leaves(byHand(change), left);
    }

    @Test
    void that_changes_an_image_only_has_a_base_whatever_passed_before() throws Exception {
        recipe.tag("0.9.0+1", recipe.commit("main"));
        var left = recipe.commit("main");
        recipe.tag("1.0.0+1", left);
        var change = recipe.commit("change", left);

        leaves(into("main", change), left);
    }

    @Test
    void whose_merge_base_failed_here_is_upgraded_from_the_newest_version_before_it() throws Exception {
        var first = recipe.commit("main");
        recipe.tag("1.0.0+1", first);
        var left = recipe.commit("main");
        var change = recipe.commit("change", left);
        failed.put(left, new RunId(17));

        var path = into("main", change);

        is(path, Kind.PUBLISHED_VERSION, first, "1.0.0+1");
        assertThat(reason(path)).contains("failed in run 17").contains(left.abbreviated());
    }

    @Test
    void whose_merge_base_failed_here_is_upgraded_from_it_where_there_is_no_version_and_it_is_said() throws Exception {
        var left = recipe.commit("main");
        var change = recipe.commit("change", left);
        failed.put(left, new RunId(17));

        var path = into("main", change);

        leaves(path, left);
        assertThat(reason(path)).contains("failed in run 17").contains("no version before it");
    }

    @Test
    void that_was_merged_is_upgraded_from_the_newest_version_before_it() throws Exception {
        var first = recipe.commit("main");
        recipe.tag("1.0.0+1", first);
        var change = recipe.commit("main");
        recipe.commit("main");

        is(into("main", change), Kind.PUBLISHED_VERSION, first, "1.0.0+1");
    }

    @Test
    void that_merged_its_target_is_upgraded_from_what_it_merged() throws Exception {
        var first = recipe.commit("main");
        recipe.commit("change", first);
        var merged = recipe.commit("main");
        var change = recipe.commit("change", lastOf("change"), merged);
        recipe.commit("main");

        leaves(into("main", change), merged);
        leaves(byHand(change), merged);
    }

    @Test
    void with_nothing_in_common_with_its_target_begins_at_a_version_of_its_own_or_nowhere() throws Exception {
        recipe.commit("main");
        var root = recipe.commit("other");
        var change = recipe.commit("other");

        isNone(into("main", change), "no commit in common with the branch main");

        recipe.tag("1.0.0+1", root);
        is(into("main", change), Kind.PUBLISHED_VERSION, root, "1.0.0+1");
    }

    @Test
    void into_a_branch_that_is_not_there_is_told_with_those_that_are() throws Exception {
        var change = recipe.commit("main");

        assertThatThrownBy(() -> into("mian", change))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("--target (CCCI_TARGET) names the branch \"mian\"")
                .hasMessageContaining("it has main");
    }

    private Commit lastOf(String branch) throws Exception {
        return new Commit(recipe.repository()
                .exactRef("refs/heads/" + branch)
                .getObjectId()
                .name());
    }
}
