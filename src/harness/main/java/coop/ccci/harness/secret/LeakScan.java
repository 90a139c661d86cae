package coop.ccci.harness.secret;

import coop.ccci.harness.process.Masker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks for known secrets in everything that a run leaves for others to see. Masking should have kept them out; where
 * it did not, the artifact is named, and what stands in it is hidden: a text is rewritten in place, because programs
 * may still append to it, anything else is removed.
 */
public final class LeakScan {
    private static final int CHUNK = 64 * 1024;

    private final Masker masker;
    private final Set<Path> passedOver;

    /**
     * Creates a scan.
     *
     * @param passedOver files and folders that nobody but the run itself reads, or that must not be opened: a kernel
     *     lock is lost when its own process opens and closes the file
     */
    public LeakScan(Masker masker, Set<Path> passedOver) {
        this.masker = masker;
        this.passedOver = Set.copyOf(passedOver);
    }

    /**
     * An artifact in which a secret stood.
     *
     * @param artifact its path inside the folder
     * @param removed whether it had to be removed, because it is not a text that could be rewritten
     */
    public record Leak(String artifact, boolean removed) {
        /** For people. */
        public String describe() {
            return artifact + (removed ? ", which was removed" : ", where it has been hidden now");
        }
    }

    /**
     * Looks into every file; links are not followed.
     *
     * @return every artifact in which a secret stood; empty when there was none
     * @throws UncheckedIOException when a file cannot be read or rewritten, and so nothing is certain
     */
    public List<Leak> of(Path folder) {
        var files = new ArrayList<Path>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    return passedOver.contains(visited) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && !passedOver.contains(file)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
            var leaks = new ArrayList<Leak>();
            for (var file : files) {
                if (isLeaking(file)) {
                    leaks.add(new Leak(folder.relativize(file).toString(), !hide(file)));
                }
            }
            return leaks;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot look for secrets in " + folder + ": " + e.getMessage() + "; nothing is certain", e);
        }
    }

    private boolean isLeaking(Path file) throws IOException {
        var masking = masker.stream();
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (var channel = Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            var bytes = ByteBuffer.allocate(CHUNK);
            var text = CharBuffer.allocate(CHUNK);
            var ended = false;
            while (!ended && masking.hidden() == 0) {
                ended = channel.read(bytes) < 0;
                bytes.flip();
                decoder.decode(bytes, text, ended);
                bytes.compact();
                masking.append(text.flip());
                text.clear();
            }
        }
        masking.finish();
        return masking.hidden() > 0;
    }

    /** Whether the text could be rewritten; else the file is gone. */
    private boolean hide(Path file) throws IOException {
        var rewritten = file.resolveSibling(file.getFileName() + ".masked");
        try {
            try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                    var writer = Files.newBufferedWriter(rewritten, StandardCharsets.UTF_8)) {
                var masking = masker.stream();
                var chunk = new char[CHUNK];
                for (var got = reader.read(chunk); got >= 0; got = reader.read(chunk)) {
                    writer.write(masking.append(CharBuffer.wrap(chunk, 0, got)));
                }
                writer.write(masking.finish());
            }
            try (var stream = Files.newOutputStream(
                    file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS)) {
                Files.copy(rewritten, stream);
            }
            return true;
        } catch (CharacterCodingException e) {
            Files.delete(file);
            return false;
        } finally {
            Files.deleteIfExists(rewritten);
        }
    }
}
