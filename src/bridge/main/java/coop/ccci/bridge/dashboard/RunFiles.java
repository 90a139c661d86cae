package coop.ccci.bridge.dashboard;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a run that may be looked at: a fixed list, read in bounded pieces. A run is not trusted, so a link in its
 * folder is not followed, and of a folder that is a link nothing is read.
 */
public final class RunFiles {
    /** The most bytes of one answer. */
    static final int MAX_BYTES = 256 * 1024;

    /** The most bytes of the log on a run's page. */
    static final int TAIL_BYTES = 64 * 1024;

    private final Path runs;

    /** Reads below the folder of all runs. */
    public RunFiles(Path runs) {
        this.runs = runs;
    }

    /** Returns what happened, for people. */
    Optional<Piece> log(RunId id, long from) {
        return read(directory(id).log(), from, MAX_BYTES);
    }

    /** Returns the end of the log. */
    Optional<Piece> logTail(RunId id) {
        return read(directory(id).log(), -TAIL_BYTES, TAIL_BYTES);
    }

    /** Returns what happened, one JSON object a line. */
    Optional<Piece> events(RunId id, long from) {
        return read(directory(id).events(), from, MAX_BYTES);
    }

    /** Returns what came out, whole. */
    Optional<Piece> results(RunId id) {
        return read(directory(id).results(), 0, ContractJson.MAX_BYTES);
    }

    /** Returns the picture of the app, whole; empty too when it is larger than one may be. */
    Optional<byte[]> screenshot(RunId id) {
        return whole(directory(id).screenshot(), RunDirectory.MAX_SCREENSHOT_BYTES);
    }

    /** Returns the card of the run, whole; empty too when it is larger than one may be. */
    Optional<byte[]> summary(RunId id) {
        return whole(directory(id).summary(), RunDirectory.MAX_SCREENSHOT_BYTES);
    }

    /** Returns the page that shows all of the run, whole; empty too when it is larger than one may be. */
    Optional<byte[]> report(RunId id) {
        return whole(directory(id).report(), RunDirectory.MAX_REPORT_BYTES);
    }

    /** Returns what was asserted in JUnit's form, whole; empty too when it is larger than it may be. */
    Optional<byte[]> junit(RunId id) {
        return whole(directory(id).junit(), RunDirectory.MAX_REPORT_BYTES);
    }

    private static Optional<byte[]> whole(Path file, int most) {
        if (!isThere(file)) {
            return Optional.empty();
        }
        try (var stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            var bytes = stream.readNBytes(most + 1);
            return Optional.of(bytes).filter(read -> read.length <= most);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns those of the files that are there, by the names they have in addresses. */
    List<String> names(RunId id) {
        return Stream.of(
                        directory(id).log(),
                        directory(id).report(),
                        directory(id).results(),
                        directory(id).junit(),
                        directory(id).events(),
                        directory(id).screenshot(),
                        directory(id).summary())
                .filter(RunFiles::isThere)
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private RunDirectory directory(RunId id) {
        return RunDirectory.of(runs, id);
    }

    private static Optional<Piece> read(Path file, long from, int most) {
        if (!isThere(file)) {
            return Optional.empty();
        }
        try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return Optional.of(Piece.read(channel, from, most));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isThere(Path file) {
        return Files.isDirectory(file.getParent(), LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * A part of a file.
     *
     * @param text the part, whole lines where it does not reach the end
     * @param from the offset of its first byte
     * @param next the offset of the first byte after it: where to go on
     * @param size how long the file was
     */
    record Piece(String text, long from, long next, long size) {

        /** @param from an offset; a negative one counts from the end */
        private static Piece read(SeekableByteChannel channel, long from, int most) throws IOException {
            var size = channel.size();
            var asked = from < 0 ? Math.max(0, size + from) : Math.min(from, size);
            var bytes = ByteBuffer.allocate((int) Math.min(most, size - asked));
            channel.position(asked);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until all is there, or the file became shorter
            }
            var begin = from < 0 && asked > 0 ? afterLineEnd(bytes) : 0;
            var end = asked + bytes.position() < size
                    ? beforeUnfinishedLine(bytes, begin)
                    : beforeUnfinishedCharacter(bytes);
            var text = new String(bytes.array(), begin, end - begin, StandardCharsets.UTF_8);
            return new Piece(text, asked + begin, asked + end, size);
        }

        private static int afterLineEnd(ByteBuffer bytes) {
            for (var i = 0; i < bytes.position(); i++) {
                if (bytes.get(i) == '\n') {
                    return i + 1;
                }
            }
            return 0;
        }

        private static int beforeUnfinishedLine(ByteBuffer bytes, int begin) {
            for (var i = bytes.position(); i > begin; i--) {
                if (bytes.get(i - 1) == '\n') {
                    return i;
                }
            }
            return beforeUnfinishedCharacter(bytes);
        }

        /** A character that is being written right now is left for the next time; at most three bytes of one. */
        private static int beforeUnfinishedCharacter(ByteBuffer bytes) {
            var end = bytes.position();
            for (var back = 1; back <= 3 && back <= end; back++) {
                var unit = bytes.get(end - back) & 0xff;
                if (unit >= 0xc0) {
                    var length = unit >= 0xf0 ? 4 : unit >= 0xe0 ? 3 : 2;
                    return length > back ? end - back : end;
                }
                if (unit < 0x80) {
                    return end;
                }
            }
            return end;
        }
    }
}
