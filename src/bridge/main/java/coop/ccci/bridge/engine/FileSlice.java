package coop.ccci.bridge.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a part of a file that may be growing, or not be there yet. */
public final class FileSlice {
    private FileSlice() {}

    /**
     * The bytes from an offset on.
     *
     * @param most how many at most
     * @return none when the file is shorter, or absent
     * @throws UncheckedIOException when it cannot be read
     */
    public static byte[] read(Path file, long offset, int most) {
        try (var channel = Files.newByteChannel(file)) {
            var buffer = ByteBuffer.allocate((int) Math.min(most, Math.max(0, channel.size() - offset)));
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
