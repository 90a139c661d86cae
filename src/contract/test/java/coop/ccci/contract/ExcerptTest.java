package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, abc…", "'', 0, ''", "a, 0, …", "a🌻b, 2, a…", "a🌻b, 3, a🌻…", "a🌻, 3, a🌻"})
    void a_text_is_cut_between_its_characters(String text, int most, String cut) {
        assertThat(Excerpt.cut(text, most)).isEqualTo(cut);
    }

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "a, 1, a", "ab, 1, …", "a🌻bc, 3, a…", "a🌻bc, 4, a🌻…", "a🌻, 3, a🌻"})
    void a_text_fits_a_width_with_its_ellipsis(String text, int width, String fitted) {
        assertThat(Excerpt.fit(text, width)).isEqualTo(fitted).hasSizeLessThanOrEqualTo(width);
    }

    @Test
    void what_stands_in_a_message_has_no_control_characters() {
        assertThat(Excerpt.of("a\nb\u001b")).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(Excerpt.of("x".repeat(81))).isEqualTo("x".repeat(80) + "…");
        assertThat(Excerpt.of(null)).isEmpty();
    }
}
