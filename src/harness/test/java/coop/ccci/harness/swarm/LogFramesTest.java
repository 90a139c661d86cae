package coop.ccci.harness.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.process.Masker;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogFramesTest {
    private static byte[] frames(String... texts) {
        var frames = new ByteArrayOutputStream();
        for (var text : texts) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            frames.writeBytes(ByteBuffer.allocate(8)
                    .put(0, (byte) 1)
                    .putInt(4, bytes.length)
                    .array());
            frames.writeBytes(bytes);
        }
        return frames.toByteArray();
    }

    @Test
    void the_last_lines_come_without_frames_colours_and_control_characters() {
        assertThat(LogFrames.lines(frames("one\n", "\u001b[31mtwo\u001b[0m\n", "thr\u0007ee\n"), text -> text, 2, 100))
                .containsExactly("two", "three");
    }

    @Test
    void a_long_line_is_cut() {
        assertThat(LogFrames.lines(frames("x".repeat(600)), text -> text, 5, 500))
                .containsExactly("x".repeat(500) + "…");
    }

    @Test
    void the_log_of_a_container_with_a_terminal_has_no_frames() {
        assertThat(LogFrames.lines("hello\nthere".getBytes(StandardCharsets.UTF_8), text -> text, 5, 500))
                .containsExactly("hello", "there");
    }

    @Test
    void what_the_engine_says_of_itself_is_not_the_app_s_log() {
        var said = frames("Error grabbing logs: task x has not been scheduled");
        said[0] = 3;

        assertThat(LogFrames.lines(said, text -> text, 5, 500)).isEmpty();
    }

    @Test
    void a_frame_that_is_cut_short_or_lies_about_its_length_is_read_as_far_as_it_goes() {
        var frame = frames("hello");
        var cut = java.util.Arrays.copyOf(frame, 10);
        var lying = ByteBuffer.allocate(10).put(0, (byte) 1).putInt(4, -5).array();

        assertThat(LogFrames.lines(cut, text -> text, 5, 500)).containsExactly("he");
        assertThat(LogFrames.lines(lying, text -> text, 5, 500)).isEmpty();
    }

    @Test
    void row_16_a_secret_is_hidden_before_its_line_is_cut_and_across_lines() {
        var masker = new Masker();
        masker.add(List.of("correct-horse-battery"));

        assertThat(LogFrames.lines(frames("x".repeat(490) + "correct-horse-battery\n"), masker::mask, 5, 500))
                .containsExactly("x".repeat(490) + Masker.MASK);
        assertThat(LogFrames.lines(frames("a correct-hor\n", "se-battery b\n"), masker::mask, 5, 500))
                .containsExactly("a " + Masker.MASK, " b");
        assertThat(LogFrames.lines(frames("correct-\u001b[1mhorse\u001b[0m-battery\n"), masker::mask, 5, 500))
                .containsExactly(Masker.MASK);
    }
}
