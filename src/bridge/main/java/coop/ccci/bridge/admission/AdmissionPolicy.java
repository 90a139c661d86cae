package coop.ccci.bridge.admission;

import coop.ccci.bridge.admission.Commands.Command;
import coop.ccci.bridge.forge.Forges;
import coop.ccci.bridge.forge.GiteaJson.Account;
import coop.ccci.bridge.forge.GiteaJson.ForgeComment;
import coop.ccci.bridge.forge.GiteaJson.PullRequest;
import coop.ccci.bridge.ledger.Cursors;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.bridge.trigger.CommandWords;
import coop.ccci.contract.RecipeFolders;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The steps of the route {@code admit-triggers} that read and decide. Everything is read again from the forge, whoever
 * told of the comment; nothing of the pull request's content is fetched. Asked a second time, it decides by what is true
 * then.
 */
public final class AdmissionPolicy {
    private final Forges forges;
    private final AdmissionSettings settings;
    private final Map<String, NamedAccounts> accounts;
    private final Cursors cursors;
    private final Authorization authorization;
    private final SilentForges silent;

    /**
     * Decides by these settings.
     *
     * @param accounts the accounts that the settings name, by the keys of the forges
     * @param cursors which tell since when comments are ours
     */
    public AdmissionPolicy(
            Forges forges,
            AdmissionSettings settings,
            Map<String, NamedAccounts> accounts,
            Cursors cursors,
            Clock clock) {
        this.forges = forges;
        this.settings = settings;
        this.accounts = Map.copyOf(accounts);
        this.cursors = cursors;
        this.silent = new SilentForges(forges, clock);
        this.authorization = new Authorization(forges, this.accounts, clock);
    }

    boolean isEnrolled(Repository repository) {
        return settings.isEnrolled(repository);
    }

    /** Decides about a comment by all of the steps below. */
    Decision decide(Trigger trigger) {
        return decide(examine(authorise(read(trigger))));
    }

    /** Returns whether looking for comments is of use: not while every forge is known not to answer. */
    public boolean isForgeThere() {
        return silent.isAnyToBeAsked();
    }

    /**
     * Returns whether a comment waits because its forge does not answer, and another one has found that out a moment ago.
     *
     * @param row the comment's row, with its {@code forge}
     */
    public boolean isLeftForLater(Map<?, ?> row) {
        return silent.isLeftForLater(row);
    }

    /** Reads the comment anew, and finds out whether it is a command for the bridge. */
    public AdmissionRequest read(Trigger trigger) {
        var place = trigger.comment();
        var comment = forges.of(place.repository()).comment(place.repository(), place.pullRequest(), place.id());
        if (comment.isEmpty()) {
            return AdmissionRequest.notForUs(trigger, comment, IgnoreReason.DELETED);
        }
        var words = CommandWords.parse(comment.get().body());
        if (words.isEmpty()) {
            return AdmissionRequest.notForUs(trigger, comment, IgnoreReason.NO_COMMAND);
        }
        return whyNotACommand(place, comment.get())
                .map(why -> AdmissionRequest.notForUs(trigger, comment, why))
                .orElseGet(() -> AdmissionRequest.of(trigger, comment.get(), Commands.parse(words.get())));
    }

    private Optional<IgnoreReason> whyNotACommand(Comment place, ForgeComment comment) {
        if (comment.isEdited()) {
            return Optional.of(IgnoreReason.EDITED);
        }
        if (!comment.pullRequest().equals(Optional.of(place.pullRequest()))) {
            return Optional.of(IgnoreReason.ELSEWHERE);
        }
        if (comment.createdAt().isBefore(cursors.answersFrom(place.repository().forge()))) {
            return Optional.of(IgnoreReason.BEFORE_FIRST_START); // polling leaves it out, an old delivery may not
        }
        return isProgram(place.repository(), comment.author())
                ? Optional.of(IgnoreReason.WRITTEN_BY_PROGRAM)
                : Optional.empty();
    }

    /** Gitea's own accounts, such as that of its actions, have numbers below 1; it tells of no other that it is a bot. */
    private boolean isProgram(Repository repository, Account author) {
        return author.id() < 1
                || author.id() == forges.of(repository).bot().id()
                || accounts.get(repository.forge()).isBot(author);
    }

    /** Asks whether the author may ask for anything. */
    public AdmissionRequest authorise(AdmissionRequest request) {
        return request.isCommand()
                ? request.with(authorization.of(
                        request.comment().orElseThrow().author(),
                        request.place().repository()))
                : request;
    }

    /** Reads the pull request and then, where it is open, its timeline, if the command of a member needs its head. */
    public AdmissionRequest examine(AdmissionRequest request) {
        var place = request.place();
        var isNeeded = request.isOfMember()
                && request.command().filter(Command::needsHead).isPresent()
                && settings.isEnrolled(place.repository());
        if (!isNeeded) {
            return request;
        }
        var gitea = forges.of(place.repository());
        var pullRequest = gitea.pullRequest(place.repository(), place.pullRequest());
        var read = pullRequest.map(request::with).orElse(request);
        return pullRequest.filter(PullRequest::isOpen).isPresent()
                ? read.with(gitea.timelineSince(place.repository(), place.pullRequest(), place.id()))
                : read;
    }

    /** Decides by what was read; asks nobody. */
    Decision decide(AdmissionRequest request) {
        return request.objection()
                .map(request::ignore)
                .orElseGet(() -> decide(request, request.command().orElseThrow()));
    }

    private Decision decide(AdmissionRequest request, Command command) {
        return switch (request.membership().orElseThrow()) {
            case UNKNOWABLE -> new Decision.Wait(Decision.WaitReason.MEMBERS_HIDDEN);
            case STRANGER -> command.decideForStranger(request);
            case MEMBER -> command.decide(request, settings);
        };
    }

    /**
     * What may be tested, as the operator set it.
     *
     * @param repositories tells the repositories that may have runs, which may become others
     * @param recipeTests where the folders of enrolled recipes are
     */
    public record AdmissionSettings(Supplier<Set<Repository>> repositories, RecipeFolders recipeTests) {
        /** Returns whether the recipe of a repository may be tested. */
        public boolean isEnrolled(Repository repository) {
            return repositories.get().contains(repository)
                    && repository
                            .recipe()
                            .filter(recipe -> recipeTests.isAnyAbout(recipe.value()))
                            .isPresent();
        }
    }
}
