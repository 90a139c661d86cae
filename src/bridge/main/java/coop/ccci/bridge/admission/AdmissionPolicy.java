package coop.ccci.bridge.admission;

import coop.ccci.bridge.forge.ForgeHealth;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.forge.GiteaJson.Account;
import coop.ccci.bridge.forge.GiteaJson.ForgeComment;
import coop.ccci.bridge.forge.GiteaJson.Membership;
import coop.ccci.bridge.ledger.Cursors;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.bridge.trigger.CommandWords;
import coop.ccci.contract.RecipeFolders;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides about a comment. Everything is read again from the forge, whoever told of the comment; nothing of the pull
 * request's content is fetched. Asked a second time, it decides by what is true then.
 */
public final class AdmissionPolicy {
    private final Gitea gitea;
    private final ForgeHealth health;
    private final AdmissionSettings settings;
    private final Cursors cursors;

    /**
     * Decides by these settings.
     *
     * @param cursors which tell since when comments are ours
     */
    public AdmissionPolicy(Gitea gitea, ForgeHealth health, AdmissionSettings settings, Cursors cursors) {
        this.gitea = gitea;
        this.health = health;
        this.settings = settings;
        this.cursors = cursors;
    }

    Decision decide(Comment place) {
        return gitea.comment(place.repository(), place.pullRequest(), place.id())
                .map(comment -> decide(new Command.Request(place, comment, gitea, settings)))
                .orElseGet(() -> new Decision.Ignore(Optional.empty(), IgnoreReason.DELETED));
    }

    private Decision decide(Command.Request request) {
        var words = CommandWords.parse(request.comment().body());
        if (words.isEmpty()) {
            return request.ignore(IgnoreReason.NO_COMMAND);
        }
        return whyNotACommand(request.place(), request.comment())
                .map(request::ignore)
                .orElseGet(() -> decide(request, Commands.parse(words.get())));
    }

    private Optional<IgnoreReason> whyNotACommand(Comment place, ForgeComment comment) {
        if (comment.isEdited()) {
            return Optional.of(IgnoreReason.EDITED);
        }
        if (!comment.pullRequest().equals(Optional.of(place.pullRequest()))) {
            return Optional.of(IgnoreReason.ELSEWHERE);
        }
        if (comment.createdAt().isBefore(cursors.firstStart())) {
            return Optional.of(IgnoreReason.BEFORE_FIRST_START); // polling leaves it out, an old delivery may not
        }
        return isProgram(comment.author()) ? Optional.of(IgnoreReason.WRITTEN_BY_PROGRAM) : Optional.empty();
    }

    /** Gitea's own accounts, such as that of its actions, have numbers below 1; it tells of no other that it is a bot. */
    private boolean isProgram(Account author) {
        return author.id() < 1 || author.id() == gitea.bot().id() || settings.isBot(author.login());
    }

    private Decision decide(Command.Request request, Command command) {
        return switch (membershipOf(request.comment().author(), request.place().repository())) {
            case UNKNOWABLE -> new Decision.Wait(Decision.WaitReason.MEMBERS_HIDDEN);
            case STRANGER -> command.decideForStranger(request);
            case MEMBER -> command.decide(request);
        };
    }

    /** A name may have changed hands since the comment was written, so it must still lead to the same number. */
    private Membership membershipOf(Account author, Repository repository) {
        if (!gitea.account(author.login()).map(Account::id).equals(Optional.of(author.id()))) {
            return Membership.STRANGER;
        }
        if (settings.isAllowed(author.login())) {
            return Membership.MEMBER;
        }
        var membership = gitea.membership(repository, author);
        if (membership == Membership.UNKNOWABLE) {
            health.cannotSeeMembers(repository.owner());
        } else {
            health.canSeeMembers(repository.owner());
        }
        return membership;
    }

    /**
     * Who may ask for what, as the operator set it.
     *
     * @param repositories the repositories that may have runs
     * @param allowlist login names in lower case of accounts that need not be members
     * @param bots login names in lower case of programs, which are never answered
     * @param recipeTests the folder with one folder per enrolled recipe
     */
    public record AdmissionSettings(
            Set<Repository> repositories, Set<String> allowlist, Set<String> bots, Path recipeTests) {
        /** Copies the sets. */
        public AdmissionSettings {
            repositories = Set.copyOf(repositories);
            allowlist = Set.copyOf(allowlist);
            bots = Set.copyOf(bots);
        }

        boolean isAllowed(String login) {
            return allowlist.contains(login.toLowerCase(Locale.ROOT));
        }

        boolean isBot(String login) {
            return bots.contains(login.toLowerCase(Locale.ROOT));
        }

        boolean isEnrolled(Repository repository) {
            return repositories.contains(repository)
                    && repository
                            .recipe()
                            .filter(recipe -> !RecipeFolders.about(recipeTests, recipe.value())
                                    .isEmpty())
                            .isPresent();
        }
    }
}
