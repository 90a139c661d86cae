package coop.ccci.bridge.report;

import coop.ccci.bridge.forge.ForgeHealth;
import coop.ccci.bridge.forge.ForgeRefusedException;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.forge.Gitea.CommitStatus;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Reports;
import coop.ccci.bridge.ledger.Reports.Effect;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
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
        if (wanted.isEmpty() || shown(trigger, effect).equals(wanted)) {
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
            isShown &= wanted.isEmpty() || shown(trigger, effect).equals(wanted);
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

    private Optional<String> shown(Trigger trigger, Effect effect) {
        return ledger.reports().published(trigger).stream()
                .filter(shown -> shown.effect() == effect)
                .map(Reports.Published::digest)
                .findFirst();
    }

    private static Optional<String> digest(TriggerReport report, Effect effect) {
        return switch (effect) {
            case REACTION -> Optional.of(Digest.of(report.reaction()));
            case COMMENT -> report.answer().map(Digest::of);
            case STATUS -> report.status().map(status -> Digest.of(status.toString()));
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
}
