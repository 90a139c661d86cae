package coop.ccci.harness.base;

import coop.ccci.contract.Results.Base.Kind;
import org.junit.jupiter.api.Test;

/** A commit that a published branch has already. */
class PublishedBaseTest extends UpgradeRuleFixture {
    @Test
    void is_upgraded_from_the_newest_version_that_it_was_made_from() throws Exception {
        recipe.tag("0.9.0+1", recipe.commit("main"));
        var version = recipe.commit("main");
        recipe.tag("1.0.0+1", version);
        recipe.commit("main");
        var tip = recipe.commit("main");
        recipe.commit("change", tip);

        is(byHand(tip), Kind.PUBLISHED_VERSION, version, "1.0.0+1");
    }

    @Test
    void that_is_a_version_is_upgraded_from_the_one_before_and_not_from_a_newer_one() throws Exception {
        var first = recipe.commit("main");
        recipe.tag("1.0.0+1", first);
        var second = recipe.commit("main");
        recipe.tag("1.1.0+1", second);
        recipe.tag("2.0.0+1", recipe.commit("main"));

        is(byHand(second), Kind.PUBLISHED_VERSION, first, "1.0.0+1");
        isNone(byHand(first), "no commit that it was made from has a version tag");
    }

    @Test
    void that_is_two_versions_at_once_is_not_upgraded_from_itself() throws Exception {
        var first = recipe.commit("main");
        recipe.tag("1.0.0+1", first);
        var second = recipe.commit("main");
        recipe.tag("1.1.0+1", second);
        recipe.tag("1.1.0+2", second);

        is(byHand(second), Kind.PUBLISHED_VERSION, first, "1.0.0+1");
    }

    @Test
    void of_an_older_line_is_upgraded_from_the_version_before_on_that_line() throws Exception {
        var first = recipe.commit("main");
        recipe.tag("1.0.0+1", first);
        recipe.tag("2.0.0+2", recipe.commit("main"));
        var hotfix = recipe.commit("1.x", first);
        recipe.tag("1.0.1+1", hotfix);
        var tip = recipe.commit("1.x");

        is(byHand(tip), Kind.PUBLISHED_VERSION, hotfix, "1.0.1+1");
        recipe.tag("1.0.2+1", tip);
        is(byHand(tip), Kind.PUBLISHED_VERSION, hotfix, "1.0.1+1");
    }

    @Test
    void takes_the_highest_of_versions_that_stand_side_by_side() throws Exception {
        var first = recipe.commit("main");
        recipe.tag("1.0.0+1", first);
        var second = recipe.commit("main");
        recipe.tag("2.0.0+2", second);
        var hotfix = recipe.commit("1.x", first);
        recipe.tag("1.0.1+1", hotfix);
        var merged = recipe.commit("main", second, hotfix);

        is(byHand(merged), Kind.PUBLISHED_VERSION, second, "2.0.0+2");
    }

    @Test
    void takes_what_came_last_where_the_form_of_versions_changed() throws Exception {
        recipe.tag("v5.7", recipe.commit("main"));
        var newer = recipe.commit("main");
        recipe.tag("0.1.0+5.8", newer);

        is(byHand(recipe.commit("main")), Kind.PUBLISHED_VERSION, newer, "0.1.0+5.8");
    }

    @Test
    void reads_tags_with_and_without_v_and_passes_over_those_that_are_no_version_or_no_commit() throws Exception {
        var first = recipe.commit("main");
        recipe.tag("v1.2.3", first);
        recipe.tag("latest", recipe.commit("main"));
        try (var inserter = recipe.repository().newObjectInserter()) {
            recipe.tag("9.0.0+1", inserter.insert(org.eclipse.jgit.lib.Constants.OBJ_BLOB, new byte[] {1}));
            inserter.flush();
        }

        is(byHand(recipe.commit("main")), Kind.PUBLISHED_VERSION, first, "v1.2.3");
    }

    @Test
    void may_be_of_a_branch_of_any_name() throws Exception {
        var first = recipe.commit("trunk/stable");
        recipe.tag("1.0.0+1", first);
        var tip = recipe.commit("trunk/stable");

        is(byHand(tip), Kind.PUBLISHED_VERSION, first, "1.0.0+1");
    }
}
