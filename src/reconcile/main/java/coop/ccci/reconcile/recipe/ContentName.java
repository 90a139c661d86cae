package coop.ccci.reconcile.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names made of contents: a secret of the swarm cannot be changed, so another content is another secret, and what is
 * deployed says by its names what is in it.
 */
public final class ContentName {
    private static final Pattern VERSION = Pattern.compile("c[0-9a-f]{8}");
    private static final int VERSION_DIGITS = 8;
    private static final int DIGEST_DIGITS = 32;

    private ContentName() {}

    /** Returns the version of a secret with this content, {@code c} and eight hexadecimal digits. */
    public static String version(String content) {
        return "c" + hex(content).substring(0, VERSION_DIGITS);
    }

    /** Returns whether this is a version that {@link #version} makes. */
    public static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /** Returns a digest of a wish, for a label. */
    public static String digest(List<String> wish) {
        return hex(String.join("\n", wish)).substring(0, DIGEST_DIGITS);
    }

    private static String hex(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
