package coop.ccci.bridge.fake;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One entry of a timeline: a comment that somebody wrote, or a push. Both take their ids from one sequence. */
public final class FakeComment {
    static final Comparator<FakeComment> OLDEST_FIRST =
            Comparator.comparing((FakeComment entry) -> entry.created).thenComparingLong(FakeComment::id);

    /** What kind of entry it is, by the forge's own word. */
    enum Kind {
        COMMENT("comment"),
        REVIEW("review"),
        PUSH("pull_push"),
        CLOSE("close"),
        REOPEN("reopen"),
        MERGE("merge_pull");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String code() {
            return word;
        }
    }

    private final FakeIssue issue;
    private final long id;
    private final Kind kind;
    private final FakeAccount author;
    private final Instant created;
    private final Set<Reaction> reactions =
            new TreeSet<>(Comparator.comparing(Reaction::content).thenComparing(r -> r.by().id()));
    private volatile String body;
    private volatile Instant updated;

    FakeComment(FakeIssue issue, long id, Kind kind, FakeAccount author, Instant created, String body) {
        this.issue = issue;
        this.id = id;
        this.kind = kind;
        this.author = author;
        this.created = created;
        this.body = body;
        this.updated = created;
    }

    /** The key that a trigger carries. */
    public long id() {
        return id;
    }

    /** What it says now. */
    public String body() {
        return body;
    }

    /** Who wrote it. */
    public FakeAccount author() {
        return author;
    }

    /** When it was written. */
    public Instant created() {
        return created;
    }

    /** When it was last changed. */
    public Instant updated() {
        return updated;
    }

    /** The author changes the words; a webhook with the action {@code edited} goes out. */
    public FakeComment edit(String newBody) {
        issue.gitea().state().locked(() -> {
            changeTo(newBody, author);
            return this;
        });
        return this;
    }

    /** The author deletes it; a webhook with the action {@code deleted} goes out. */
    public void delete() {
        issue.gitea().state().locked(() -> {
            issue.remove(this, author);
            return this;
        });
    }

    /** What was reacted to it, for example {@code eyes}, by whomever. */
    public List<String> reactions() {
        return issue.gitea()
                .state()
                .locked(() -> reactions.stream().map(Reaction::content).toList());
    }

    FakeIssue issue() {
        return issue;
    }

    Kind kind() {
        return kind;
    }

    void changeTo(String newBody, FakeAccount by) {
        if (!newBody.equals(body)) {
            var old = body;
            body = newBody;
            updated = issue.gitea().state().now();
            issue.gitea().webhooks().commentEdited(this, old, by);
        }
    }

    /** Without a webhook: what a force push does to the commits that older pushes name. */
    void rewrite(String newBody) {
        body = newBody;
    }

    /** Adds a reaction; says whether it is new. */
    boolean react(FakeAccount by, String content) {
        return reactions.add(new Reaction(content, by));
    }

    void unreact(FakeAccount by, String content) {
        reactions.removeIf(r -> r.content().equals(content) && r.by() == by);
    }

    Stream<Reaction> allReactions() {
        return reactions.stream();
    }

    record Reaction(String content, FakeAccount by) {}
}
