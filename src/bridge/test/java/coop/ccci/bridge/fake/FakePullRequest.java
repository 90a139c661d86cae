package coop.ccci.bridge.fake;

import coop.ccci.contract.Commit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pull request: an issue with commits. */
public final class FakePullRequest extends FakeIssue {
    private final List<String> commits = new ArrayList<>();
    private String headBranch = "change";
    private Optional<FakeRepository> headRepository;
    private Optional<Instant> merged = Optional.empty();
    private boolean draft;

    FakePullRequest(FakeGitea gitea, FakeRepository repository, int number, FakeAccount author) {
        super(gitea, repository, number, author);
        headRepository = Optional.of(repository);
    }

    /** The commit that it proposes now. */
    public Commit head() {
        return gitea().state().locked(() -> new Commit(commits.get(commits.size() - 1)));
    }

    /** Somebody reviews it; like Gitea, this tells no webhook which comment it is. */
    public FakeComment review(String login, String text) {
        return gitea().state().locked(() -> append(FakeComment.Kind.REVIEW, gitea().user(login), text));
    }

    /** Its author pushes one new commit. */
    public Commit push() {
        return push(gitea().state().nextCommit());
    }

    /** Its author pushes the given commit on top. */
    public Commit push(String commit) {
        gitea().state().locked(() -> {
            commits.add(commit);
            return append(FakeComment.Kind.PUSH, author(), pushed(false, List.of(commit)));
        });
        return new Commit(commit);
    }

    /** Its author replaces everything by one new commit. */
    public Commit forcePush() {
        return forcePush(gitea().state().nextCommit());
    }

    /**
     * Its author replaces everything by the given commit. As Gitea 1.26 does, pushes of commits that are gone disappear
     * from the timeline; the new commit gets an entry when no entry is left that names it, and then the forced push
     * itself gets one with the pair of the old head and the new.
     */
    public Commit forcePush(String commit) {
        gitea().state().locked(() -> {
            var old = commits.get(commits.size() - 1);
            timeline().removeIf(entry -> isPlainPush(entry) && !entry.body().contains(commit));
            timeline().stream()
                    .filter(FakePullRequest::isPlainPush)
                    .forEach(entry -> entry.rewrite(pushed(false, List.of(commit))));
            if (timeline().stream().noneMatch(FakePullRequest::isPlainPush)) {
                append(FakeComment.Kind.PUSH, author(), pushed(false, List.of(commit)));
            }
            commits.clear();
            commits.add(commit);
            return append(FakeComment.Kind.PUSH, author(), pushed(true, List.of(old, commit)));
        });
        return new Commit(commit);
    }

    /** Says that it was opened by somebody from that account's own fork. */
    public FakePullRequest from(String login) {
        gitea().state().locked(() -> {
            writtenBy(gitea().user(login));
            headRepository =
                    Optional.of(gitea().repository(login + "/" + repository().name()));
            return this;
        });
        return this;
    }

    /** Says that the fork it came from is gone. */
    public FakePullRequest withItsForkDeleted() {
        gitea().state().locked(() -> headRepository = Optional.empty());
        return this;
    }

    /** Names the branch it comes from. */
    public FakePullRequest ofBranch(String branch) {
        gitea().state().locked(() -> headBranch = branch);
        return this;
    }

    /** Marks it as not ready. */
    public FakePullRequest draft() {
        gitea().state().locked(() -> draft = true);
        return this;
    }

    /** Merges it. */
    public FakePullRequest merge() {
        gitea().state().locked(() -> {
            merged = Optional.of(gitea().state().now());
            closeQuietly();
            return append(FakeComment.Kind.MERGE, author(), "");
        });
        return this;
    }

    /** The latest commit status of a context on the present head. */
    public Optional<FakeStatus> status(String context) {
        return statuses(context).stream().reduce((earlier, later) -> later);
    }

    /** Every commit status of a context on the present head, oldest first. */
    public List<FakeStatus> statuses(String context) {
        var head = head().value();
        return repository().statuses().stream()
                .filter(status ->
                        status.commit().equals(head) && status.context().equals(context))
                .toList();
    }

    private static boolean isPlainPush(FakeComment entry) {
        return entry.kind() == FakeComment.Kind.PUSH && entry.body().contains("\"is_force_push\":false");
    }

    private static String pushed(boolean forced, List<String> commits) {
        return "{\"is_force_push\":" + forced + ",\"commit_ids\":[\"" + String.join("\",\"", commits) + "\"]}";
    }

    @Override
    boolean isPull() {
        return true;
    }

    Optional<FakeRepository> headRepository() {
        return headRepository;
    }

    String headBranch() {
        return headBranch;
    }

    Optional<Instant> merged() {
        return merged;
    }

    boolean isDraft() {
        return draft;
    }
}
