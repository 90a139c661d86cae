package coop.ccci.bridge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
    private static final Pattern UNWANTED = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]|[\\u202a-\\u202e\\u2066-\\u2069]");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\e[1;31mred\\e[0m|red",
                "\\e]0;title\\a after|after",
                "\\e]8;;https://evil.example\\e\\\\link\\e]8;;\\e\\\\|link",
                "\\ePdevice\\e\\\\x|x",
                "a\\e(Bb|ab",
                "cut off \\e[3|cut off",
                "bell\\a and null\\0|bell and null"
            })
    void terminal_escapes_are_gone_and_words_stay(String written, String plain) {
        var text = written.replace("\\\\", "\u0001")
                .replace("\\e", "\u001b")
                .replace("\\a", "\u0007")
                .replace("\\0", "\u0000")
                .replace("\u0001", "\\");
        assertThat(PlainText.of(text).strip()).isEqualTo(plain);
    }

    @Test
    void lines_and_tabs_stay_and_carriage_returns_become_lines() {
        assertThat(PlainText.of("a\tb\r\nc\rd\n")).isEqualTo("a\tb\nc\nd\n");
    }

    @Test
    void what_turns_the_direction_of_writing_is_gone() {
        assertThat(PlainText.of("user\u202egnp.exe\u2066x\u200b")).isEqualTo("usergnp.exex");
    }

    @Test
    void an_operating_system_command_without_an_end_takes_no_more_than_its_line() {
        assertThat(PlainText.of("\u001b]0;never ended\nnext line")).isEqualTo("\nnext line");
    }

    @Property
    void nothing_that_steers_a_terminal_is_left(@ForAll String text) {
        assertThat(UNWANTED.matcher(PlainText.of(text)).find()).isFalse();
    }

    @Property
    void nothing_is_left_of_dense_escapes_either(@ForAll @CharRange(from = '\u0000', to = '\u009f') String text) {
        assertThat(UNWANTED.matcher(PlainText.of(text)).find()).isFalse();
    }
}
