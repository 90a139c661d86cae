package coop.ccci.abra.secret;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the values of secrets. */
public final class SecretValues {
    private static final String LETTERS = "abcdefghijkmnopqrstuvwxyz";
    private static final int GROUPS = 6;
    private static final int GROUP = 5;

    private final RandomGenerator random;

    /** Values that nobody can guess. */
    public SecretValues() {
        this(new SecureRandom());
    }

    SecretValues(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Returns a value for a secret: {@code length} characters of its charset, or where it has no length a passphrase of six
     * groups of letters (abra's own is made of dictionary words).
     */
    public String of(SecretSpec secret) {
        return secret.length() > 0
                ? characters(secret.length(), Charset.characters(secret.charset()))
                : IntStream.range(0, GROUPS)
                        .mapToObj(group -> characters(GROUP, LETTERS))
                        .collect(Collectors.joining("-"));
    }

    private String characters(int length, String alphabet) {
        return random.ints(length, 0, alphabet.length())
                .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
                .collect(Collectors.joining());
    }
}
