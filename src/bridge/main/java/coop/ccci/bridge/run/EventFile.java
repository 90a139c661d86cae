package coop.ccci.bridge.run;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The event file of a run, read bit by bit while it grows.
 *
 * @param path where it is
 */
record EventFile(Path path) {
    /** No more than this is read at once. */
    static final int MAX_BYTES = 512 * 1024;

    /**
     * A part of the file.
     *
     * @param events the events in it
     * @param end where the part ends, in bytes from the start: always behind a whole line
     */
    record Part(List<RunEvent> events, long end) {}

    /** What is new since then; empty when nothing is. A last line that is still being written is left for later. */
    Optional<Part> readFrom(long offset) {
        var bytes = read(path, offset);
        var end = lastLineEnd(bytes);
        if (end == 0 && bytes.length == MAX_BYTES) {
            // A line longer than all that is read at once is no event; without this nothing behind it would be read.
            return Optional.of(new Part(List.of(), offset + bytes.length));
        }
        if (end == 0) {
            return Optional.empty();
        }
        var events = new ArrayList<RunEvent>();
        new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(line -> ContractJson.event(line)
                .ifPresent(events::add));
        return Optional.of(new Part(List.copyOf(events), offset + end));
    }

    private static int lastLineEnd(byte[] bytes) {
        for (var end = bytes.length; end > 0; end--) {
            if (bytes[end - 1] == '\n') {
                return end;
            }
        }
        return 0;
    }

    /** Returns the bytes from an offset on; none when the file is shorter, or not there yet. */
    private static byte[] read(Path file, long offset) {
        try (var channel = Files.newByteChannel(file)) {
            var buffer = ByteBuffer.allocate((int) Math.min(MAX_BYTES, Math.max(0, channel.size() - offset)));
            channel.position(offset);
            var more = true;
            while (more && buffer.hasRemaining()) {
                more = channel.read(buffer) >= 0;
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }
}
