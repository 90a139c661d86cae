package coop.ccci.bridge.report;

import coop.ccci.bridge.forge.Forges;
import coop.ccci.bridge.forge.Forges.ForgeRefusedException;
import coop.ccci.bridge.forge.GiteaJson.CommitStatus;
import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Reports;
import coop.ccci.bridge.ledger.Reports.Effect;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.contract.Verdict;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the route {@code report-triggers}: reaction, answer and status of one comment that asked. Each effect is
 * written down as soon as it was sent, and can be sent twice without harm: a reaction and a status are the same after the
 * second time, and an answer is looked for before it is posted.
 */
public final class AnswerPublisher {
    /** A forge that refuses an answer for this long will not have it. */
    static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    private static final Logger LOG = LoggerFactory.getLogger(AnswerPublisher.class);
    private static final Duration MAX_CLOCK_SKEW = Duration.ofHours(1);
    private static final int FORBIDDEN = 403;

    private final Ledger ledger;
    private final Forges forges;
    private final URI publicUrl;
    private final Clock clock;

    /** Publishes to those forges. */
    public AnswerPublisher(Ledger ledger, Forges forges, URI publicUrl, Clock clock) {
        this.ledger = ledger;
        this.forges = forges;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** Finds out what should show for one trigger, and what of it does not show yet. */
    public RenderedAnswer render(Trigger trigger) {
        var report = trigger.run()
                .flatMap(ledger.runs()::find)
                .map(run -> TriggerReport.of(
                        trigger, run, !ledger.runs().hasNewerOfSameCommit(run), RunText.page(publicUrl, run)))
                .orElseGet(() -> TriggerReport.of(trigger));
        var shown = ledger.reports().published(trigger).stream()
                .collect(Collectors.toMap(Reports.Published::effect, Reports.Published::digest));
        return new RenderedAnswer(trigger, report, shown);
    }

    /** Reacts to the comment that asked. */
    public void react(RenderedAnswer rendered, Claim claim) {
        var comment = rendered.trigger().comment();
        ledger.claims().extend(claim);
        try {
            forges.of(comment.repository())
                    .react(comment.repository(), comment.id(), rendered.report().reaction());
        } catch (ForgeRefusedException e) {
            // The comment may be gone, or the reaction not be among those that this forge allows.
            LOG.info("reaction left out {}: {}", comment, e.getMessage());
        }
        record(rendered, Effect.REACTION, Optional.empty());
    }

    /** Posts the answer, unless it is there. */
    public void answer(RenderedAnswer rendered, Claim claim) {
        var comment = rendered.trigger().comment();
        ledger.claims().extend(claim);
        Optional<Long> id = Optional.empty();
        try {
            id = Optional.of(posted(rendered).orElseGet(() -> forges.of(comment.repository())
                    .write(
                            comment.repository(),
                            comment.pullRequest(),
                            rendered.report().answer().orElseThrow())));
        } catch (ForgeRefusedException e) {
            if (clock.instant().isBefore(rendered.trigger().seenAt().plus(GIVE_UP_AFTER))) {
                throw e;
            }
            LOG.warn("answer given up {}: {}", comment, e.getMessage());
        }
        record(rendered, Effect.COMMENT, id);
    }

    /** The answer that was posted by a bridge that died before it could write that down. */
    private Optional<Long> posted(RenderedAnswer rendered) {
        var comment = rendered.trigger().comment();
        var since = rendered.trigger().seenAt().minus(MAX_CLOCK_SKEW);
        return forges.of(comment.repository())
                .ownComment(
                        comment.repository(),
                        comment.pullRequest(),
                        since,
                        rendered.report().marker());
    }

    /** Sets the status of the commit. */
    public void setStatus(RenderedAnswer rendered, Claim claim) {
        Run run = rendered.trigger().run().flatMap(ledger.runs()::find).orElseThrow();
        ledger.claims().extend(claim);
        var gitea = forges.of(run.repository());
        try {
            gitea.setStatus(
                    run.repository(), run.commit(), rendered.report().status().orElseThrow());
            gitea.health().canSetStatus(run.repository());
        } catch (ForgeRefusedException e) {
            if (e.status() == FORBIDDEN) {
                gitea.health().cannotSetStatus(run.repository());
            }
            LOG.info("status {} left out run={}: {}", CommitStatus.CONTEXT, run.id(), e.getMessage());
        }
        record(rendered, Effect.STATUS, Optional.empty());
    }

    private void record(RenderedAnswer rendered, Effect effect, Optional<Long> id) {
        ledger.reports()
                .recordPublished(
                        rendered.trigger(), effect, id, rendered.digest(effect).orElseThrow());
    }

    /** Ends the claim of a trigger that shows all, for ever where nothing of it will change again. */
    public void settle(RenderedAnswer rendered, Claim claim) {
        if (rendered.report().isLast()) {
            ledger.reports().settled(claim);
        } else {
            ledger.claims().release(claim);
        }
    }

    /**
     * What should show for a trigger, and what shows.
     *
     * @param trigger the comment that asked
     * @param report what should show
     * @param shown the digests of what shows
     */
    public record RenderedAnswer(Trigger trigger, TriggerReport report, Map<Effect, String> shown) {
        /** Copies the map. */
        public RenderedAnswer {
            shown = Map.copyOf(shown);
        }

        /** Returns whether the reaction is to be sent. */
        public boolean isReactionNew() {
            return isNew(Effect.REACTION);
        }

        /** Returns whether the answer is to be sent. */
        public boolean isAnswerNew() {
            return isNew(Effect.COMMENT);
        }

        /** Returns whether the status is to be sent. */
        public boolean isStatusNew() {
            return isNew(Effect.STATUS);
        }

        private boolean isNew(Effect effect) {
            return digest(effect)
                    .filter(wanted -> !wanted.equals(shown.get(effect)))
                    .isPresent();
        }

        private Optional<String> digest(Effect effect) {
            return switch (effect) {
                case REACTION -> Optional.of(Reports.digest(report.reaction()));
                case COMMENT -> report.answer().map(Reports::digest);
                case STATUS -> report.status().map(status -> Reports.digest(status.toString()));
            };
        }

        @Override
        public String toString() {
            return trigger.comment().toString();
        }
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
