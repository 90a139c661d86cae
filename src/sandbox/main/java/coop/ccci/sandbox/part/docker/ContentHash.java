package coop.ccci.sandbox.part.docker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names content by a short hash, so that changed content is another object. */
public final class ContentHash {
    private static final int BYTES = 6;

    private ContentHash() {}

    /** Returns twelve hexadecimal digits that depend on all the texts. */
    public static String hash(String... texts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
