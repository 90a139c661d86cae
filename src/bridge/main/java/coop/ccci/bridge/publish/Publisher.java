package coop.ccci.bridge.publish;

import coop.ccci.bridge.forge.CommitStatus;
import coop.ccci.bridge.forge.ForgeRefused;
import coop.ccci.bridge.forge.ForgeStanding;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Shown;
import coop.ccci.bridge.ledger.Shown.Effect;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.report.Report;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step of the route {@code report-runs}. Each effect is sent and written down in a transaction of its own, and can
 * be sent twice without harm: a reaction and a status are the same after the second time, and a comment is looked for
 * before it is posted.
 */
public final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration CLOCKS_AGREE_WITHIN = Duration.ofHours(1);
    private static final int FORBIDDEN = 403;

    private final Ledger ledger;
    private final Gitea gitea;
    private final ForgeStanding standing;
    private final URI publicUrl;
    private final Duration betweenEdits;
    private final Clock clock;

    /**
     * Publishes to that forge.
     *
     * @param publicUrl under which the run pages are
     * @param betweenEdits how long a comment stays as it is, at least
     */
    public Publisher(
            Ledger ledger, Gitea gitea, ForgeStanding standing, URI publicUrl, Duration betweenEdits, Clock clock) {
        this.ledger = ledger;
        this.gitea = gitea;
        this.standing = standing;
        this.publicUrl = publicUrl;
        this.betweenEdits = betweenEdits;
        this.clock = clock;
    }

    /** Shows what should show for one trigger, unless another bridge is at it. */
    public void publish(long id) {
        for (var effect : new Effect[] {Effect.REACTION, Effect.COMMENT, Effect.STATUS}) {
            ledger.inOneStep(() -> ledger.reports().take(id).ifPresent(trigger -> show(trigger, effect)));
        }
        ledger.inOneStep(() -> ledger.reports().take(id).ifPresent(this::settle));
    }

    private void show(Trigger trigger, Effect effect) {
        var report = report(trigger);
        var wanted = digest(report, effect);
        var shown = shown(trigger, effect);
        if (wanted.isEmpty() || shown.map(Shown::digest).equals(wanted)) {
            return;
        }
        switch (effect) {
            case REACTION -> react(trigger, report, wanted.get());
            case COMMENT -> comment(trigger, report, shown, wanted.get());
            case STATUS -> setStatus(trigger, report, wanted.get());
        }
    }

    private void settle(Trigger trigger) {
        var report = report(trigger);
        var isShown = true;
        for (var effect : Effect.values()) {
            var wanted = digest(report, effect);
            isShown &= wanted.isEmpty()
                    || shown(trigger, effect).map(Shown::digest).equals(wanted);
        }
        if (isShown && report.isLast()) {
            ledger.reports().settled(trigger);
        }
    }

    private Report report(Trigger trigger) {
        return trigger.run()
                .flatMap(ledger.runs()::find)
                .map(run -> Report.of(
                        trigger,
                        run,
                        ledger.runs().events(run.id()),
                        ledger.runs().ahead(run.id()),
                        page(run)))
                .orElseGet(() -> Report.refused(trigger));
    }

    private URI page(Run run) {
        return URI.create(publicUrl + "/runs/" + run.id());
    }

    private Optional<Shown> shown(Trigger trigger, Effect effect) {
        return ledger.reports().shown(trigger).stream()
                .filter(shown -> shown.effect() == effect)
                .findFirst();
    }

    private static Optional<String> digest(Report report, Effect effect) {
        return switch (effect) {
            case REACTION -> Optional.of(Digest.of(report.reaction()));
            case COMMENT -> report.comment().map(Digest::of);
            case STATUS -> report.status().map(status -> Digest.of(status.toString()));
        };
    }

    private void react(Trigger trigger, Report report, String digest) {
        var comment = trigger.comment();
        try {
            gitea.react(comment.repository(), comment.id(), report.reaction());
        } catch (ForgeRefused e) {
            // The comment may be gone, or the reaction not be among those that this forge allows.
            LOG.info("reaction left out {}: {}", comment, e.getMessage());
        }
        ledger.reports().show(trigger, Effect.REACTION, Optional.empty(), digest);
    }

    private void comment(Trigger trigger, Report report, Optional<Shown> shown, String digest) {
        var isTooSoon = shown.map(last -> clock.instant().isBefore(last.at().plus(betweenEdits)))
                .orElse(false);
        if (isTooSoon) {
            return;
        }
        var text = report.comment().orElseThrow();
        var repository = trigger.comment().repository();
        var known = shown.flatMap(Shown::remoteId).or(() -> posted(trigger, report.marker()));
        var isThere = known.isPresent() && gitea.rewrite(repository, known.get(), text);
        var id = isThere
                ? known.get()
                : gitea.write(repository, trigger.comment().pullRequest(), text);
        ledger.reports().show(trigger, Effect.COMMENT, Optional.of(id), digest);
    }

    /** The comment that was posted by a bridge that died before it could write that down. */
    private Optional<Long> posted(Trigger trigger, String marker) {
        var comment = trigger.comment();
        var bot = gitea.bot();
        var since = trigger.seenAt().minus(CLOCKS_AGREE_WITHIN);
        return gitea.commentsSince(comment.repository(), comment.pullRequest(), since).stream()
                .filter(candidate -> candidate.author().id() == bot.id())
                .filter(candidate -> candidate.body().startsWith(marker))
                .map(candidate -> candidate.id())
                .findFirst();
    }

    private void setStatus(Trigger trigger, Report report, String digest) {
        var run = trigger.run().flatMap(ledger.runs()::find).orElseThrow();
        try {
            gitea.setStatus(run.repository(), run.commit(), report.status().orElseThrow());
            standing.canSetStatus(run.repository());
        } catch (ForgeRefused e) {
            if (e.status() == FORBIDDEN) {
                standing.cannotSetStatus(run.repository());
            }
            LOG.info("status {} left out run={}: {}", CommitStatus.CONTEXT, run.id(), e.getMessage());
        }
        ledger.reports().show(trigger, Effect.STATUS, Optional.empty(), digest);
    }
}
