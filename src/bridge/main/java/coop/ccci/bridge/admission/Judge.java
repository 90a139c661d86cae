package coop.ccci.bridge.admission;

import coop.ccci.bridge.forge.Account;
import coop.ccci.bridge.forge.ForgeComment;
import coop.ccci.bridge.forge.ForgeStanding;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.forge.Membership;
import coop.ccci.bridge.ledger.Comment;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.report.Refusal;
import coop.ccci.bridge.trigger.Command;
import coop.ccci.contract.RecipeName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides about a comment. Everything is read again from the forge, whoever told of the comment; nothing of the pull
 * request's content is fetched.
 */
public final class Judge {
    private final Gitea gitea;
    private final ForgeStanding standing;
    private final Set<Repository> repositories;
    private final Set<String> allowlist;
    private final Path recipeTests;

    /**
     * Decides by these rules.
     *
     * @param repositories the repositories that may have runs
     * @param allowlist login names in lower case that need not be members
     * @param recipeTests the folder with one folder per enrolled recipe
     */
    public Judge(
            Gitea gitea,
            ForgeStanding standing,
            Set<Repository> repositories,
            Set<String> allowlist,
            Path recipeTests) {
        this.gitea = gitea;
        this.standing = standing;
        this.repositories = Set.copyOf(repositories);
        this.allowlist = Set.copyOf(allowlist);
        this.recipeTests = recipeTests;
    }

    Decision decide(Comment place) {
        var found = gitea.comment(place.repository(), place.id());
        if (found.isEmpty()) {
            return new Decision.Ignore(Optional.empty(), "the comment is gone");
        }
        var comment = found.get();
        var command = Command.parse(comment.body());
        if (command.isEmpty()) {
            return ignore(comment, "it asks for nothing");
        }
        if (comment.isEdited()) {
            return ignore(comment, "it was edited");
        }
        if (!comment.pullRequest().equals(Optional.of(place.pullRequest()))) {
            return ignore(comment, "it is not on this pull request");
        }
        if (comment.author().id() == gitea.bot().id()) {
            return ignore(comment, "the bot wrote it itself");
        }
        return decideForAuthor(place, comment, command.get());
    }

    private Decision decideForAuthor(Comment place, ForgeComment comment, Command command) {
        var organisation = place.repository().owner();
        var isTest = command instanceof Command.Test;
        return switch (standingOf(comment.author(), organisation)) {
            case UNKNOWABLE -> new Decision.Wait("the bot cannot see who is in " + organisation);
            case STRANGER ->
                isTest
                        ? refuse(comment, new Refusal.NotAMember(organisation))
                        : ignore(comment, "somebody who may not ask wrote it");
            case MEMBER -> isTest ? decideOnPullRequest(place, comment) : refuse(comment, new Refusal.UnknownCommand());
        };
    }

    /** A name may have changed hands since the comment was written, so it must still lead to the same number. */
    private Membership standingOf(Account author, String organisation) {
        if (author.login().isEmpty()
                || !gitea.account(author.login()).map(Account::id).equals(Optional.of(author.id()))) {
            return Membership.STRANGER;
        }
        if (allowlist.contains(author.login().toLowerCase(Locale.ROOT))) {
            return Membership.MEMBER;
        }
        var membership = gitea.membership(organisation, author);
        if (membership == Membership.UNKNOWABLE) {
            standing.cannotSeeMembers(organisation);
        } else {
            standing.canSeeMembers(organisation);
        }
        return membership;
    }

    private Decision decideOnPullRequest(Comment place, ForgeComment comment) {
        var recipe = place.repository().recipe().filter(name -> isEnrolled(place.repository(), name));
        if (recipe.isEmpty()) {
            return refuse(comment, new Refusal.NotEnrolled(place.repository().name()));
        }
        var pullRequest = gitea.pullRequest(place.repository(), place.pullRequest());
        if (pullRequest.isEmpty() || !pullRequest.get().isOpen()) {
            return refuse(comment, new Refusal.Closed());
        }
        var timeline = gitea.timeline(place.repository(), place.pullRequest());
        var seen = SeenCommit.of(comment, pullRequest.get(), timeline);
        if (seen instanceof SeenCommit.Known known) {
            return new Decision.Admit(comment.author(), recipe.get(), known.commit());
        }
        return seen instanceof SeenCommit.Moved
                ? refuse(comment, new Refusal.HeadMoved())
                : new Decision.Wait("a push may not be in the timeline yet");
    }

    private boolean isEnrolled(Repository repository, RecipeName recipe) {
        return repositories.contains(repository) && Files.isDirectory(recipeTests.resolve(recipe.value()));
    }

    private static Decision refuse(ForgeComment comment, Refusal refusal) {
        return new Decision.Refuse(comment.author(), refusal);
    }

    private static Decision ignore(ForgeComment comment, String why) {
        return new Decision.Ignore(Optional.of(comment.author()), why);
    }
}
