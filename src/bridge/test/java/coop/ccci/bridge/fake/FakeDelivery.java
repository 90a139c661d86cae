package coop.ccci.bridge.fake;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One webhook delivery, signed as Gitea signs. Its variants let a test send what a forger would.
 *
 * @param id the uuid of the delivery; the same when it is sent again
 * @param target where it goes
 * @param headers every header; a test may replace them
 * @param body the payload; its UTF-8 bytes are what was signed
 */
public record FakeDelivery(UUID id, URI target, Map<String, List<String>> headers, String body) {

    static FakeDelivery signed(UUID id, URI target, String event, String type, String secret, String body) {
        var headers = new LinkedHashMap<String, List<String>>();
        var signature = secret.isEmpty() ? "" : hmac("HmacSHA256", secret, body);
        headers.put("Content-Type", List.of("application/json"));
        for (var forge : List.of("Gitea", "Gogs", "GitHub")) {
            headers.put("X-" + forge + "-Delivery", List.of(id.toString()));
            headers.put("X-" + forge + "-Event", List.of(event));
            headers.put("X-" + forge + "-Event-Type", List.of(type));
        }
        headers.put("X-Gitea-Signature", List.of(signature));
        headers.put("X-Gogs-Signature", List.of(signature));
        headers.put("X-Hub-Signature", List.of("sha1=" + (secret.isEmpty() ? "" : hmac("HmacSHA1", secret, body))));
        headers.put("X-Hub-Signature-256", List.of("sha256=" + signature));
        headers.put("X-Gitea-Hook-Installation-Target-Type", List.of("repository"));
        return new FakeDelivery(id, target, headers, body);
    }

    /** The same payload for another delivery: what a forge that was restored from a backup may send. */
    public FakeDelivery underAnotherId() {
        var other = UUID.randomUUID();
        return new FakeDelivery(other, target, headers, body)
                .with("X-Gitea-Delivery", other.toString())
                .with("X-Gogs-Delivery", other.toString())
                .with("X-GitHub-Delivery", other.toString());
    }

    /** With a header set to these values; without any, the header is left out. */
    public FakeDelivery with(String header, String... values) {
        var changed = new LinkedHashMap<>(headers);
        changed.remove(header);
        if (values.length > 0) {
            changed.put(header, List.of(values));
        }
        return new FakeDelivery(id, target, changed, body);
    }

    /** With another body under the signature of this one. */
    public FakeDelivery withBody(String other) {
        return new FakeDelivery(id, target, headers, other);
    }

    /** With another body, and signed with the secret. */
    public FakeDelivery withBody(String other, String secret) {
        var changed = withBody(other);
        return changed.with("X-Gitea-Signature", hmac("HmacSHA256", secret, changed.body()));
    }

    /** To another address, for example one with a query. */
    public FakeDelivery to(URI elsewhere) {
        return new FakeDelivery(id, elsewhere, headers, body);
    }

    /** With the header names of Forgejo and nobody else's. */
    public FakeDelivery asForgejo() {
        var renamed = new LinkedHashMap<String, List<String>>();
        headers.forEach((name, values) -> {
            if (name.startsWith("X-Gitea-")) {
                renamed.put(name.replace("X-Gitea-", "X-Forgejo-"), values);
            }
        });
        renamed.put("Content-Type", List.of("application/json"));
        return new FakeDelivery(id, target, renamed, body);
    }

    HttpRequest request() {
        var builder = HttpRequest.newBuilder(target).POST(HttpRequest.BodyPublishers.ofString(body));
        var flat = new ArrayList<String>();
        headers.forEach((name, values) -> values.forEach(value -> flat.addAll(List.of(name, value))));
        return builder.headers(flat.toArray(String[]::new)).build();
    }

    private static String hmac(String algorithm, String secret, String body) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has " + algorithm, e);
        }
    }
}
