package coop.ccci.bridge.report;

import coop.ccci.bridge.forge.Forges;
import coop.ccci.bridge.forge.Forges.ForgeRefusedException;
import coop.ccci.bridge.forge.GiteaRepositories;
import coop.ccci.bridge.http.WebhookSender;
import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.RecipeLevels.LevelChange;
import coop.ccci.contract.RunId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the route {@code tell-level-changes}: when a recipe itself shows another level than it did when that was last
 * told, an issue on its repository and a webhook say so, where they are set, each once. What could not be told for days is not
 * told any more, and what comes after it is.
 */
public final class LevelPublisher {
    /** A forge or a webhook that does not take it for this long will not have it. */
    static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    private static final Logger LOG = LoggerFactory.getLogger(LevelPublisher.class);
    private static final Duration MAX_CLOCK_SKEW = Duration.ofHours(1);

    private final Ledger ledger;
    private final Forges forges;
    private final WebhookSender webhook;
    private final boolean hasIssues;
    private final URI publicUrl;
    private final Clock clock;

    /**
     * Tells on the forges, and by that webhook.
     *
     * @param hasIssues whether issues are opened
     */
    public LevelPublisher(
            Ledger ledger, Forges forges, WebhookSender webhook, boolean hasIssues, URI publicUrl, Clock clock) {
        this.ledger = ledger;
        this.forges = forges;
        this.webhook = webhook;
        this.hasIssues = hasIssues;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** Returns whether an issue is to be opened. */
    public boolean isIssueMissing(LevelChange change) {
        return hasIssues && change.isChange() && !change.hasIssue() && !isGivenUp(change, "issue");
    }

    /** Returns whether the webhook is to be called. */
    public boolean isWebhookMissing(LevelChange change) {
        return webhook.isSet() && change.isChange() && !change.isSent() && !isGivenUp(change, "webhook");
    }

    private boolean isGivenUp(LevelChange change, String what) {
        var at = change.run().end().orElseThrow().at();
        if (clock.instant().isBefore(at.plus(GIVE_UP_AFTER))) {
            return false;
        }
        LOG.warn("change of level not told {} by={}: it was not taken for days", change, what);
        return true;
    }

    /** Opens the issue, unless it is there: a bridge may have died before it could write that down. */
    public void openIssue(LevelChange change, Claim claim) {
        ledger.claims().extend(claim);
        var run = change.run();
        var page = RunText.page(publicUrl, run);
        var gitea = new GiteaRepositories(forges.of(run.repository()));
        var marker = LevelChangeText.marker(change);
        var since = run.end().orElseThrow().at().minus(MAX_CLOCK_SKEW);
        try {
            var number = gitea.ownIssue(run.repository(), since, marker)
                    .orElseGet(() -> gitea.openIssue(
                            run.repository(),
                            LevelChangeText.title(change),
                            LevelChangeText.issue(change, page, pageBefore(change))));
            LOG.info("change of level told {} issue={}", change, number);
        } catch (ForgeRefusedException e) {
            // The repository may have no issues, or the bot no right to open one; what remains is to say so.
            LOG.warn("change of level not told {} by=issue: {}", change, e.getMessage());
        }
        ledger.recipes().levels().recordIssue(change);
    }

    private URI pageBefore(LevelChange change) {
        RunId before = change.before().orElseThrow().run();
        return URI.create(publicUrl + "/runs/" + before);
    }

    /** Calls the webhook. Killed right here, it calls again: the message has an id that stays the same. */
    public void callWebhook(LevelChange change, Claim claim) {
        ledger.claims().extend(claim);
        webhook.send(LevelChangeText.message(change, RunText.page(publicUrl, change.run())));
        LOG.info("change of level told {} by=webhook", change);
        ledger.recipes().levels().recordWebhook(change);
    }

    /** Writes down that all is told up to this run, and ends the claim. */
    public void settle(LevelChange change, Claim claim) {
        ledger.recipes().levels().told(claim, change);
    }
}
