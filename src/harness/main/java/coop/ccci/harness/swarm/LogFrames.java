package coop.ccci.harness.swarm;

import coop.ccci.contract.Excerpt;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * Takes the lines out of a log as Docker sends it: frames of one byte for the stream, three of zero, four of length
 * (big-endian), then the text; without frames where the container has a terminal. Stream 3 is not the app's: there
 * the engine tells, with status 200, why it could not read the log (seen on 20.10: "task … has not been scheduled").
 */
final class LogFrames {
    private static final int HEADER = 8;
    private static final int ENGINE_FAULT = 3;

    /** The stream of standard output. */
    static final int OUTPUT = 1;

    /** The stream of standard error. */
    static final int ERRORS = 2;

    private LogFrames() {}

    /** Returns all that the app wrote, freed of colours. */
    static String text(byte[] frames) {
        return new String(bytes(frames, stream -> stream != ENGINE_FAULT), StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}\\[[0-9;]*[A-Za-z]", "");
    }

    /**
     * Returns the last lines, each cut to a length and freed of control characters.
     *
     * @param mask hides secrets in the whole text before it is cut anywhere
     */
    static List<String> lines(byte[] frames, UnaryOperator<String> mask, int most, int longest) {
        var lines = mask.apply(text(frames))
                .lines()
                .map(line -> line.replaceAll("[\\p{Cntrl}&&[^\t]]", ""))
                .map(line -> Excerpt.cut(line, longest))
                .toList();
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    /** Returns what came over one stream, whole; the frames are taken to be frames. */
    static String text(byte[] frames, int wanted) {
        return frames.length == 0 ? "" : new String(bytes(frames, stream -> stream == wanted), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(byte[] frames, IntPredicate wanted) {
        var text = new ByteArrayOutputStream(frames.length);
        var at = 0;
        while (at + HEADER <= frames.length) {
            var isFrame = frames[at] >= 0 && frames[at] <= ENGINE_FAULT && frames[at + 1] == 0 && frames[at + 2] == 0;
            if (!isFrame) {
                break;
            }
            var length = ByteBuffer.wrap(frames, at + 4, 4).getInt();
            var end = Math.min(frames.length, at + HEADER + Math.max(0, length));
            if (wanted.test(frames[at])) {
                text.write(frames, at + HEADER, end - at - HEADER);
            }
            at = end;
        }
        if (at == 0) {
            return frames;
        }
        return text.toByteArray();
    }
}
