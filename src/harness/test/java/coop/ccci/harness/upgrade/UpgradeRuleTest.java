package coop.ccci.harness.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.Commit;
import coop.ccci.contract.Results.Base.Kind;
import coop.ccci.contract.RunId;
import coop.ccci.harness.git.Clone;
import coop.ccci.harness.git.RecipeRepository;
import coop.ccci.harness.git.RecipeSource;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule on real repositories that were really cloned. */
class UpgradeRuleTest {
    @TempDir
    Path folder;

    private RecipeRepository recipe;
    private int clones;
    private final Map<Commit, RunId> failed = new HashMap<>();

    @BeforeEach
    void setUp() throws Exception {
        recipe = new RecipeRepository(folder.resolve("recipe"));
    }

    @AfterEach
    void tearDown() {
        recipe.close();
    }

    private UpgradePath pick(Commit commit, Optional<String> override, Optional<String> target) {
        var source = RecipeSource.parse(folder.resolve("recipe").toString());
        var history = new Clone(source, Optional.of(commit), Optional.empty())
                .into(folder.resolve("clone-" + ++clones), Deadline.lasting(Duration.ofMinutes(1)));
        return new UpgradeRule(history, one -> Optional.ofNullable(failed.get(one))).pick(override, target);
    }

    private UpgradePath byHand(Commit commit) {
        return pick(commit, Optional.empty(), Optional.empty());
    }

    private UpgradePath into(String target, Commit commit) {
        return pick(commit, Optional.empty(), Optional.of(target));
    }

    private static void is(UpgradePath path, Kind kind, Commit commit, String version) {
        assertThat(path.base()).as(path.toString()).hasValueSatisfying(base -> {
            assertThat(base.checkout().commit()).isEqualTo(commit);
            assertThat(base.choice().kind()).isEqualTo(kind);
            assertThat(base.choice().version()).isEqualTo(version);
        });
    }

    private static void leaves(UpgradePath path, Commit commit) {
        is(path, Kind.TARGET_BRANCH, commit, commit.value());
    }

    private static String reason(UpgradePath path) {
        return path.match(from -> from.choice().reason(), UpgradePath.None::reason);
    }

    private static void isNone(UpgradePath path, String reason) {
        assertThat(path.base()).as(path.toString()).isEmpty();
        assertThat(reason(path)).contains(reason);
    }

    @Nested
    class APullRequest {
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
        void whose_merge_base_failed_here_is_upgraded_from_it_where_there_is_no_version_and_it_is_said()
                throws Exception {
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
    }

    private Commit lastOf(String branch) throws Exception {
        return new Commit(recipe.repository()
                .exactRef("refs/heads/" + branch)
                .getObjectId()
                .name());
    }

    @Nested
    class ACommitOfAPublishedBranch {
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

    @Nested
    class AVersionThatTheSettingsName {
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
}
