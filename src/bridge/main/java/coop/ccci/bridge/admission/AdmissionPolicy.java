package coop.ccci.bridge.admission;

import coop.ccci.bridge.forge.ForgeComment;
import coop.ccci.bridge.forge.ForgeHealth;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.forge.Gitea.Account;
import coop.ccci.bridge.forge.Gitea.Membership;
import coop.ccci.bridge.ledger.Author;
import coop.ccci.bridge.ledger.Comment;
import coop.ccci.bridge.ledger.Cursors;
import coop.ccci.bridge.report.Refusal;
import coop.ccci.bridge.trigger.Command;
import java.util.Optional;

/**
 * Decides about a comment. Everything is read again from the forge, whoever told of the comment; nothing of the pull
 * request's content is fetched. Asked a second time, it decides by what is true then.
 */
public final class AdmissionPolicy {
    private final Gitea gitea;
    private final ForgeHealth health;
    private final AdmissionSettings rules;
    private final Cursors cursors;

    /**
     * Decides by these rules.
     *
     * @param cursors which tell since when comments are ours
     */
    public AdmissionPolicy(Gitea gitea, ForgeHealth health, AdmissionSettings rules, Cursors cursors) {
        this.gitea = gitea;
        this.health = health;
        this.rules = rules;
        this.cursors = cursors;
    }

    Decision decide(Comment place) {
        var found = gitea.comment(place.repository(), place.id());
        if (found.isEmpty()) {
            return new Decision.Ignore(Optional.empty(), "it is gone");
        }
        var comment = found.get();
        var command = Command.parse(comment.body());
        if (command.isEmpty()) {
            return ignore(comment, "it asks for nothing");
        }
        return whyNotACommand(place, comment)
                .map(why -> ignore(comment, why))
                .orElseGet(() -> decideForAuthor(place, comment, command.get()));
    }

    private Optional<String> whyNotACommand(Comment place, ForgeComment comment) {
        if (comment.isEdited()) {
            return Optional.of("it was edited");
        }
        if (!comment.pullRequest().equals(Optional.of(place.pullRequest()))) {
            return Optional.of("it is not on this pull request");
        }
        if (comment.createdAt().isBefore(cursors.firstStart())) {
            return Optional.of("it is older than this ledger"); // polling leaves it out, an old delivery may not
        }
        return isProgram(comment.author()) ? Optional.of("a program wrote it") : Optional.empty();
    }

    /** Gitea's own accounts, such as that of its actions, have numbers below 1; it tells of no other that it is a bot. */
    private boolean isProgram(Account author) {
        return author.id() < 1 || author.id() == gitea.bot().id() || rules.isBot(author.login());
    }

    private Decision decideForAuthor(Comment place, ForgeComment comment, Command command) {
        var organisation = place.repository().owner();
        return switch (membershipOf(comment.author(), organisation)) {
            case UNKNOWABLE -> new Decision.Wait("the bot cannot see who is in " + organisation);
            case STRANGER ->
                command instanceof Command.Test
                        ? refuse(comment, new Refusal.NotAMember(organisation))
                        : ignore(comment, "somebody who may not ask wrote it");
            case MEMBER -> decideForMember(place, comment, command);
        };
    }

    private Decision decideForMember(Comment place, ForgeComment comment, Command command) {
        if (command instanceof Command.Help) {
            return new Decision.Help(author(comment));
        }
        if (command instanceof Command.Cancel) {
            return new Decision.Cancel(author(comment));
        }
        if (command instanceof Command.Unknown unknown) {
            return refuse(comment, new Refusal.UnknownCommand(unknown.word(), unknown.meant()));
        }
        return decideOnPullRequest(place, comment, (Command.Test) command);
    }

    /** A name may have changed hands since the comment was written, so it must still lead to the same number. */
    private Membership membershipOf(Account author, String organisation) {
        if (!gitea.account(author.login()).map(Account::id).equals(Optional.of(author.id()))) {
            return Membership.STRANGER;
        }
        if (rules.isAllowed(author.login())) {
            return Membership.MEMBER;
        }
        var membership = gitea.membership(organisation, author);
        if (membership == Membership.UNKNOWABLE) {
            health.cannotSeeMembers(organisation);
        } else {
            health.canSeeMembers(organisation);
        }
        return membership;
    }

    private Decision decideOnPullRequest(Comment place, ForgeComment comment, Command.Test asked) {
        if (!rules.isEnrolled(place.repository())) {
            return refuse(comment, new Refusal.NotEnrolled(place.repository().name()));
        }
        var pullRequest = gitea.pullRequest(place.repository(), place.pullRequest());
        if (pullRequest.isEmpty() || !pullRequest.get().isOpen()) {
            return refuse(comment, new Refusal.Closed());
        }
        var head = pullRequest.get().head();
        var named = asked.commit().filter(prefix -> !prefix.fits(head));
        if (named.isPresent()) {
            return refuse(comment, new Refusal.AnotherHead(named.get().digits(), head));
        }
        var timeline = gitea.timeline(place.repository(), place.pullRequest());
        var seen = CommentedCommit.of(comment, pullRequest.get(), timeline);
        if (seen instanceof CommentedCommit.Known known) {
            var recipe = place.repository().recipe().orElseThrow();
            return new Decision.Admit(author(comment), recipe, known.commit(), asked.mode());
        }
        return seen instanceof CommentedCommit.Moved
                ? refuse(comment, new Refusal.HeadMoved())
                : new Decision.Wait("a push may not be in the timeline yet");
    }

    private static Decision refuse(ForgeComment comment, Refusal refusal) {
        return new Decision.Refuse(author(comment), refusal);
    }

    private static Decision ignore(ForgeComment comment, String why) {
        return new Decision.Ignore(Optional.of(author(comment)), why);
    }

    private static Author author(ForgeComment comment) {
        return new Author(comment.author().id(), comment.author().login());
    }
}
