package coop.ccci.harness.upgrade;

import coop.ccci.contract.Commit;
import coop.ccci.contract.Results.Base;
import coop.ccci.contract.Results.Base.Kind;
import coop.ccci.harness.git.History;
import coop.ccci.harness.git.Version;
import coop.ccci.harness.result.RunException;
import java.util.Optional;

/**
 * Picks what the commit under test is upgraded from; the first of these that there is:
 *
 * <ol>
 *   <li>the version that {@code recipe.yml} names
 *   <li>the version that passed a whole run here last; where that is the commit's own version or a newer one, the newest
 *       published version before the commit's own
 *   <li>the tip of the branch that pull requests are merged into; where the commit is a part of that branch already,
 *       again the newest published version before its own
 *   <li>nothing, with the reason
 * </ol>
 *
 * A commit is never upgraded to itself, nor a version to itself: that would prove nothing.
 */
public final class UpgradeRule {
    private final History history;

    /** The rule on a recipe's history. */
    public UpgradeRule(History history) {
        this.history = history;
    }

    /**
     * Applies the rule.
     *
     * @param override the version that {@code recipe.yml} names
     * @param green the state that passed a whole run last
     * @throws RunException of usage when {@code recipe.yml} names a version that there is none of
     */
    public UpgradePath pick(Optional<String> override, Optional<PassedRun> green) {
        if (override.isPresent()) {
            return named(override.get());
        }
        var remembered = green.filter(one -> history.has(one.commit()));
        if (remembered.isPresent()) {
            return after(remembered.get());
        }
        return afterTip();
    }

    private UpgradePath named(String tag) {
        var commit = Version.parse(tag).map(history.versions()::get);
        if (commit.isEmpty()) {
            throw RunException.usage(
                    "upgrade.base in recipe.yml names " + tag + ", and the recipe has no such version tag;"
                            + " its versions are " + history.versions().keySet());
        }
        return commit.get().equals(history.commit())
                ? new UpgradePath.None("upgrade.base in recipe.yml names " + tag
                        + ", which is the commit under test: upgrading it to itself would prove nothing")
                : from(commit.get(), Kind.OVERRIDE, tag, "recipe.yml names it");
    }

    private UpgradePath after(PassedRun green) {
        var own = history.version();
        var known = green.version().flatMap(Version::parse);
        var isOlder = !green.commit().equals(history.commit())
                && (own.isEmpty() || known.isEmpty() || known.get().compareTo(own.get()) < 0);
        return isOlder
                ? from(
                        green.commit(),
                        Kind.LAST_GREEN,
                        green.version().orElse(green.commit().value()),
                        "it passed in run " + green.runId())
                : published("the last that passed is version " + green.version().orElse("unknown") + " itself");
    }

    private UpgradePath afterTip() {
        if (history.tip().isEmpty()) {
            return new UpgradePath.None("the repository has no default branch to upgrade from");
        }
        var tip = history.tip().get();
        return history.isPartOf(tip)
                ? published("the commit is part of the default branch already")
                : from(tip, Kind.TARGET_BRANCH, tip.value(), "it is the tip of the branch to merge into");
    }

    private UpgradePath published(String because) {
        var older = history.version()
                .flatMap(history::before)
                .map(version -> from(
                        history.versions().get(version),
                        Kind.PUBLISHED_VERSION,
                        version.tag(),
                        because + ", and this is the newest published version before it"));
        return older.orElseGet(() ->
                new UpgradePath.None("there is no predecessor: " + because + ", and no older version is published"));
    }

    private UpgradePath from(Commit commit, Kind kind, String version, String reason) {
        return new UpgradePath.From(history.checkout().at(commit), new Base(kind, version, reason));
    }
}
