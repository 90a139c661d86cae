package coop.ccci.bridge.webhook;

import coop.ccci.bridge.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 with one secret, as forges sign their deliveries with it. */
public final class Hmac {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * Signs with that secret.
     *
     * @throws IllegalArgumentException when it is blank: anybody could sign with it
     */
    public Hmac(Secret secret) {
        if (secret.value().isBlank()) {
            throw new IllegalArgumentException("a webhook secret is empty: anybody could sign with it");
        }
        key = new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The signature's 32 bytes. */
    byte[] of(byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /** The signature as it stands in the header: 64 lower-case hexadecimal digits. */
    public String header(byte[] body) {
        return HexFormat.of().formatHex(of(body));
    }
}
