package coop.ccci.sandbox.registry;

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
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A layer with one program, packed once and kept beside the program. Packing a program of 180 MB takes longer than
 * everything else that the sandbox does, so it is not done anew for every sandbox.
 *
 * @param file the packed layer
 * @param digest of the file, as registries write it
 * @param contentDigest of what is in it when it is unpacked
 */
record Layer(Path file, String digest, String contentDigest) {
    private static final int BUFFER = 1 << 16;

    /** The layer with that program at its root; packed when it is not there yet. */
    static Layer with(Path program) {
        var file = program.resolveSibling(program.getFileName() + ".layer.tar.gz");
        var digests = program.resolveSibling(program.getFileName() + ".layer.digests");
        try {
            if (!Files.exists(digests) || !Files.exists(file)) {
                pack(program, file, digests);
            }
            var lines = Files.readAllLines(digests);
            return new Layer(file, lines.get(0), lines.get(1));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack " + program + " for an image", e);
        }
    }

    /** The digest of some bytes, as registries write it. */
    static String digest(byte[] content) {
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
    private static void pack(Path program, Path file, Path digests) throws IOException {
        Files.deleteIfExists(digests);
        var temporary = Files.createTempFile(file.getParent(), "layer", ".new");
        try {
            var packed = sha256();
            var content = sha256();
            try (var out = new BufferedOutputStream(Files.newOutputStream(temporary), BUFFER);
                    var zip = new FastGzip(new DigestOutputStream(out, packed));
                    var tar = new TarArchiveOutputStream(new DigestOutputStream(zip, content))) {
                var entry = new TarArchiveEntry(program.getFileName().toString());
                entry.setSize(Files.size(program));
                entry.setMode(0100755);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                Files.copy(program, tar);
                tar.closeArchiveEntry();
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(digests, shown(packed.digest()) + "\n" + shown(content.digest()) + "\n");
        } finally {
            Files.deleteIfExists(temporary);
        }
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
