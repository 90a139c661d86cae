package coop.ccci.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class MaskerTest {
    private final Masker masker = new Masker();

    @Property(tries = 500)
    void a_secret_never_passes_however_the_text_is_cut(
            @ForAll("secrets") String secret,
            @ForAll("texts") String before,
            @ForAll("texts") String after,
            @ForAll List<@IntRange(min = 1, max = 7) Integer> cuts) {
        masker.add(List.of(secret));
        var text = before + secret + after + secret;

        assertThat(inPieces(text, cuts)).doesNotContain(secret);
    }

    @Property(tries = 500)
    void a_text_without_secrets_passes_unchanged_however_it_is_cut(
            @ForAll("texts") String text, @ForAll List<@IntRange(min = 1, max = 7) Integer> cuts) {
        masker.add(List.of("0secret0", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"));

        assertThat(inPieces(text, cuts)).isEqualTo(text);
    }

    @Property(tries = 300)
    void base64_hides_a_secret_at_every_alignment(
            @ForAll("secrets") String secret, @ForAll("texts") String before, @ForAll("texts") String after) {
        masker.add(List.of(secret));
        var encoded = Base64.getEncoder().encodeToString((before + secret + after).getBytes(StandardCharsets.UTF_8));

        var shown = masker.mask(encoded);

        assertThat(shown).contains(Masker.MASK);
        assertThat(shown.length()).isLessThan(encoded.length());
    }

    @Example
    void a_secret_is_hidden_url_encoded_and_escaped_for_json() {
        var secret = "p&ss \"wörd\"/\\";
        masker.add(List.of(secret));

        assertThat(masker.mask("?q=" + URLEncoder.encode(secret, StandardCharsets.UTF_8) + "&x"))
                .isEqualTo("?q=" + Masker.MASK + "&x");
        assertThat(masker.mask("?q=p%26ss%20%22w%C3%B6rd%22%2F%5C")).isEqualTo("?q=" + Masker.MASK);
        assertThat(masker.mask("{\"p\":\"p&ss \\\"wörd\\\"/\\\\\"}")).isEqualTo("{\"p\":\"" + Masker.MASK + "\"}");
    }

    @Example
    void a_secret_of_several_lines_is_hidden_line_by_line_too() {
        masker.add(List.of("-----BEGIN KEY-----\nMIIEvQIBADANBgkq\n-----END KEY-----\n"));

        assertThat(masker.mask("app | MIIEvQIBADANBgkq")).isEqualTo("app | " + Masker.MASK);
    }

    @Example
    void a_longer_secret_is_hidden_whole_where_a_shorter_one_begins_it() {
        masker.add(List.of("hunter22", "hunter22-and-more"));

        assertThat(masker.mask("x hunter22-and-more y")).isEqualTo("x " + Masker.MASK + " y");
        assertThat(masker.mask("x hunter22-and y")).isEqualTo("x " + Masker.MASK + "-and y");
    }

    @Example
    void a_value_too_short_to_be_a_secret_does_not_shred_the_log() {
        masker.add(List.of("a", "", "abc", "  "));

        assertThat(masker.mask("a banana, abc")).isEqualTo("a banana, abc");
    }

    @Property(tries = 500)
    void row_16_a_secret_never_passes_however_its_lines_and_its_chunks_are_cut(
            @ForAll("secrets") String secret,
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll boolean windows,
            @ForAll List<@IntRange(min = 1, max = 7) Integer> cuts) {
        masker.add(List.of(secret));
        var lines = secret.replaceAll("(.{" + width + "})", "$1" + (windows ? "\r\n" : "\n"));

        var shown = inPieces("say " + lines + " now", cuts);

        assertThat(shown).doesNotContain(lines.substring(0, lines.strip().length()));
        assertThat(shown.replaceAll("[\r\n]", ""))
                .doesNotContain(secret.strip())
                .contains(Masker.MASK);
        assertThat(shown.lines().count())
                .isGreaterThanOrEqualTo(
                        ("say " + lines.strip() + " now").lines().count());
    }

    @Example
    void row_16_every_form_is_hidden_across_a_line_break() {
        masker.add(List.of("p&ss-word/0123456789"));

        for (var form : List.of(
                "p&ss-word/0123456789",
                "p%26ss-word%2F0123456789",
                "p&ss-word\\/0123456789",
                "cCZzcy13b3JkLzAxMjM0NTY3ODk=")) {
            for (var at = 1; at < form.length(); at++) {
                assertThat(masker.mask("<" + form.substring(0, at) + "\n" + form.substring(at) + ">"))
                        .as("%s cut at %d", form, at)
                        .isIn("<******\n>", "<******\n=>", "<******=\n>");
            }
        }
    }

    @Example
    void row_16_a_secret_is_hidden_in_hexadecimal_percent_signs_and_html() {
        var secret = "a&b<'c'>\"d\"/ö";
        masker.add(List.of(secret));

        for (var form : List.of(
                "6126623c276327" + "3e226422" + "2fc3b6",
                "6126623C276327" + "3E226422" + "2FC3B6",
                "a%26b%3c%27c%27%3e%22d%22%2f%c3%b6",
                "a%26b%3C%27c%27%3E%22d%22%2F%C3%B6",
                "a&amp;b&lt;'c'&gt;\"d\"/ö",
                "a&amp;b&lt;&#39;c&#39;&gt;&quot;d&quot;/ö",
                "a&amp;b&lt;&#39;c&#39;&gt;&#34;d&#34;/ö",
                "a&amp;b&lt;&#x27;c&#x27;&gt;&quot;d&quot;/ö",
                "a&amp;b&lt;&apos;c&apos;&gt;&quot;d&quot;/ö",
                "a\\u0026b\\u003c'c'\\u003e\\\"d\\\"/ö")) {
            assertThat(masker.mask("<" + form + ">")).as(form).isEqualTo("<" + Masker.MASK + ">");
        }
    }

    @Example
    void lines_that_only_together_look_like_a_short_secret_stay() {
        masker.add(List.of("abcd"));

        assertThat(masker.mask("ab\ncd")).isEqualTo("ab\ncd");
        assertThat(masker.mask("abcd")).isEqualTo(Masker.MASK);
    }

    @Example
    void the_lines_around_every_certificate_stay() {
        masker.add(List.of("-----BEGIN CERTIFICATE-----\nMIIEvQIBADANBgkq\n-----END CERTIFICATE-----\n"));

        assertThat(masker.mask("-----BEGIN CERTIFICATE-----\nMIIother")).doesNotContain(Masker.MASK);
        assertThat(masker.finds("x MIIEvQIBADANBgkq")).isTrue();
        assertThat(masker.finds("x MIIEvQIBADANBgk")).isFalse();
    }

    @Example
    void a_secret_that_is_added_later_is_hidden_from_then_on() {
        var stream = masker.stream();
        var shown = stream.append("first ");
        masker.add(List.of("swordfish"));
        shown += stream.append("sword");
        shown += stream.append("fish!");

        assertThat(shown + stream.finish()).isEqualTo("first " + Masker.MASK + "!");
    }

    private String inPieces(String text, List<Integer> cuts) {
        var stream = masker.stream();
        var shown = new StringBuilder();
        var at = 0;
        for (var i = 0; at < text.length(); i++) {
            var length = cuts.isEmpty() ? 1 : cuts.get(i % cuts.size());
            var end = Math.min(text.length(), at + length);
            shown.append(stream.append(text.substring(at, end)));
            at = end;
        }
        return shown + stream.finish();
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings()
                .withChars("abAB01!\"/\\ é")
                .ofMinLength(8)
                .ofMaxLength(40)
                .filter(text -> text.strip().length() >= 8);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("abAB01 .\n").ofMaxLength(30);
    }
}
