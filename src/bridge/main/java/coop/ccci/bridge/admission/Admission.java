package coop.ccci.bridge.admission;

import coop.ccci.bridge.camel.RetryLaterException;
import coop.ccci.bridge.forge.ForgeRefusedException;
import coop.ccci.bridge.forge.ForgeUnavailableException;
import coop.ccci.bridge.ledger.Author;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.NewRun;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.report.Refusal;
import coop.ccci.bridge.report.Texts;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of the route {@code admit-triggers}: decides about a trigger and makes the run, in one transaction. */
public final class Admission {
    /** A comment that cannot be decided for this long is left alone. */
    static final Duration DECISION_TIMEOUT = Duration.ofDays(1);

    /** So many comments of one account get an answer of their own within an hour; then they are passed over. */
    static final int MAX_ANSWERS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final Duration ANSWER_WINDOW = Duration.ofHours(1);

    private final Ledger ledger;
    private final AdmissionPolicy policy;
    private final Quotas limits;
    private final URI forge;
    private final String engine;
    private final Clock clock;

    /**
     * Makes runs for that engine.
     *
     * @param forge the forge's address, from which runs clone
     */
    public Admission(Ledger ledger, AdmissionPolicy policy, Quotas limits, URI forge, String engine, Clock clock) {
        this.ledger = ledger;
        this.policy = policy;
        this.limits = limits;
        this.forge = forge;
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * Decides about one trigger, unless it is decided or another bridge is at it.
     *
     * @throws RetryLaterException when it cannot be decided now
     * @throws ForgeUnavailableException when the forge cannot be asked now
     */
    public void admit(long trigger) {
        ledger.inTransaction(() -> ledger.triggers().takeSeen(trigger).ifPresent(this::decide));
    }

    private void decide(Trigger trigger) {
        var decision = decision(trigger);
        if (decision instanceof Decision.Admit admit) {
            admit(trigger, admit);
        } else if (decision instanceof Decision.Cancel cancel) {
            cancel(trigger, cancel.author());
        } else if (decision instanceof Decision.Help help) {
            if (mayAnswer(trigger, help.author())) {
                ledger.triggers().answered(trigger, help.author(), Optional.of(Texts.help()));
                ledger.reports().open(trigger);
            }
        } else if (decision instanceof Decision.Refuse refuse) {
            refuse(trigger, refuse.author(), refuse.refusal());
        } else if (decision instanceof Decision.Ignore ignore) {
            ledger.triggers().ignored(trigger, ignore.author(), ignore.why());
        } else if (decision instanceof Decision.Wait wait) {
            throw new RetryLaterException(wait.why());
        }
        LOG.info("trigger decided {} decision={}", trigger.comment(), decision);
    }

    private Decision decision(Trigger trigger) {
        var isLate = clock.instant().isAfter(trigger.seenAt().plus(DECISION_TIMEOUT));
        try {
            var decision = policy.decide(trigger.comment());
            return isLate && decision instanceof Decision.Wait wait ? tooLate(trigger, wait.why()) : decision;
        } catch (ForgeUnavailableException | ForgeRefusedException e) {
            if (isLate) {
                return tooLate(trigger, e.getMessage());
            }
            throw e;
        }
    }

    private static Decision tooLate(Trigger trigger, String why) {
        LOG.warn("trigger given up {}, it cannot be decided: {}", trigger.comment(), why);
        return new Decision.Ignore(Optional.empty(), "it could not be decided within a day: " + why);
    }

    private void refuse(Trigger trigger, Author author, Refusal refusal) {
        if (mayAnswer(trigger, author)) {
            ledger.triggers().refused(trigger, author, Texts.sentence(refusal));
            ledger.reports().open(trigger);
        }
    }

    private boolean mayAnswer(Trigger trigger, Author author) {
        var since = clock.instant().minus(ANSWER_WINDOW);
        if (ledger.triggers().answersTo(author, since) < MAX_ANSWERS) {
            return true;
        }
        ledger.triggers().ignored(trigger, Optional.of(author), "its author has had many answers in this hour");
        return false;
    }

    /**
     * A commit that is already waiting or being tested is not tested twice; its run answers for both comments. Runs of
     * the pull request's older commits make way.
     */
    private void admit(Trigger trigger, Decision.Admit admit) {
        ledger.queue().lockAdmission();
        var comment = trigger.comment();
        var active = active(run -> true);
        var ofPullRequest = active.stream()
                .filter(run ->
                        run.repository().equals(comment.repository()) && run.pullRequest() == comment.pullRequest())
                .toList();
        var same = ofPullRequest.stream()
                .filter(run -> run.commit().equals(admit.commit()) && run.mode().covers(admit.mode()))
                .findFirst();
        var older = ofPullRequest.stream()
                .filter(run -> !run.commit().equals(admit.commit()))
                .toList();
        var staying = active.stream().filter(run -> !older.contains(run)).toList();
        var refusal = same.isPresent()
                ? Optional.<Refusal>empty()
                : limits.reached(staying, admit.author(), comment.repository());
        if (refusal.isPresent()) {
            refuse(trigger, admit.author(), refusal.get());
            return;
        }
        supersede(older, admit.commit());
        ledger.triggers().admitted(trigger, admit.author(), same.map(Run::id).orElseGet(() -> add(trigger, admit)));
        ledger.reports().open(trigger);
    }

    private RunId add(Trigger trigger, Decision.Admit admit) {
        return ledger.queue()
                .add(new NewRun(
                        trigger,
                        admit.recipe(),
                        admit.commit(),
                        cloneAddress(trigger.comment().repository()),
                        admit.author(),
                        engine,
                        admit.mode()));
    }

    private void supersede(List<Run> older, Commit newer) {
        older.forEach(run -> ledger.queue().requestStop(run, Verdict.SUPERSEDED, Texts.supersededBy(newer)));
    }

    private void cancel(Trigger trigger, Author author) {
        var place = trigger.comment();
        var active =
                active(run -> run.repository().equals(place.repository()) && run.pullRequest() == place.pullRequest());
        if (active.isEmpty()) {
            refuse(trigger, author, new Refusal.NothingToCancel());
            return;
        }
        active.forEach(run -> ledger.queue().requestStop(run, Verdict.CANCELLED, Texts.cancelledBy(author.login())));
        ledger.triggers().answered(trigger, author, Optional.empty());
        ledger.reports().open(trigger);
    }

    /** The runs that are not over and are not asked to end. */
    private List<Run> active(Predicate<Run> which) {
        return ledger.runs().unfinished().stream()
                .filter(run -> run.stop().isEmpty())
                .filter(which)
                .toList();
    }

    private URI cloneAddress(Repository repository) {
        return URI.create(forge + "/" + repository + ".git");
    }
}
