package coop.ccci.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** No form of a secret passes, wherever the text is cut. */
class MaskerFuzzTest {
    @Property(seed = "9")
    void no_form_passes(
            @ForAll("secrets") String secret,
            @ForAll("texts") String around,
            @ForAll @IntRange(min = 0, max = 7) int form,
            @ForAll @IntRange(min = 1, max = 9) int piece) {
        var masker = new Masker();
        masker.add(List.of(secret));
        var written = written(secret, form);
        var stream = masker.stream();
        var shown = new StringBuilder();
        var text = around + written + around;
        for (var at = 0; at < text.length(); at += piece) {
            shown.append(stream.append(text.substring(at, Math.min(text.length(), at + piece))));
        }
        shown.append(stream.finish());
        assertThat(shown.toString()).doesNotContain(written).contains(Masker.MASK);
    }

    private static String written(String secret, int form) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return switch (form) {
            case 0 -> secret;
            case 1 -> Base64.getEncoder().encodeToString(bytes);
            case 2 -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            case 3 -> encoded;
            case 4 ->
                encoded.replace("+", "%20").toLowerCase(Locale.ROOT).equals(encoded.toLowerCase(Locale.ROOT))
                        ? encoded
                        : encoded.replace("+", "%20");
            case 5 -> HexFormat.of().formatHex(bytes);
            case 6 -> HexFormat.of().withUpperCase().formatHex(bytes);
            default ->
                secret.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;");
        };
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings()
                .withChars("abyzAB019!\"'&<>/\\+=%$ é")
                .ofMinLength(8)
                .ofMaxLength(40)
                .filter(text -> text.strip().length() == text.length());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("qQ01 .\n%&\\").ofMaxLength(20);
    }
}
