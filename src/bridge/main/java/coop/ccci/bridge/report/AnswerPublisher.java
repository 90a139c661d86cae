package coop.ccci.bridge.report;

import coop.ccci.bridge.forge.ForgeHealth;
import coop.ccci.bridge.forge.ForgeRefusedException;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.forge.GiteaJson.CommitStatus;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Reports;
import coop.ccci.bridge.ledger.Reports.Effect;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step of the route {@code report-triggers}: reaction, answer and status of one comment that asked. Each effect is
 * sent and written down in a transaction of its own, and can be sent twice without harm: a reaction and a status are
 * the same after the second time, and an answer is looked for before it is posted.
 */
public final class AnswerPublisher {
    /** A forge that refuses an answer for this long will not have it. */
    static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    private static final Logger LOG = LoggerFactory.getLogger(AnswerPublisher.class);
    private static final Duration MAX_CLOCK_SKEW = Duration.ofHours(1);
    private static final int FORBIDDEN = 403;

    private final Ledger ledger;
    private final Gitea gitea;
    private final ForgeHealth health;
    private final URI publicUrl;
    private final Clock clock;

    /** Publishes to that forge. */
    public AnswerPublisher(Ledger ledger, Gitea gitea, ForgeHealth health, URI publicUrl, Clock clock) {
        this.ledger = ledger;
        this.gitea = gitea;
        this.health = health;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** Shows what should show for one trigger, unless another instance has locked it. */
    public void publish(long id) {
        for (var effect : new Effect[] {Effect.REACTION, Effect.COMMENT, Effect.STATUS}) {
            ledger.inTransaction(() -> ledger.reports().take(id).ifPresent(trigger -> show(trigger, effect)));
        }
        ledger.inTransaction(() -> ledger.reports().take(id).ifPresent(this::settle));
    }

    private void show(Trigger trigger, Effect effect) {
        var report = report(trigger);
        var wanted = digest(report, effect);
        if (wanted.isEmpty() || publishedDigest(trigger, effect).equals(wanted)) {
            return;
        }
        switch (effect) {
            case REACTION -> react(trigger, report, wanted.get());
            case COMMENT -> answer(trigger, report, wanted.get());
            case STATUS -> setStatus(trigger, report, wanted.get());
        }
    }

    private void settle(Trigger trigger) {
        var report = report(trigger);
        var isShown = true;
        for (var effect : Effect.values()) {
            var wanted = digest(report, effect);
            isShown &= wanted.isEmpty() || publishedDigest(trigger, effect).equals(wanted);
        }
        if (isShown && report.isLast()) {
            ledger.reports().settled(trigger);
        }
    }

    private TriggerReport report(Trigger trigger) {
        return trigger.run()
                .flatMap(ledger.runs()::find)
                .map(run -> TriggerReport.of(
                        trigger, run, !ledger.runs().hasNewerOfSameCommit(run), RunText.page(publicUrl, run)))
                .orElseGet(() -> TriggerReport.of(trigger));
    }

    private Optional<String> publishedDigest(Trigger trigger, Effect effect) {
        return ledger.reports().published(trigger).stream()
                .filter(shown -> shown.effect() == effect)
                .map(Reports.Published::digest)
                .findFirst();
    }

    private static Optional<String> digest(TriggerReport report, Effect effect) {
        return switch (effect) {
            case REACTION -> Optional.of(Reports.digest(report.reaction()));
            case COMMENT -> report.answer().map(Reports::digest);
            case STATUS -> report.status().map(status -> Reports.digest(status.toString()));
        };
    }

    private void react(Trigger trigger, TriggerReport report, String digest) {
        var comment = trigger.comment();
        try {
            gitea.react(comment.repository(), comment.id(), report.reaction());
        } catch (ForgeRefusedException e) {
            // The comment may be gone, or the reaction not be among those that this forge allows.
            LOG.info("reaction left out {}: {}", comment, e.getMessage());
        }
        ledger.reports().recordPublished(trigger, Effect.REACTION, Optional.empty(), digest);
    }

    private void answer(Trigger trigger, TriggerReport report, String digest) {
        var comment = trigger.comment();
        Optional<Long> id = Optional.empty();
        try {
            id = Optional.of(posted(trigger, report.marker())
                    .orElseGet(() -> gitea.write(
                            comment.repository(),
                            comment.pullRequest(),
                            report.answer().orElseThrow())));
        } catch (ForgeRefusedException e) {
            if (clock.instant().isBefore(trigger.seenAt().plus(GIVE_UP_AFTER))) {
                throw e;
            }
            LOG.warn("answer given up {}: {}", comment, e.getMessage());
        }
        ledger.reports().recordPublished(trigger, Effect.COMMENT, id, digest);
    }

    /** The answer that was posted by a bridge that died before it could write that down. */
    private Optional<Long> posted(Trigger trigger, String marker) {
        var comment = trigger.comment();
        var since = trigger.seenAt().minus(MAX_CLOCK_SKEW);
        return gitea.ownComment(comment.repository(), comment.pullRequest(), since, marker);
    }

    private void setStatus(Trigger trigger, TriggerReport report, String digest) {
        Run run = trigger.run().flatMap(ledger.runs()::find).orElseThrow();
        try {
            gitea.setStatus(run.repository(), run.commit(), report.status().orElseThrow());
            health.canSetStatus(run.repository());
        } catch (ForgeRefusedException e) {
            if (e.status() == FORBIDDEN) {
                health.cannotSetStatus(run.repository());
            }
            LOG.info("status {} left out run={}: {}", CommitStatus.CONTEXT, run.id(), e.getMessage());
        }
        ledger.reports().recordPublished(trigger, Effect.STATUS, Optional.empty(), digest);
    }

    /**
     * What should show for one comment that asked for something, apart from the pull request's own comment.
     *
     * @param marker an HTML comment, not seen by people, by which the answer is found again
     * @param answer a comment that answers this one only, with the marker: a refusal, or help; empty for none
     * @param status the commit status; empty for none
     * @param reaction the reaction to the comment that asked
     * @param isLast whether it will never show anything else
     */
    public record TriggerReport(
            String marker, Optional<String> answer, Optional<CommitStatus> status, String reaction, boolean isLast) {
        private static final String SEEN = "eyes";
        private static final String REFUSED = "confused";

        /** Returns the report of a trigger that has no run. */
        public static TriggerReport of(Trigger trigger) {
            var marker = "<!-- cc-ci answer to " + trigger.comment().id() + " -->";
            var answer = trigger.reason().flatMap(CommentTexts::answer).map(text -> marker + "\n🌻 " + text + "\n");
            var reaction = trigger.state() == Trigger.State.REFUSED ? REFUSED : SEEN;
            return new TriggerReport(marker, answer, Optional.empty(), reaction, true);
        }

        /**
         * Returns the report of a trigger that has a run. A second comment that asked for the same run gets a reaction only.
         *
         * @param isNewest whether no later run has the same commit, whose status is that run's then
         * @param page where people read more
         */
        public static TriggerReport of(Trigger trigger, Run run, boolean isNewest, URI page) {
            var isFirst = trigger.id() == run.triggerId();
            Optional<CommitStatus> status = isFirst && isNewest ? Optional.of(status(run, page)) : Optional.empty();
            return new TriggerReport(
                    "", Optional.empty(), status, SEEN, !isFirst || run.end().isPresent());
        }

        private static CommitStatus status(Run run, URI page) {
            return run.end()
                    .map(end -> new CommitStatus(word(end.verdict()), RunText.status(run, end), page))
                    .orElseGet(() -> new CommitStatus("pending", run.state().code(), page));
        }

        private static String word(Verdict verdict) {
            return switch (verdict) {
                case PASSED -> "success";
                case FAILED -> "failure";
                case CANCELLED, TIMED_OUT, SUPERSEDED, ERROR -> "error";
            };
        }
    }
}
