package coop.ccci.bridge.admission;

import coop.ccci.bridge.admission.AdmissionPolicy.AdmissionSettings;
import coop.ccci.bridge.forge.Forges;
import coop.ccci.bridge.forge.GiteaRepositories;
import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.RecipeRefs.RecipeRef;
import coop.ccci.bridge.ledger.RecipeTriggers.RecipeTrigger;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.RunQueue;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.reason.TriggerReason.IgnoreReason;
import coop.ccci.contract.RunId;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the route {@code admit-recipe-triggers}: what asks for a test of a recipe itself becomes a run when no other such
 * run waits, so that there is never more than one in the way of those that somebody waits for.
 */
public final class RecipeAdmission {
    /** What could not become a run for so long is left alone: twice as long as a sweep may be spread. */
    static final Duration DECISION_TIMEOUT = Duration.ofDays(14);

    /** So long a trigger waits before it is looked whether it is its turn. */
    static final Duration WAIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(RecipeAdmission.class);

    private final Ledger ledger;
    private final AdmissionSettings settings;
    private final Forges forges;
    private final String engine;
    private final Clock clock;

    /**
     * Makes runs for that engine.
     *
     * @param forges which are asked, and from which runs clone
     */
    public RecipeAdmission(Ledger ledger, Forges forges, AdmissionSettings settings, String engine, Clock clock) {
        this.ledger = ledger;
        this.settings = settings;
        this.forges = forges;
        this.engine = engine;
        this.clock = clock;
    }

    /** Decides, and asks the forge where the default branch is, if it is the trigger's turn and it does not say a commit itself. */
    public DecidedRecipe decide(RecipeTrigger trigger) {
        if (!settings.isEnrolled(trigger.repository())) {
            return DecidedRecipe.ignore(trigger, IgnoreReason.NOT_ENROLLED);
        }
        if (clock.instant().isAfter(trigger.seenAt().plus(DECISION_TIMEOUT))) {
            return DecidedRecipe.ignore(trigger, IgnoreReason.UNDECIDED);
        }
        if (trigger.source() == Trigger.Source.PUSH && !isNewest(trigger)) {
            return DecidedRecipe.ignore(trigger, IgnoreReason.NEWER_COMMIT);
        }
        if (isAnotherWaiting()) {
            return DecidedRecipe.waiting(trigger);
        }
        return trigger.ref()
                .or(() -> defaultBranch(trigger.repository()))
                .map(ref -> DecidedRecipe.run(trigger, ref))
                .orElseGet(() -> DecidedRecipe.ignore(trigger, IgnoreReason.NO_BRANCH));
    }

    private Optional<RecipeRef> defaultBranch(Repository repository) {
        return new GiteaRepositories(forges.of(repository)).defaultBranch(repository);
    }

    private boolean isNewest(RecipeTrigger trigger) {
        return ledger.recipes().refs().branchOf(trigger.repository()).equals(trigger.ref());
    }

    private boolean isAnotherWaiting() {
        return ledger.runs().active().stream().anyMatch(run -> !run.isOfPerson() && run.state() == Run.State.QUEUED);
    }

    /**
     * Makes the run, in one transaction, which ends the claim. A commit that is waiting or being tested already, apart from pull
     * requests, is not tested twice.
     */
    public void admit(DecidedRecipe decided, Claim claim) {
        var trigger = decided.trigger();
        var run = ledger.inTransaction(() -> {
            ledger.queue().lockAdmission();
            var ref = decided.ref().orElseThrow();
            var same = ledger.runs().active().stream()
                    .filter(each -> !each.isOfPullRequest()
                            && each.repository().equals(trigger.repository())
                            && each.commit().equals(ref.commit()))
                    .map(Run::id)
                    .findFirst();
            var admitted = same.orElseGet(() -> add(trigger, ref));
            ledger.recipes().triggers().admitted(claim, admitted);
            return admitted;
        });
        LOG.info("trigger decided {} state=admitted run={}", trigger, run);
    }

    private RunId add(RecipeTrigger trigger, RecipeRef ref) {
        return ledger.queue()
                .add(new RunQueue.NewRun(
                        trigger.id(),
                        trigger.repository().recipe().orElseThrow(),
                        ref.commit(),
                        forges.cloneAddress(trigger.repository()),
                        Optional.of(ref.name()),
                        new Trigger.Comment.Author(0, ""),
                        engine,
                        Run.Mode.FULL));
    }

    /** Writes down why there is no run, which ends the claim. */
    public void ignore(DecidedRecipe decided, Claim claim) {
        var why = decided.ignored().orElseThrow();
        ledger.recipes().triggers().ignored(claim, why);
        LOG.info("trigger decided {} state=ignored why={}", decided.trigger(), why);
    }

    /** Ends the claim until it may be the trigger's turn. */
    public void waitForTurn(DecidedRecipe decided, Claim claim) {
        ledger.claims().release(claim, clock.instant().plus(WAIT));
    }

    /**
     * What is to become of a trigger that is no comment.
     *
     * @param trigger the trigger
     * @param outcome run, ignore or wait
     * @param ref what is tested, where there is a run
     * @param ignored why there is none, where there is none
     */
    public record DecidedRecipe(
            RecipeTrigger trigger, Outcome outcome, Optional<RecipeRef> ref, Optional<IgnoreReason> ignored) {
        private static DecidedRecipe run(RecipeTrigger trigger, RecipeRef ref) {
            return new DecidedRecipe(trigger, Outcome.RUN, Optional.of(ref), Optional.empty());
        }

        private static DecidedRecipe ignore(RecipeTrigger trigger, IgnoreReason why) {
            return new DecidedRecipe(trigger, Outcome.IGNORE, Optional.empty(), Optional.of(why));
        }

        private static DecidedRecipe waiting(RecipeTrigger trigger) {
            return new DecidedRecipe(trigger, Outcome.WAIT, Optional.empty(), Optional.empty());
        }

        /** Returns the outcome, by its name, for the routes. */
        public String kind() {
            return outcome.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return trigger.toString();
        }

        /** What can become of it. */
        public enum Outcome {
            /** There is a run, or one is made. */
            RUN,

            /** There is none. */
            IGNORE,

            /** Another run that nobody waits for is first. */
            WAIT
        }
    }
}
