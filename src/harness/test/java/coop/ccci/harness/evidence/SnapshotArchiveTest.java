package coop.ccci.harness.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.harness.result.RunException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotArchiveTest {
    private static final String VALUE = "ccci0123456789";

    @TempDir
    Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private SnapshotContents searched(byte[] archive) throws IOException {
        return new SnapshotArchive(Files.write(folder.resolve("backup.tar.gz"), archive))
                .search(Set.of(VALUE, "other"));
    }

    private SnapshotContents searchedVolume(Map<String, byte[]> files) throws IOException {
        return searched(gzip(tar(Map.of("data.tar", tar(files)))));
    }

    @Test
    void a_value_in_a_file_of_a_volume_is_found() throws Exception {
        var contents = searchedVolume(Map.of("a/b", bytes("before " + VALUE + " after")));

        assertThat(contents.found()).containsExactly(VALUE);
        assertThat(contents.files()).isEqualTo(1);
    }

    @Test
    void a_value_in_a_compressed_dump_is_found() throws Exception {
        assertThat(searchedVolume(Map.of("dump.sql.gz", gzip(bytes("INSERT " + VALUE))))
                        .found())
                .containsExactly(VALUE);
    }

    @Test
    void a_value_in_a_dump_by_bzip2_lz4_or_zip_is_found() throws Exception {
        assertThat(searchedVolume(Map.of("dump.bz2", compressed(BZip2CompressorOutputStream::new)))
                        .found())
                .containsExactly(VALUE);
        assertThat(searchedVolume(Map.of("dump.lz4", compressed(FramedLZ4CompressorOutputStream::new)))
                        .found())
                .containsExactly(VALUE);
        assertThat(searchedVolume(Map.of("dump.zip", compressed(out -> {
                            var zip = new ZipOutputStream(out);
                            zip.putNextEntry(new ZipEntry("dump.sql"));
                            return zip;
                        })))
                        .found())
                .containsExactly(VALUE);
    }

    private interface Compressor {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] compressed(Compressor compressor) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = compressor.over(bytes)) {
            out.write(bytes("INSERT " + VALUE));
        }
        return bytes.toByteArray();
    }

    @Test
    void what_cannot_be_searched_is_named_with_its_volume() throws Exception {
        var contents = searchedVolume(Map.of(
                "_data/dump", bytes("PGDMP and so on"), "_data/dump.xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0
                }));

        assertThat(contents.unsearchable())
                .containsExactlyInAnyOrder("data/dump (a dump by pg_dump -Fc)", "data/dump.xz (compressed with xz)");
        assertThat(contents.databases()).containsEntry(DatabaseKind.POSTGRESQL, "data/dump");
    }

    @Test
    void a_database_is_told_also_inside_of_what_was_compressed() throws Exception {
        assertThat(searchedVolume(Map.of("dump.sql.gz", gzip(bytes("-- MySQL dump 10.13"))))
                        .databases())
                .containsEntry(DatabaseKind.MYSQL, "data/dump.sql.gz");
    }

    @Test
    void no_more_than_a_few_files_that_cannot_be_searched_are_named() throws Exception {
        var files = new java.util.HashMap<String, byte[]>();
        for (var number = 0; number < 50; number++) {
            files.put("dump" + number, bytes("PGDMP"));
        }

        assertThat(searchedVolume(files).unsearchable()).hasSize(SnapshotContents.MAX_UNSEARCHABLE);
    }

    @Test
    void a_value_across_the_border_of_two_lumps_is_found() throws Exception {
        var large = new byte[300_000];
        Arrays.fill(large, (byte) 'x');
        System.arraycopy(bytes(VALUE), 0, large, 65536 - 5, VALUE.length());

        assertThat(searchedVolume(Map.of("big", large)).found()).containsExactly(VALUE);
    }

    @Test
    void a_file_s_name_is_not_its_content() throws Exception {
        assertThat(searchedVolume(Map.of(VALUE, bytes("x"))).found()).isEmpty();
    }

    @Test
    void a_snapshot_of_empty_files_holds_none() throws Exception {
        assertThat(searchedVolume(Map.of("a", new byte[0])).files()).isZero();
    }

    @Test
    void a_file_that_was_cut_off_while_it_was_compressed_does_not_spoil_the_rest() throws Exception {
        var cut = Arrays.copyOf(gzip(bytes("x".repeat(1000))), 15);

        assertThat(searchedVolume(new java.util.TreeMap<>(Map.of("a.gz", cut, "b", bytes(VALUE))))
                        .found())
                .containsExactly(VALUE);
    }

    @Test
    void an_archive_that_is_itself_cut_off_is_told() throws Exception {
        var whole = gzip(tar(Map.of(
                "data.tar",
                tar(Map.of(
                        "a",
                        new java.util.Random(1)
                                .ints(9000)
                                .mapToObj(Integer::toString)
                                .collect(java.util.stream.Collectors.joining())
                                .getBytes(StandardCharsets.UTF_8))))));

        assertThatThrownBy(() -> searched(Arrays.copyOf(whole, whole.length / 2)))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void what_is_no_archive_is_told() {
        var archive = new SnapshotArchive(folder.resolve("absent"));

        assertThatThrownBy(() -> archive.search(Set.of(VALUE)))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("cannot be read");
    }
}
