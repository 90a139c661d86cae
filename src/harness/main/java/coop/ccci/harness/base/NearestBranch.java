package coop.ccci.harness.base;

import coop.ccci.contract.Commit;
import coop.ccci.harness.git.Branch;
import coop.ccci.harness.git.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The branch that a commit leaves last, of those that do not have it.
 *
 * @param name the branch
 * @param left the newest commit that it and the one under test have in common
 */
record NearestBranch(String name, Commit left) {
    private static final int MAX_BRANCHES = 100;

    /** Finds it; the default branch where others are no nearer. */
    static Optional<NearestBranch> of(History history) {
        Optional<NearestBranch> nearest = Optional.empty();
        for (var branch : candidates(history)) {
            var left = history.isPartOf(branch.tip()) ? Optional.<Commit>empty() : history.mergeBase(branch.tip());
            if (left.isPresent() && isNearer(left.get(), nearest, history)) {
                nearest = Optional.of(new NearestBranch(branch.name(), left.get()));
            }
        }
        return nearest;
    }

    private static boolean isNearer(Commit left, Optional<NearestBranch> known, History history) {
        return known.map(NearestBranch::left)
                .map(before -> !before.equals(left) && history.leadsTo(before, left))
                .orElse(true);
    }

    private static List<Branch> candidates(History history) {
        var branches = new ArrayList<Branch>();
        history.defaultBranch().ifPresent(branches::add);
        history.branches().stream()
                .filter(branch -> !branches.contains(branch))
                .limit(MAX_BRANCHES)
                .forEach(branches::add);
        return branches;
    }
}
