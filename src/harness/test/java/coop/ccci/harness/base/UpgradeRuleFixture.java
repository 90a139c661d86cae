package coop.ccci.harness.base;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.Commit;
import coop.ccci.contract.Results.Base.Kind;
import coop.ccci.contract.RunId;
import coop.ccci.harness.git.Clone;
import coop.ccci.harness.git.RecipeRepository;
import coop.ccci.harness.git.RecipeSource;
import coop.ccci.harness.process.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Applies the rule to real repositories that are really cloned. */
abstract class UpgradeRuleFixture {
    @TempDir
    Path folder;

    RecipeRepository recipe;
    private int clones;
    final Map<Commit, RunId> failed = new HashMap<>();

    @BeforeEach
    void setUp() throws Exception {
        recipe = new RecipeRepository(folder.resolve("recipe"));
    }

    @AfterEach
    void tearDown() {
        recipe.close();
    }

    final UpgradePath pick(Commit commit, Optional<String> override, Optional<String> target) {
        var source = RecipeSource.parse(folder.resolve("recipe").toString());
        var history = new Clone(source, Optional.of(commit), Optional.empty())
                .into(folder.resolve("clone-" + ++clones), Deadline.lasting(Duration.ofMinutes(5)));
        return new UpgradeRule(history, one -> Optional.ofNullable(failed.get(one))).pick(override, target);
    }

    final UpgradePath byHand(Commit commit) {
        return pick(commit, Optional.empty(), Optional.empty());
    }

    final UpgradePath into(String target, Commit commit) {
        return pick(commit, Optional.empty(), Optional.of(target));
    }

    static void is(UpgradePath path, Kind kind, Commit commit, String version) {
        assertThat(path.base()).as(path.toString()).hasValueSatisfying(base -> {
            assertThat(base.checkout().commit()).isEqualTo(commit);
            assertThat(base.choice().kind()).isEqualTo(kind);
            assertThat(base.choice().version()).isEqualTo(version);
        });
    }

    static void leaves(UpgradePath path, Commit commit) {
        is(path, Kind.TARGET_BRANCH, commit, commit.value());
    }

    static String reason(UpgradePath path) {
        return path.match(from -> from.choice().reason(), UpgradePath.None::reason);
    }

    static void isNone(UpgradePath path, String reason) {
        assertThat(path.base()).as(path.toString()).isEmpty();
        assertThat(reason(path)).contains(reason);
    }
}
