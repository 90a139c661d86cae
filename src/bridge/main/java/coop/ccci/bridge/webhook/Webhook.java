package coop.ccci.bridge.webhook;

import coop.ccci.bridge.config.Secret;
import coop.ccci.bridge.ledger.Ledger;
import java.util.List;
import java.util.Map;

/** Makes the webhook's beans by the names that the route {@code webhook-gitea} uses. */
public final class Webhook {
    private Webhook() {}

    /**
     * All beans.
     *
     * @param secrets of which any may have signed a delivery; empty when there is no webhook
     * @throws IllegalArgumentException when a secret is blank
     */
    public static Map<String, Object> beans(Ledger ledger, List<Secret> secrets) {
        return Map.of(
                "webhookEndpoint", new WebhookEndpoint(),
                "webhookVerifier", new SignatureVerifier(secrets),
                "webhookEventParser", new CommentEventParser(),
                "webhookRecorder", new TriggerRecorder(ledger));
    }
}
