package coop.ccci.bridge.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An issue, or the part of a pull request that is one: a number, a state, a timeline. */
public class FakeIssue {
    private final FakeGitea gitea;
    private final FakeRepository repository;
    private final long id;
    private final int number;
    private final Instant created;
    private final List<FakeComment> timeline = new ArrayList<>();
    private FakeAccount author;
    private String title;
    private boolean closed;
    private boolean locked;
    private Instant updated;

    FakeIssue(FakeGitea gitea, FakeRepository repository, int number, FakeAccount author) {
        this.gitea = gitea;
        this.repository = repository;
        this.id = gitea.state().nextIssueId();
        this.number = number;
        this.author = author;
        this.title = "Change " + number;
        this.created = gitea.state().now();
        this.updated = created;
    }

    /** Somebody writes a comment; a webhook with the action {@code created} goes out. */
    public FakeComment comment(String login, String body) {
        return gitea.state().locked(() -> write(gitea.user(login), body));
    }

    /** Everything that was written and is still there, oldest first. */
    public List<FakeComment> comments() {
        return gitea.state().locked(() -> timeline.stream()
                .filter(entry -> entry.kind() == FakeComment.Kind.COMMENT)
                .toList());
    }

    /** What one account wrote, oldest first. */
    public List<FakeComment> commentsBy(String login) {
        return comments().stream()
                .filter(comment -> comment.author().login().equals(login))
                .toList();
    }

    /** Sets the title. */
    public FakeIssue titled(String newTitle) {
        gitea.state().locked(() -> title = newTitle);
        return this;
    }

    /** Lets only those comment who may write to the repository. */
    public FakeIssue locked() {
        gitea.state().locked(() -> locked = true);
        return this;
    }

    /** Closes it. */
    public FakeIssue close() {
        gitea.state().locked(() -> {
            closed = true;
            return append(FakeComment.Kind.CLOSE, author, "");
        });
        return this;
    }

    /** Opens it again. */
    public FakeIssue reopen() {
        gitea.state().locked(() -> {
            closed = false;
            return append(FakeComment.Kind.REOPEN, author, "");
        });
        return this;
    }

    /** The number in the repository, as in {@code /pulls/1}. */
    public int number() {
        return number;
    }

    FakeComment write(FakeAccount by, String body) {
        var comment = append(FakeComment.Kind.COMMENT, by, body);
        gitea.webhooks().commentCreated(comment);
        return comment;
    }

    FakeComment append(FakeComment.Kind kind, FakeAccount by, String body) {
        var now = gitea.state().now();
        var entry = new FakeComment(this, gitea.state().nextCommentId(), kind, by, now, body);
        timeline.add(entry);
        updated = now;
        return entry;
    }

    void remove(FakeComment comment, FakeAccount by) {
        if (timeline.remove(comment)) {
            gitea.webhooks().commentDeleted(comment, by);
        }
    }

    List<FakeComment> timeline() {
        return timeline;
    }

    FakeGitea gitea() {
        return gitea;
    }

    FakeRepository repository() {
        return repository;
    }

    long id() {
        return id;
    }

    FakeAccount author() {
        return author;
    }

    void writtenBy(FakeAccount somebody) {
        author = somebody;
    }

    String title() {
        return title;
    }

    boolean isClosed() {
        return closed;
    }

    void closeQuietly() {
        closed = true;
    }

    boolean isLocked() {
        return locked;
    }

    Instant created() {
        return created;
    }

    Instant updated() {
        return updated;
    }

    boolean isPull() {
        return false;
    }

    String path() {
        return repository.fullName() + (isPull() ? "/pulls/" : "/issues/") + number;
    }
}
