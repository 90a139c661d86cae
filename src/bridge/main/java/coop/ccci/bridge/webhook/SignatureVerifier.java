package coop.ccci.bridge.webhook;

import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.http.Hmac;
import coop.ccci.bridge.webhook.WebhookEndpoint.Delivery;
import coop.ccci.bridge.webhook.WebhookEndpoint.RejectedDeliveryException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells a delivery of our forge from all others, before anything in it is read. The forge signs with HMAC-SHA256 over the
 * bytes of the body and writes it as 64 lower-case hexadecimal digits, without a prefix (Gitea 1.26,
 * services/webhook/deliver.go). While a secret is exchanged for another, both are valid.
 */
public final class SignatureVerifier {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private final List<Hmac> keys;
    private final String setting;

    /**
     * Takes the secrets of which any may have signed; without one, every delivery is refused.
     *
     * @param setting the name of the setting with the secret
     * @throws IllegalArgumentException when one is blank: anybody could sign with it
     */
    public SignatureVerifier(List<Secret> secrets, String setting) {
        this.setting = setting;
        keys = secrets.stream().map(Hmac::new).toList();
    }

    /**
     * Gives the delivery back when it is one of our forge.
     *
     * @throws RejectedDeliveryException when it is not, or is of a form that cannot be
     */
    public Delivery check(Delivery delivery) {
        if (keys.isEmpty()) {
            throw new RejectedDeliveryException(404, "no webhook is set up here: " + setting + " is not set");
        }
        if (!delivery.query().isEmpty()) {
            throw new RejectedDeliveryException(400, "the address of the webhook has no query");
        }
        if (!isJson(delivery.contentType())) {
            throw new RejectedDeliveryException(415, "set the webhook's content type to application/json");
        }
        if (delivery.body().length > WebhookEndpoint.MAX_BYTES) {
            throw new RejectedDeliveryException(413, "a delivery has at most " + WebhookEndpoint.MAX_BYTES + " bytes");
        }
        var sent = delivery.signatures().stream()
                .filter(signature -> !signature.isEmpty())
                .distinct()
                .toList();
        if (sent.isEmpty()) {
            throw new RejectedDeliveryException(401, "the delivery is not signed: set the secret of the webhook");
        }
        if (sent.size() > 1) {
            throw new RejectedDeliveryException(400, "the delivery has two signatures that differ");
        }
        if (!isRight(sent.get(0), delivery.body())) {
            throw new RejectedDeliveryException(
                    403, "the signature is wrong: the secret of the webhook is another than " + setting);
        }
        return delivery;
    }

    private boolean isRight(String signature, byte[] body) {
        if (!FORM.matcher(signature).matches()) {
            return false;
        }
        var sent = HexFormat.of().parseHex(signature);
        var right = false;
        // Every key is tried, so that the time tells nothing about which one it was.
        for (var key : keys) {
            right |= MessageDigest.isEqual(key.of(body), sent);
        }
        return right;
    }

    private static boolean isJson(String contentType) {
        var semicolon = contentType.indexOf(';');
        var type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
    }
}
