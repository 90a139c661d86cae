package coop.ccci.harness.evidence;

import coop.ccci.harness.result.RunException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/**
 * A downloaded snapshot: a tar that gzip compressed, with tars in it. What is in it is looked for in the files' bytes,
 * also in those that gzip, bzip2, lz4 or zip compressed, such as dumps of databases.
 *
 * @param file where it is
 */
public record SnapshotArchive(Path file) {
    /** Archives in archives deeper than this are not opened. */
    private static final int MAX_DEPTH = 4;

    /** More than this is not read: it is no backup of a test, but a bomb. */
    private static final long MAX_BYTES = 16L * 1024 * 1024 * 1024;

    /** A path in a volume, as restic and the bot write it: {@code …/<volume>/_data/<path>}. */
    private static final Pattern IN_VOLUME = Pattern.compile("(?:.*/)?([^/]+)/_data/(.+)");

    /**
     * Looks for values, for databases and for what cannot be searched.
     *
     * @throws RunException of the environment when it is no archive, of the recipe when it is larger than any backup of
     *     a test
     */
    public SnapshotContents search(Set<String> wanted) {
        var reading = new Reading(wanted);
        try (var stream = Files.newInputStream(file)) {
            reading.stream(new BufferedInputStream(stream), "", 0);
        } catch (TooLargeException e) {
            throw RunException.recipe("the snapshot of the backup was not read to its end: it has more than 16 GiB;"
                    + " leave volumes out that a test does not need (backupbot.backup.volumes.<volume>=false)");
        } catch (IOException e) {
            throw RunException.environment(
                    "the snapshot that abra app backup download wrote cannot be read (" + e.getMessage()
                            + "): see whether the backup bot's repository is sound (restic check)",
                    e);
        }
        return new SnapshotContents(reading.found, reading.files, reading.databases, reading.unsearchable);
    }

    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Reading {
        private final Set<String> wanted;
        private final Set<String> found = new HashSet<>();
        private final Map<DatabaseKind, String> databases = new EnumMap<>(DatabaseKind.class);
        private final List<String> unsearchable = new ArrayList<>();
        private int files;
        private long read;

        Reading(Set<String> wanted) {
            this.wanted = wanted;
        }

        void stream(BufferedInputStream stream, String path, int depth) throws IOException {
            stream.mark(DatabaseKind.HEAD_BYTES * 2);
            var head = stream.readNBytes(DatabaseKind.HEAD_BYTES);
            stream.reset();
            var text = new String(head, StandardCharsets.ISO_8859_1);
            if (depth >= MAX_DEPTH) {
                leaf(stream, path, head);
            } else if (text.startsWith("\37\213")) {
                stream(new BufferedInputStream(new GZIPInputStream(stream)), path, depth + 1);
            } else if (text.startsWith("BZh")) {
                stream(new BufferedInputStream(new BZip2CompressorInputStream(stream, true)), path, depth + 1);
            } else if (text.startsWith("\4\"M\30")) {
                stream(new BufferedInputStream(new FramedLZ4CompressorInputStream(stream, true)), path, depth + 1);
            } else if (text.startsWith("PK\3\4")) {
                zip(new ZipInputStream(stream), path, depth + 1);
            } else if (text.startsWith("ustar", 257)) {
                tar(new TarArchiveInputStream(stream), path, depth + 1);
            } else {
                leaf(stream, path, head);
            }
        }

        private void tar(TarArchiveInputStream tar, String path, int depth) throws IOException {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    file(tar, inside(path, entry.getName()), depth);
                }
            }
        }

        private void zip(ZipInputStream zip, String path, int depth) throws IOException {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    stream(new BufferedInputStream(zip), inside(path, entry.getName()), depth);
                }
            }
        }

        /**
         * A file that only looks compressed, or was cut off, holds something that cannot be searched. Where it is the
         * archive around it that is broken, its next entry cannot be read either, and that is told.
         */
        private void file(TarArchiveInputStream tar, String path, int depth) throws IOException {
            try {
                stream(new BufferedInputStream(tar), path, depth);
            } catch (TooLargeException e) {
                throw e;
            } catch (IOException e) {
                files++;
                unsearchable(path, "compressed, and broken or cut off");
            }
        }

        private void leaf(InputStream stream, String path, byte[] head) throws IOException {
            var place = place(path);
            DatabaseKind.ofFile(place, head).ifPresent(kind -> databases.putIfAbsent(kind, place));
            UnsearchableFormat.of(place, head).ifPresent(format -> unsearchable(path, format.label()));
            search(stream);
        }

        private void unsearchable(String path, String what) {
            if (unsearchable.size() < SnapshotContents.MAX_UNSEARCHABLE) {
                unsearchable.add(place(path) + " (" + what + ")");
            }
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
                    throw new TooLargeException();
                }
                var text = tail + new String(lump, 0, got, StandardCharsets.ISO_8859_1);
                wanted.stream().filter(text::contains).forEach(found::add);
                tail = text.substring(Math.max(0, text.length() - longest));
            }
            files += empty ? 0 : 1;
        }

        private static String inside(String path, String name) {
            var own = name.replaceFirst("^(\\./|/)++", "");
            return path.isEmpty() ? own : path.replaceFirst("\\.tar$", "") + "/" + own;
        }

        /** Returns a path for people: the volume, and the path in it. */
        private static String place(String path) {
            var matcher = IN_VOLUME.matcher(path);
            return matcher.matches() ? matcher.group(1) + "/" + matcher.group(2) : path;
        }
    }
}
