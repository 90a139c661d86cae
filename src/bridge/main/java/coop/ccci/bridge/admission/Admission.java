package coop.ccci.bridge.admission;

import coop.ccci.bridge.forge.Forges;
import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.RunQueue;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.reason.ReasonJson;
import coop.ccci.bridge.reason.Refusal;
import coop.ccci.bridge.reason.RunReason;
import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the route {@code admit-triggers}, and of those that it leads to, which write what becomes of a trigger. */
public final class Admission {
    /** A comment that cannot be decided for this long is left alone. */
    static final Duration DECISION_TIMEOUT = Duration.ofDays(1);

    /** So many comments of one account get an answer of their own within an hour; then they are passed over. */
    static final int MAX_ANSWERS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Ledger ledger;
    private final AdmissionPolicy policy;
    private final Quotas quotas;
    private final Forges forges;
    private final String engine;
    private final Clock clock;

    /**
     * Makes runs for that engine.
     *
     * @param forges from which runs clone
     */
    public Admission(Ledger ledger, AdmissionPolicy policy, Quotas quotas, Forges forges, String engine, Clock clock) {
        this.ledger = ledger;
        this.policy = policy;
        this.quotas = quotas;
        this.forges = forges;
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * Returns whether its author has written too much within an hour to be looked at again. Whoever told of the comment says who
     * that is, and the forge is not asked.
     */
    public boolean isTooMuch(Trigger trigger) {
        var since = trigger.seenAt().minus(HOUR);
        return ledger.triggers().commentsLike(trigger, since) > quotas.commentsPerPerson();
    }

    /** Passes such a comment over, which ends the claim. */
    public void passOver(Trigger trigger, Claim claim) {
        ledger.triggers().ignored(claim, Optional.empty(), IgnoreReason.TOO_MANY_COMMENTS);
        LOG.info("trigger decided {} state=ignored: too many comments of its author", trigger.comment());
    }

    /** Decides by what was read of the forge. */
    public DecidedTrigger decide(AdmissionRequest request) {
        return new DecidedTrigger(request.trigger(), policy.decide(request));
    }

    /**
     * Writes what was decided, in one transaction, which ends the claim.
     *
     * @return what has become of the trigger
     * @throws RetryLaterException when it cannot be decided now
     */
    public Outcome write(DecidedTrigger decided, Claim claim) {
        return ledger.inTransaction(() -> decided.decision().match(new Execution(decided.trigger(), claim)));
    }

    /** Leaves a trigger alone that could not be decided for too long; false when it is not so old yet. */
    public boolean giveUp(Claim claim, Trigger trigger) {
        if (!clock.instant().isAfter(trigger.seenAt().plus(DECISION_TIMEOUT))) {
            return false;
        }
        LOG.warn("trigger given up {}, it cannot be decided", trigger.comment());
        ledger.triggers().ignored(claim, Optional.empty(), IgnoreReason.UNDECIDED);
        return true;
    }

    /** Carries a decision out. Each case writes the trigger's new state, which it returns, or throws. */
    private final class Execution implements Decision.Cases<Outcome> {
        private final Trigger trigger;
        private final Claim claim;

        Execution(Trigger trigger, Claim claim) {
            this.trigger = trigger;
            this.claim = claim;
        }

        /**
         * Makes a run. A commit that is already waiting or being tested is not tested twice; its run answers for both comments. Runs
         * of the pull request's older commits make way.
         */
        @Override
        public Outcome admit(Decision.Admit admit) {
            ledger.queue().lockAdmission();
            var comment = trigger.comment();
            var active = ledger.runs().active().stream().filter(Run::isOfPerson).toList();
            var ofPullRequest = active.stream()
                    .filter(run -> run.isOn(comment.repository(), comment.pullRequest()))
                    .toList();
            var same = ofPullRequest.stream()
                    .filter(run ->
                            run.commit().equals(admit.commit()) && run.mode().covers(admit.mode()))
                    .findFirst();
            var older = ofPullRequest.stream()
                    .filter(run -> !run.commit().equals(admit.commit()))
                    .toList();
            var staying = active.stream().filter(run -> !older.contains(run)).toList();
            var refusal = same.isPresent()
                    ? Optional.<Refusal>empty()
                    : quotas.reached(staying, admit.author(), comment.repository());
            if (refusal.isPresent()) {
                return refuse(admit.author(), refusal.get());
            }
            var superseded = new RunReason.SupersededBy(admit.commit());
            older.forEach(run -> ledger.queue().requestStop(run, Verdict.SUPERSEDED, superseded));
            ledger.triggers().admitted(claim, admit.author(), same.map(Run::id).orElseGet(() -> add(admit)));
            ledger.reports().open(trigger);
            return new Outcome(comment, Trigger.State.ADMITTED);
        }

        private RunId add(Decision.Admit admit) {
            return ledger.queue()
                    .add(new RunQueue.NewRun(
                            trigger.id(),
                            admit.recipe(),
                            admit.commit(),
                            forges.cloneAddress(trigger.comment().repository()),
                            admit.target(),
                            admit.author(),
                            engine,
                            admit.mode()));
        }

        @Override
        public Outcome act(Decision.Act act) {
            return act.action()
                    .apply(ledger, trigger.comment())
                    .map(reason -> answer(act.author(), reason, ""))
                    .orElseGet(() -> {
                        ledger.reports().open(trigger);
                        return new Outcome(trigger.comment(), ledger.triggers().answered(claim, act.author()));
                    });
        }

        @Override
        public Outcome refuse(Comment.Author author, Refusal refusal) {
            return answer(author, new TriggerReason.Refused(refusal), ReasonJson.code(refusal));
        }

        @Override
        public Outcome ignore(Optional<Comment.Author> author, IgnoreReason reason) {
            var state = ledger.triggers().ignored(claim, author, reason);
            return new Outcome(trigger.comment(), state, reason.toString(), reason.isOfCommand());
        }

        @Override
        public Outcome waitFor(Decision.WaitReason reason) {
            throw new RetryLaterException("the comment cannot be decided yet: " + reason);
        }

        private Outcome answer(Comment.Author author, TriggerReason reason, String why) {
            var since = clock.instant().minus(HOUR);
            if (ledger.triggers().answersTo(trigger.comment().repository().forge(), author, since) >= MAX_ANSWERS) {
                return ignore(Optional.of(author), IgnoreReason.TOO_MANY_ANSWERS);
            }
            ledger.reports().open(trigger);
            return new Outcome(trigger.comment(), ledger.triggers().answered(claim, author, reason), why, true);
        }
    }

    /** A step cannot be done now; the row stays as it is and comes up again later. */
    public static final class RetryLaterException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Makes one with a sentence that says what is waited for. */
        public RetryLaterException(String message) {
            super(message);
        }
    }

    /**
     * What has become of a trigger, as the routes log it.
     *
     * @param comment the comment
     * @param state its state now
     * @param why there is no run, as the metrics name it; empty when there is one, or when none was asked for
     * @param isMissed whether somebody may wonder what has become of it
     */
    public record Outcome(Comment comment, Trigger.State state, String why, boolean isMissed) {
        private Outcome(Comment comment, Trigger.State state) {
            this(comment, state, "", true);
        }

        /** Returns whether its author is to see something of it. */
        public boolean isShown() {
            return state != Trigger.State.IGNORED;
        }

        @Override
        public String toString() {
            return comment + " state=" + state.code() + (why.isEmpty() ? "" : " why=" + why);
        }
    }

    /**
     * A trigger about which all is known, and which is not written down yet.
     *
     * @param trigger the trigger
     * @param decision what is to become of it
     */
    public record DecidedTrigger(Trigger trigger, Decision decision) {
        /** Returns what was decided: run, refuse, ignore, wait, or the name of a command. */
        public String kind() {
            return decision.kind();
        }

        @Override
        public String toString() {
            return trigger.comment().toString();
        }
    }

    /**
     * How many runs may wait or run at once, and how many comments are looked at.
     *
     * @param perPerson of those that one account asked for
     * @param perRepository of one repository
     * @param all together
     * @param commentsPerPerson how many commands of one account are looked at within an hour
     */
    public record Quotas(int perPerson, int perRepository, int all, int commentsPerPerson) {
        /** Returns the limit that one more run would pass; empty when there is room. */
        Optional<Refusal> reached(List<Run> unfinished, Comment.Author author, Repository repository) {
            return over(
                            unfinished,
                            run -> run.authorId() == author.id()
                                    && run.repository().forge().equals(repository.forge()),
                            Refusal.Quota.PERSON,
                            perPerson)
                    .or(() -> over(
                            unfinished,
                            run -> run.repository().equals(repository),
                            Refusal.Quota.REPOSITORY,
                            perRepository))
                    .or(() -> over(unfinished, run -> true, Refusal.Quota.ALL, all));
        }

        private static Optional<Refusal> over(
                List<Run> unfinished, Predicate<Run> counts, Refusal.Quota quota, int max) {
            return unfinished.stream().filter(counts).count() < max
                    ? Optional.empty()
                    : Optional.of(new Refusal.TooMany(quota, max));
        }
    }
}
