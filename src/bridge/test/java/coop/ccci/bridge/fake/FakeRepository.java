package coop.ccci.bridge.fake;

import coop.ccci.contract.Commit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A repository with its issues and pull requests, which share one sequence of numbers. */
public final class FakeRepository {
    private final FakeGitea gitea;
    private final long id;
    private final Set<String> earlierNames = ConcurrentHashMap.newKeySet();
    private volatile FakeAccount owner;
    private volatile String name;
    private final Map<Integer, FakeIssue> issues = new TreeMap<>();
    private final List<FakeStatus> statuses = new ArrayList<>();
    private final Set<Long> writers = ConcurrentHashMap.newKeySet();
    private final List<Map.Entry<String, String>> tags = new ArrayList<>();
    private final List<FakeOpenedIssue> opened = new ArrayList<>();
    private volatile String defaultBranch = "main";
    private volatile String head = "";
    private volatile Instant updated = Instant.EPOCH;
    private volatile boolean archived;
    private volatile boolean hidden;

    FakeRepository(FakeGitea gitea, long id, FakeAccount owner, String name) {
        this.gitea = gitea;
        this.id = id;
        this.owner = owner;
        this.name = name;
    }

    /** The pull request of that number; it is opened by {@code maya} when there is none. */
    public FakePullRequest pullRequest(int number) {
        return gitea.state().locked(() -> {
            if (issues.get(number) instanceof FakePullRequest existing) {
                return existing;
            }
            if (issues.containsKey(number)) {
                throw new IllegalStateException("number " + number + " of " + fullName() + " is an issue");
            }
            var opened = new FakePullRequest(gitea, this, number, gitea.user("maya"));
            issues.put(number, opened);
            opened.push();
            return opened;
        });
    }

    /** The issue of that number, which is no pull request; it is opened by {@code maya} when there is none. */
    public FakeIssue issue(int number) {
        return gitea.state()
                .locked(() -> issues.computeIfAbsent(
                        number, ignored -> new FakeIssue(gitea, this, number, gitea.user("maya"))));
    }

    /** Lets an account write: set commit statuses, edit other people's comments. */
    public FakeRepository writableBy(String login) {
        writers.add(gitea.user(login).id());
        return this;
    }

    /** Takes the right to write away again. */
    public FakeRepository readOnlyFor(String login) {
        writers.remove(gitea.user(login).id());
        return this;
    }

    /** It is renamed or transferred; requests for its old name are sent to the new one, until another takes that name. */
    public FakeRepository renamedTo(String newFullName) {
        return gitea.state().locked(() -> {
            earlierNames.add(fullName());
            owner = gitea.user(newFullName.substring(0, newFullName.indexOf('/')));
            name = newFullName.substring(newFullName.indexOf('/') + 1);
            return this;
        });
    }

    /** Somebody pushes a commit to its default branch, or merges one. */
    public Commit push() {
        return gitea.state().locked(() -> {
            head = gitea.state().nextCommit();
            touched();
            return new Commit(head);
        });
    }

    /** Somebody gives the commit at the head of its default branch a tag. */
    public FakeRepository tag(String version) {
        return gitea.state().locked(() -> {
            tags.add(0, Map.entry(version, head));
            return touched();
        });
    }

    /** Somebody takes the newest tag away. */
    public FakeRepository untag() {
        return gitea.state().locked(() -> {
            tags.remove(0);
            return touched();
        });
    }

    /** Its default branch is called otherwise. */
    public FakeRepository defaultBranch(String name) {
        defaultBranch = name;
        return this;
    }

    /** Something else in it changes, such as another branch. */
    public FakeRepository touched() {
        updated = gitea.state().now();
        return this;
    }

    /** The issues that were opened over the API, oldest first. */
    public List<FakeOpenedIssue> opened() {
        return gitea.state().locked(() -> List.copyOf(opened));
    }

    /** Makes it read only for everybody: comments are answered with 423. */
    public FakeRepository archived() {
        archived = true;
        return this;
    }

    /** Makes it invisible: every question about it is answered with 404. */
    public FakeRepository hidden() {
        hidden = true;
        return this;
    }

    /** Shows it again. */
    public FakeRepository visible() {
        hidden = false;
        return this;
    }

    /** Every commit status that was set, oldest first. */
    public List<FakeStatus> statuses() {
        return gitea.state().locked(() -> List.copyOf(statuses));
    }

    /** {@code owner/name}. */
    public String fullName() {
        return owner.login() + "/" + name;
    }

    /** The number, which it keeps under every name. */
    public long id() {
        return id;
    }

    FakeAccount owner() {
        return owner;
    }

    String name() {
        return name;
    }

    boolean wasCalled(String earlier) {
        var slash = earlier.indexOf('/');
        return earlierNames.contains(earlier)
                || (owner.wasCalled(earlier.substring(0, slash)) && name.equals(earlier.substring(slash + 1)));
    }

    boolean isArchived() {
        return archived;
    }

    boolean isHidden() {
        return hidden;
    }

    boolean mayWrite(FakeAccount account) {
        return account.isSiteAdmin() || writers.contains(account.id());
    }

    FakeIssue find(int number) {
        return issues.get(number);
    }

    List<FakeIssue> issues() {
        return List.copyOf(issues.values());
    }

    String defaultBranch() {
        return defaultBranch;
    }

    /** Empty as long as nobody has pushed anything. */
    Optional<String> head() {
        return Optional.of(head).filter(commit -> !commit.isEmpty());
    }

    /** Names and commits, newest first. */
    List<Map.Entry<String, String>> tags() {
        return List.copyOf(tags);
    }

    Instant updated() {
        return updated;
    }

    FakeOpenedIssue open(FakeAccount author, String title, String body) {
        var issue = new FakeOpenedIssue(
                1000 + opened.size(), title, body, author, gitea.state().now());
        opened.add(issue);
        return issue;
    }

    FakeStatus add(FakeStatus status) {
        statuses.add(status);
        return status;
    }
}
