package coop.ccci.sandbox.part.registry;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A layer of an image, packed once and kept in the cache of parts. Packing a program of 180 MB takes longer than
 * everything else that the sandbox does, so it is not done anew for every sandbox.
 *
 * @param file the packed layer
 * @param digest of the file, as registries write it
 * @param contentDigest of what is in it when it is unpacked
 */
public record Layer(Path file, String digest, String contentDigest) {
    private static final int BUFFER = 1 << 16;

    /** Writes what is in a layer. */
    @FunctionalInterface
    public interface Content {
        /** Writes every entry. */
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    /** Returns the layer with that program at its root; packed when it is not there yet. */
    static Layer with(Path program) {
        try {
            return packed(program, tar -> {
                var entry = new TarArchiveEntry(program.getFileName().toString());
                entry.setSize(Files.size(program));
                entry.setMode(0100755);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                Files.copy(program, tar);
                tar.closeArchiveEntry();
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack " + program + " for an image", e);
        }
    }

    /**
     * Returns the layer with that content; packed when it is not there yet.
     *
     * @param base where it is kept: the path and name of its files without their endings
     */
    public static Layer packed(Path base, Content content) throws IOException {
        var there = cached(base);
        if (there.isEmpty()) {
            pack(content, archive(base), digests(base));
        }
        return cached(base).orElseThrow(() -> new IOException(archive(base) + " was packed and is gone"));
    }

    /** Returns the layer that was packed there before; empty when none was. */
    public static Optional<Layer> cached(Path base) {
        if (!Files.exists(digests(base)) || !Files.exists(archive(base))) {
            return Optional.empty();
        }
        try {
            var lines = Files.readAllLines(digests(base));
            return Optional.of(new Layer(archive(base), lines.get(0), lines.get(1)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + digests(base), e);
        }
    }

    /** Returns the digest of some bytes, as registries write it. */
    public static String digest(byte[] content) {
        return shown(sha256().digest(content));
    }

    /** Of the packed file, in bytes. */
    long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The digests are written last: where they are, the layer is whole. */
    private static void pack(Content content, Path file, Path digests) throws IOException {
        Files.deleteIfExists(digests);
        var temporary = Files.createTempFile(file.getParent(), "layer", ".new");
        try {
            var packed = sha256();
            var unpacked = sha256();
            try (var out = new BufferedOutputStream(Files.newOutputStream(temporary), BUFFER);
                    var zip = new FastGzip(new DigestOutputStream(out, packed));
                    var tar = new TarArchiveOutputStream(new DigestOutputStream(zip, unpacked))) {
                content.write(tar);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(digests, shown(packed.digest()) + "\n" + shown(unpacked.digest()) + "\n");
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static Path archive(Path base) {
        return base.resolveSibling(base.getFileName() + ".layer.tar.gz");
    }

    private static Path digests(Path base) {
        return base.resolveSibling(base.getFileName() + ".layer.digests");
    }

    private static String shown(byte[] digest) {
        return "sha256:" + HexFormat.of().formatHex(digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The registry is on this machine: time counts more than size. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
