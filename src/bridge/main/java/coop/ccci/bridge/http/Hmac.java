package coop.ccci.bridge.http;

import coop.ccci.bridge.config.Configuration.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 with one secret, as forges sign their deliveries with it, and the bridge its messages. */
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

    /** Returns the signature's 32 bytes. */
    public byte[] of(byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /** Returns the signature as it stands in the header: 64 lower-case hexadecimal digits. */
    public String header(byte[] body) {
        return HexFormat.of().formatHex(of(body));
    }
}
