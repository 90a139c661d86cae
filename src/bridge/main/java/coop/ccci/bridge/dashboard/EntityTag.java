package coop.ccci.bridge.dashboard;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of what was sent, by which a browser asks whether there is anything new (RFC 9110, 8.8.3 and 13.1.2). */
final class EntityTag {
    /** What a browser sends that has something, whatever it is. */
    static final String ANY = "*";

    private static final int BYTES = 12;
    private static final int MAX_LENGTH = 500;
    private static final int MAX_TAGS = 10;

    private EntityTag() {}

    /** Returns the tag of bytes: the same for the same bytes, in quotation marks. */
    static String of(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads the tags of what a browser has. A weak one counts as a strong one.
     *
     * @param headers the values of {@code If-None-Match}, as they were sent
     */
    static Set<String> known(List<String> headers) {
        return headers.stream()
                .filter(header -> header.length() <= MAX_LENGTH)
                .flatMap(header -> Arrays.stream(header.split(",", MAX_TAGS)))
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .limit(MAX_TAGS)
                .collect(Collectors.toUnmodifiableSet());
    }
}
