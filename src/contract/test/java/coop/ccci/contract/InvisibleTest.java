package coop.ccci.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvisibleTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00,
                0x07,
                0x0b,
                0x0d,
                0x1b,
                0x7f,
                0x85,
                0x9b, // control characters
                0xad,
                0x34f,
                0x61c,
                0x115f,
                0x1160,
                0x17b4,
                0x180b,
                0x180e,
                0x180f,
                0x3164,
                0xffa0, // fillers, joiners
                0x200b,
                0x200d,
                0x200f,
                0x2028,
                0x2029,
                0x202e,
                0x2060,
                0x2065,
                0x2069,
                0xfeff,
                0xfff9, // breaks, directions
                0xfe0f,
                0xe0001,
                0xe0041,
                0xe007f,
                0xe0100,
                0xe01ef,
                0x1d173,
                0xd800,
                0xdfff // variants, tags, halves
            })
    void row_14_what_nobody_sees_is_taken_out(int character) {
        assertThat(Invisible.removedFrom("a" + Character.toString(character) + "b"))
                .isEqualTo("ab");
    }

    @Test
    void what_people_write_stays() {
        var text = "Grüße, naïve — “1 < 2”\n\tпривет 你好 שלום مرحبا हिन्दी 한국 🌻 \uFFFD";

        assertThat(Invisible.removedFrom(text)).isEqualTo(text);
    }
}
