package coop.ccci.harness.git;

import coop.ccci.contract.Commit;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * How the commits of a repository follow from one another. A commit that the repository lacks follows from nothing: a
 * shallow clone has such ones at its end.
 *
 * @param folder the repository's working tree
 */
record CommitGraph(Path folder) {
    /** Returns whether a commit is another, or one of those that the other was made from. */
    boolean isPartOf(Commit commit, Commit later) {
        return walk(false, walk -> walk.isMergedInto(parse(walk, commit), parse(walk, later)));
    }

    /** Returns the newest commit that two have in common; empty when their histories have nothing in common. */
    Optional<Commit> mergeBase(Commit one, Commit other) {
        return walk(Optional.empty(), walk -> {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(parse(walk, one));
            walk.markStart(parse(walk, other));
            return Optional.ofNullable(walk.next()).map(base -> new Commit(base.name()));
        });
    }

    /**
     * Finds the nearest of some commits among those that a commit was made from.
     *
     * @param from the commit, which is never found itself
     * @return those of which no other that is found was made
     */
    Set<Commit> nearest(Commit from, Set<Commit> wanted) {
        return walk(Set.of(), walk -> {
            var found = new LinkedHashSet<Commit>();
            var passed = new HashSet<ObjectId>();
            var start = parse(walk, from);
            walk.sort(RevSort.TOPO);
            walk.markStart(start);
            for (var at = walk.next(); at != null; at = walk.next()) {
                var isPassed = passed.remove(at.getId());
                if (isPassed || (!at.equals(start) && wanted.contains(new Commit(at.name())))) {
                    if (!isPassed) {
                        found.add(new Commit(at.name()));
                    }
                    passed.addAll(List.of(at.getParents()));
                }
            }
            return found;
        });
    }

    private static RevCommit parse(RevWalk walk, Commit commit) throws IOException {
        return walk.parseCommit(ObjectId.fromString(commit.value()));
    }

    private <T> T walk(T unknown, Question<T> question) {
        try (var git = Git.open(folder.toFile());
                var walk = new RevWalk(git.getRepository())) {
            return question.ask(walk);
        } catch (MissingObjectException e) {
            return unknown;
        } catch (IOException e) {
            throw RunException.environment("cannot read the recipe's history: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(RevWalk walk) throws IOException;
    }
}
