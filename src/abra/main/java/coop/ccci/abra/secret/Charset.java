package coop.ccci.abra.secret;

import coop.ccci.abra.process.FatalException;
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
     * Returns the characters that a list of words such as {@code default,safespecial} allows.
     *
     * @throws FatalException when a word is not known
     */
    static String characters(String words) {
        return Arrays.stream(words.split(",", -1))
                .map(Charset::named)
                .map(charset -> charset.characters)
                .collect(Collectors.joining());
    }

    private static Charset named(String word) {
        return Arrays.stream(values())
                .filter(charset -> charset.code().equals(word.strip()))
                .findFirst()
                .orElseThrow(() -> new FatalException("unknown charset \"" + word + "\" of a secret: known are "
                        + Arrays.stream(values()).map(Charset::code).toList()));
    }

    private String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
