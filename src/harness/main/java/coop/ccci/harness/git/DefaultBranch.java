package coop.ccci.harness.git;

import coop.ccci.contract.Commit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * The branch that people get who name none. A server says which it is by its {@code HEAD}. That of a folder is what
 * somebody works on at the moment, and one may also point at nothing: then it is {@code main}, {@code master}, or the
 * only branch that there is.
 *
 * @param ref where it is in the clone; empty where there is no such branch
 */
record DefaultBranch(Optional<Ref> ref) {
    private static final String BRANCHES = Constants.R_REMOTES + "origin/";
    private static final List<String> USUAL = List.of("main", "master");

    /**
     * Finds it.
     *
     * @param repository the clone
     * @param head the {@code HEAD} of what was cloned; null where it points at nothing
     * @param isFolder whether a folder was cloned, and no server
     */
    static DefaultBranch of(Repository repository, Ref head, boolean isFolder) throws IOException {
        var said = head != null && head.isSymbolic()
                ? find(repository, head.getTarget().getName().substring(Constants.R_HEADS.length()))
                : Optional.<Ref>empty();
        var usual = usual(repository);
        return new DefaultBranch(isFolder ? usual.or(() -> said) : said.or(() -> usual));
    }

    private static Optional<Ref> usual(Repository repository) throws IOException {
        for (var name : USUAL) {
            var found = find(repository, name);
            if (found.isPresent()) {
                return found;
            }
        }
        var all = repository.getRefDatabase().getRefsByPrefix(BRANCHES);
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    private static Optional<Ref> find(Repository repository, String name) throws IOException {
        return Optional.ofNullable(repository.exactRef(BRANCHES + name));
    }

    /** Returns its name, for example {@code main}. */
    Optional<String> name() {
        return ref.map(found -> found.getName().substring(BRANCHES.length()));
    }

    /** Returns its newest commit. */
    Optional<Commit> tip() {
        return ref.map(found -> new Commit(found.getObjectId().name()));
    }

    /**
     * Makes the local branch that every plain clone has. Where a recipe has no tags {@code abra} looks for one named
     * {@code main} or {@code master}, so a branch of another name gets that one too.
     */
    void keep(Repository repository) throws IOException {
        if (ref.isPresent()) {
            make(repository, name().orElseThrow());
            if (!USUAL.contains(name().orElseThrow())) {
                make(repository, USUAL.get(0));
            }
        }
    }

    private void make(Repository repository, String name) throws IOException {
        var update = repository.updateRef(Constants.R_HEADS + name);
        update.setNewObjectId(ref.orElseThrow().getObjectId());
        update.forceUpdate();
    }
}
