package coop.ccci.harness.base;

import coop.ccci.contract.Commit;
import coop.ccci.contract.Results.Base;
import coop.ccci.contract.Results.Base.Kind;
import coop.ccci.contract.RunId;
import coop.ccci.harness.git.Branch;
import coop.ccci.harness.git.History;
import coop.ccci.harness.git.Version;
import coop.ccci.harness.result.RunException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Picks what the commit under test is upgraded from; the first of these that there is:
 *
 * <ol>
 *   <li>the version that {@code recipe.yml} names
 *   <li>for a commit that is to be merged: where it leaves the branch that it is for (their merge base); the newest
 *       version before that, where that commit failed here
 *   <li>for a commit that a published branch has already: the newest version among the commits that it was made from
 *   <li>nothing, with the reason
 * </ol>
 *
 * All that is picked is a part of the commit's own history, so it is never newer than what the commit was made from.
 * Which version a commit is, tags say, and never a label in its files.
 */
public final class UpgradeRule {
    private static final int MAX_NAMES = 20;

    private final History history;
    private final Function<Commit, Optional<RunId>> failed;

    /**
     * The rule on a recipe's history.
     *
     * @param failed returns the run in which a commit failed here; empty where none is known
     */
    public UpgradeRule(History history, Function<Commit, Optional<RunId>> failed) {
        this.history = history;
        this.failed = failed;
    }

    /**
     * Applies the rule.
     *
     * @param override the version that {@code recipe.yml} names
     * @param target the branch that the commit is to be merged into, where somebody says so
     * @throws RunException of usage when a version or a branch is named that there is none of
     */
    public UpgradePath pick(Optional<String> override, Optional<String> target) {
        if (override.isPresent()) {
            return named(override.get());
        }
        if (target.isPresent()) {
            return onto(history.branch(target.get()).orElseThrow(() -> noBranch(target.get())));
        }
        var published = history.defaultBranch().filter(branch -> history.isPartOf(branch.tip()));
        if (published.isPresent()) {
            return released(published.get().name() + " has the commit already");
        }
        if (history.versionOf(history.commit()).isPresent()) {
            return released("the commit is version "
                    + history.versionOf(history.commit()).get());
        }
        return nearest();
    }

    private UpgradePath named(String tag) {
        var version = history.version(tag)
                .orElseThrow(() -> RunException.usage(
                        "upgrade.base in recipe.yml names " + tag + ", and the recipe has no such version tag;"
                                + " its versions are " + history.versions().keySet()));
        var commit = history.versions().get(version);
        return commit.equals(history.commit())
                ? new UpgradePath.None("upgrade.base in recipe.yml names " + tag
                        + ", which is the commit under test: upgrading it to itself would prove nothing")
                : from(commit, Kind.OVERRIDE, version.tag(), "recipe.yml names it");
    }

    private RunException noBranch(String target) {
        var names = history.branches().stream().map(Branch::name).limit(MAX_NAMES);
        return RunException.usage("--target (CCCI_TARGET) names the branch \"" + target
                + "\", and the repository has no such branch; it has " + names.collect(Collectors.joining(", ")));
    }

    /** Nobody says what the commit is for: the branch that it leaves last is nearest. */
    private UpgradePath nearest() {
        var nearest = NearestBranch.of(history);
        if (nearest.isEmpty()) {
            return released("no other branch has a commit in common with it");
        }
        var left = nearest.get().left();
        var release = history.newestBefore(history.commit())
                .filter(version -> isBetween(left, history.versions().get(version)));
        return release.isPresent()
                ? released(
                        "versions were published since it left " + nearest.get().name())
                : onto(nearest.get().name(), Optional.of(left));
    }

    private boolean isBetween(Commit left, Commit release) {
        return !release.equals(left) && history.leadsTo(left, release);
    }

    private UpgradePath onto(Branch target) {
        return onto(target.name(), history.mergeBase(target.tip()));
    }

    private UpgradePath onto(String branch, Optional<Commit> left) {
        if (left.isEmpty()) {
            return released("it has no commit in common with the branch " + branch);
        }
        if (left.get().equals(history.commit())) {
            return released(branch + " has the commit already");
        }
        var run = failed.apply(left.get());
        var why = "it is where the change leaves the branch " + branch;
        return run.map(id -> afterFailure(left.get(), why, id)).orElseGet(() -> atMergeBase(left.get(), why));
    }

    private UpgradePath afterFailure(Commit left, String why, RunId run) {
        return history.newestBefore(left)
                .map(version -> published(
                        version,
                        "the newest version before " + left.abbreviated() + ", which is where the change leaves its"
                                + " branch and failed in run " + run))
                .orElseGet(() ->
                        atMergeBase(left, why + "; it failed in run " + run + ", and there is no version before it"));
    }

    private UpgradePath atMergeBase(Commit left, String why) {
        var version = history.versionOf(left).map(tag -> ", version " + tag).orElse("");
        return from(left, Kind.TARGET_BRANCH, left.value(), why + version);
    }

    private UpgradePath released(String because) {
        return history.newestBefore(history.commit())
                .map(version -> published(
                        version, because + ", and this is the newest version among the commits that it was made from"))
                .orElseGet(() -> new UpgradePath.None("there is no predecessor: " + because
                        + ", and no commit that it was made from has a version tag"));
    }

    private UpgradePath published(Version version, String reason) {
        return from(history.versions().get(version), Kind.PUBLISHED_VERSION, version.tag(), reason);
    }

    private UpgradePath from(Commit commit, Kind kind, String version, String reason) {
        return new UpgradePath.From(history.checkout().at(commit), new Base(kind, version, reason));
    }
}
