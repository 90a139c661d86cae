package coop.ccci.sandbox.part.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.sandbox.process.Subprocess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a package that the test makes itself. */
class DebianRootFilesTest {
    @TempDir
    Path folder;

    private Path built;

    @BeforeEach
    void buildPackage() throws IOException {
        write(
                "tree/DEBIAN/control",
                """
                Package: hello
                Version: 1
                Architecture: all
                Maintainer: a <a@example.org>
                Description: a test
                """);
        write("tree/bin/hello", "#!/bin/sh\n");
        Files.setPosixFilePermissions(folder.resolve("tree/bin/hello"), PosixFilePermissions.fromString("rwxr-xr-x"));
        write("tree/usr/lib/hello/words", "hello\n");
        write("tree/usr/lib/hello/bitcode/words.bc", "hello\n");
        write("tree/usr/share/doc/hello/copyright", "free\n");
        Files.createSymbolicLink(folder.resolve("tree/usr/lib/hello/link"), Path.of("words"));
        built = folder.resolve("hello.deb");
        Subprocess.of(
                        "dpkg-deb",
                        "--root-owner-group",
                        "--build",
                        folder.resolve("tree").toString(),
                        built.toString())
                .run();
    }

    @Test
    void files_stand_where_the_merged_folders_really_are() throws IOException {
        var files = files(root());
        assertThat(files).containsKeys("usr/bin/hello", "usr/lib/hello/words").doesNotContainKey("bin/hello");
        assertThat(files.get("usr/bin/hello").getMode() & 0777).isEqualTo(0755);
        assertThat(files.get("bin").getLinkName()).isEqualTo("usr/bin");
        assertThat(files.get("usr/lib/hello/link").getLinkName()).isEqualTo("words");
    }

    @Test
    void what_nobody_reads_and_what_is_left_out_is_not_there() throws IOException {
        assertThat(files(root())).doesNotContainKeys("usr/share/doc/hello/copyright", "usr/lib/hello/bitcode/words.bc");
    }

    @Test
    void the_folders_of_the_user_are_its_own_and_everything_else_is_of_root() throws IOException {
        var files = files(root());
        assertThat(files.get("var/lib/hello/").getLongUserId()).isEqualTo(DebianRoot.USER);
        files.remove("var/lib/hello/");
        assertThat(files.values())
                .allSatisfy(entry -> assertThat(entry.getLongUserId()).isZero());
        assertThat(files).containsKey("etc/passwd");
    }

    @Test
    void the_same_packages_make_the_same_bytes() throws IOException {
        assertThat(archive(root())).isEqualTo(archive(root()));
    }

    private static DebianRoot root() {
        return new DebianRoot(
                List.of("hello"), List.of(), List.of("usr/lib/*/bitcode/**"), "hello", List.of("/var/lib/hello"));
    }

    private byte[] archive(DebianRoot root) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            new DebianRootFiles(root, tar).write(List.of(built));
        }
        return bytes.toByteArray();
    }

    private Map<String, TarArchiveEntry> files(DebianRoot root) throws IOException {
        var files = new LinkedHashMap<String, TarArchiveEntry>();
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(archive(root)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(files.put(entry.getName(), entry))
                        .as(entry.getName())
                        .isNull();
            }
        }
        return files;
    }

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
