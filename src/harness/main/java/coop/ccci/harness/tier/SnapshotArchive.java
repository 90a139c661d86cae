package coop.ccci.harness.tier;

import coop.ccci.harness.result.RunException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A downloaded snapshot: a tar that gzip compressed, with tars in it. What is in it is looked for in the files' bytes,
 * also in those that gzip compressed, such as dumps of databases.
 *
 * @param file where it is
 */
record SnapshotArchive(Path file) {
    /** Archives in archives deeper than this are not opened. */
    private static final int MAX_DEPTH = 4;

    /** More than this is not read: it is no backup of a test, but a bomb. */
    private static final long MAX_BYTES = 16L * 1024 * 1024 * 1024;

    /**
     * What was found in a snapshot.
     *
     * @param found those of the wanted values that stand in some file
     * @param files how many files that are not empty there are
     */
    record Contents(Set<String> found, int files) {}

    /**
     * Looks for values.
     *
     * @throws RunException of the recipe when it is no archive
     */
    Contents search(Set<String> wanted) {
        var reading = new Reading(wanted);
        try (var stream = Files.newInputStream(file)) {
            reading.stream(new BufferedInputStream(stream), 0);
        } catch (IOException e) {
            throw RunException.recipe("the snapshot that abra downloaded cannot be read: " + e.getMessage());
        }
        return new Contents(reading.found, reading.files);
    }

    private static final class Reading {
        private final Set<String> wanted;
        private final Set<String> found = new HashSet<>();
        private int files;
        private long read;

        Reading(Set<String> wanted) {
            this.wanted = wanted;
        }

        void stream(BufferedInputStream stream, int depth) throws IOException {
            if (depth < MAX_DEPTH && begins(stream, 0, new byte[] {0x1f, (byte) 0x8b})) {
                stream(new BufferedInputStream(new GZIPInputStream(stream)), depth + 1);
            } else if (depth < MAX_DEPTH && begins(stream, 257, "ustar".getBytes(StandardCharsets.US_ASCII))) {
                tar(new TarArchiveInputStream(stream), depth + 1);
            } else {
                search(stream);
            }
        }

        private void tar(TarArchiveInputStream tar, int depth) throws IOException {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    file(tar, depth);
                }
            }
        }

        /** A file that only looks compressed, or was cut off, is none that holds something. */
        private void file(TarArchiveInputStream tar, int depth) throws IOException {
            try {
                stream(new BufferedInputStream(tar), depth);
            } catch (ZipException | EOFException e) {
                files++;
            }
        }

        private static boolean begins(BufferedInputStream stream, int offset, byte[] magic) throws IOException {
            stream.mark(1024);
            var head = stream.readNBytes(offset + magic.length);
            stream.reset();
            return head.length == offset + magic.length
                    && Arrays.equals(head, offset, head.length, magic, 0, magic.length);
        }

        /** Each lump is searched with the end of the one before it, so that no border hides a value. */
        private void search(InputStream stream) throws IOException {
            var longest = wanted.stream().mapToInt(String::length).max().orElse(0);
            var lump = new byte[64 * 1024];
            var tail = "";
            var empty = true;
            for (var got = stream.read(lump); got >= 0; got = stream.read(lump)) {
                empty &= got == 0;
                read += got;
                if (read > MAX_BYTES) {
                    throw new IOException("it has more than " + MAX_BYTES + " bytes");
                }
                var text = tail + new String(lump, 0, got, StandardCharsets.ISO_8859_1);
                wanted.stream().filter(text::contains).forEach(found::add);
                tail = text.substring(Math.max(0, text.length() - longest));
            }
            files += empty ? 0 : 1;
        }
    }
}
