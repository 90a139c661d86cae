package coop.ccci.harness.process;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Knows every secret of a run and hides it in text: as it is, in base64 (at each of the three alignments, in both
 * alphabets), in hexadecimal, URL-encoded, escaped for JSON and for HTML, each also where line breaks cut it; a secret of
 * several lines also line by line. Safe for use by several threads; a secret that is added is hidden in everything that passes from then on.
 */
public final class Masker {
    /** What stands in the place of a secret. */
    public static final String MASK = "******";

    /** Shorter values are not hidden: they would turn ordinary words into masks. */
    public static final int MIN_LENGTH = 4;

    private static final int MIN_LINE_LENGTH = 8;
    private static final int MIN_BASE64_LENGTH = 8;
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

    private volatile Forms forms = new Forms(Set.of());

    /** Hides these values from now on; those shorter than {@value #MIN_LENGTH} characters are passed over. */
    public synchronized void add(Collection<String> secrets) {
        var all = new LinkedHashSet<>(forms.all);
        for (var secret : secrets) {
            if (secret.strip().length() >= MIN_LENGTH) {
                addForms(secret, all);
                addForms(secret.strip(), all);
            }
            if (secret.indexOf('\n') >= 0) {
                secret.lines()
                        .map(String::strip)
                        .filter(line -> line.length() >= MIN_LINE_LENGTH && !isArmor(line))
                        .forEach(line -> addForms(line, all));
            }
        }
        forms = new Forms(all);
    }

    /** The lines around a key in PEM form stand around every certificate too, and are no secret. */
    private static boolean isArmor(String line) {
        return line.startsWith("-----") && line.endsWith("-----");
    }

    /** Returns whether there is a secret in the text. */
    public boolean finds(String text) {
        var stream = stream();
        stream.append(text);
        stream.finish();
        return stream.hidden() > 0;
    }

    /** Returns the text with every secret in it hidden. */
    public String mask(String text) {
        var stream = stream();
        return stream.append(text) + stream.finish();
    }

    /** Hides secrets in a text that arrives in pieces. */
    public MaskingStream stream() {
        return new MaskingStream(this);
    }

    Forms forms() {
        return forms;
    }

    private static void addForms(String secret, Set<String> all) {
        all.add(secret);
        var encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        all.add(encoded);
        all.add(encoded.replace("+", "%20"));
        all.add(lowerCase(encoded));
        all.add(lowerCase(encoded.replace("+", "%20")));
        var json = jsonEscaped(secret);
        all.add(json);
        all.add(json.replace("/", "\\/"));
        // as Go writes it, and so Docker and abra
        all.add(json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"));
        addHtml(secret, all);
        var hexadecimal = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
        all.add(hexadecimal);
        all.add(hexadecimal.toUpperCase(Locale.ROOT));
        for (var alphabet : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            addBase64(secret.getBytes(StandardCharsets.UTF_8), alphabet, all);
        }
    }

    /** The escapes themselves in small letters, nothing else. */
    private static String lowerCase(String encoded) {
        return ESCAPE.matcher(encoded).replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
    }

    /** Quotation marks have several names in HTML, and often none. */
    private static void addHtml(String secret, Set<String> all) {
        var escaped = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        for (var twice : List.of("\"", "&quot;", "&#34;", "&#x22;")) {
            for (var once : List.of("'", "&#39;", "&#039;", "&#x27;", "&apos;")) {
                all.add(escaped.replace("\"", twice).replace("'", once));
            }
        }
    }

    /** What a secret looks like inside a longer base64 text depends on where it begins, modulo three bytes. */
    private static void addBase64(byte[] secret, Base64.Encoder alphabet, Set<String> all) {
        for (var offset = 0; offset < 3; offset++) {
            var padded = new byte[offset + secret.length];
            System.arraycopy(secret, 0, padded, offset, secret.length);
            var encoded = alphabet.withoutPadding().encodeToString(padded);
            var first = offset == 0 ? 0 : offset + 1;
            var end = encoded.length() - (padded.length % 3 == 0 ? 0 : 1);
            if (end - first >= MIN_BASE64_LENGTH) {
                all.add(encoded.substring(first, end));
            }
        }
        all.add(alphabet.encodeToString(secret));
    }

    private static String jsonEscaped(String secret) {
        var escaped = new StringBuilder();
        for (var at = 0; at < secret.length(); at++) {
            var letter = secret.charAt(at);
            switch (letter) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (letter < ' ') {
                        escaped.append(String.format("\\u%04x", (int) letter));
                    } else {
                        escaped.append(letter);
                    }
                }
            }
        }
        return escaped.toString();
    }

    /** Every form of every secret without its line breaks, found by its first character, longest first. */
    static final class Forms {
        private final Set<String> all;
        private final Map<Character, List<String>> byFirst = new HashMap<>();

        private Forms(Set<String> all) {
            this.all = all;
            all.stream().map(form -> form.replaceAll("[\r\n]", "")).distinct().forEach(form -> {
                byFirst.computeIfAbsent(form.charAt(0), first -> new ArrayList<>())
                        .add(form);
            });
            byFirst.values()
                    .forEach(list ->
                            list.sort(Comparator.comparingInt(String::length).reversed()));
        }

        List<String> beginningWith(char first) {
            return byFirst.getOrDefault(first, List.of());
        }
    }
}
