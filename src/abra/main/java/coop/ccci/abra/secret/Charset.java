package coop.ccci.abra.secret;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The characters that a generated secret may be made of, by the words of a {@code charset=} modifier. */
enum Charset {
    DEFAULT("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
    SPECIAL("!@#$%^&*()-_=+[]{};:,.<>/?"),
    SAFESPECIAL("!@#%^&*_-+="),
    HEX("0123456789abcdef");

    private final String characters;

    Charset(String characters) {
        this.characters = characters;
    }

    /**
     * Returns the characters that a list of words such as {@code default,safespecial} allows. A word that abra does not know
     * is no error: it stands for {@code default} (from memory of abra's {@code resolveCharset}, whose result has no error).
     */
    static String characters(String words) {
        return Arrays.stream(words.split(",", -1))
                .map(Charset::named)
                .distinct()
                .map(charset -> charset.characters)
                .collect(Collectors.joining());
    }

    private static Charset named(String word) {
        return Arrays.stream(values())
                .filter(charset -> charset.code().equals(word.strip()))
                .findFirst()
                .orElse(DEFAULT);
    }

    private String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
