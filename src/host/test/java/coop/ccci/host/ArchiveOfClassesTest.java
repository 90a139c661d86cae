package coop.ccci.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code src/archive-classes} with a program of one class: whatever becomes of the archive, the program speaks alone. */
class ArchiveOfClassesTest {
    private static final Path SCRIPT =
            Path.of("../archive-classes").toAbsolutePath().normalize();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    Path folder;

    private Path jar;
    private Path archive;

    /** What a program came to: its exit code and what it wrote on both streams. */
    private record Ending(int code, String text) {}

    @BeforeEach
    void build() throws IOException {
        jar = folder.resolve("hello.jar");
        archive = folder.resolve("hello.jsa");
        build("hello");
    }

    @Test
    void classes_come_from_the_archive() throws Exception {
        assertThat(archive()).isEqualTo(new Ending(0, ""));

        assertThat(hello("-Xlog:class+load").text()).containsPattern("Hello source: shared objects file");
        assertThat(hello("-Xlog:disable")).isEqualTo(new Ending(0, "hello\n"));
        assertThat(left()).containsExactly("Hello.class", "Hello.java", "hello.jar", "hello.jsa");
    }

    @Test
    void a_jar_that_is_newer_than_its_archive_is_what_runs() throws Exception {
        archive();
        build("hello again");

        assertThat(hello("-Xlog:disable")).isEqualTo(new Ending(0, "hello again\n"));
    }

    @Test
    void a_jar_that_is_built_while_the_archive_is_made_is_newer() throws Exception {
        var before = Files.getLastModifiedTime(jar);
        archive();
        var after = Instant.now();

        assertThat(Files.getLastModifiedTime(archive)).isGreaterThanOrEqualTo(before);
        Files.setLastModifiedTime(jar, FileTime.from(after));
        assertThat(Files.getLastModifiedTime(archive)).isLessThan(Files.getLastModifiedTime(jar));
    }

    @Test
    void an_archive_that_is_broken_is_done_without() throws Exception {
        Files.writeString(archive, "not an archive");

        assertThat(hello("-Xlog:disable")).isEqualTo(new Ending(0, "hello\n"));
    }

    @Test
    void a_java_that_writes_no_archive_leaves_an_empty_one_in_the_place_of_the_old() throws Exception {
        Files.writeString(archive, "of an earlier build");
        var other = Files.createDirectories(folder.resolve("java/bin"));
        var crashing = other.resolve("java");
        Files.writeString(crashing, "#!/bin/sh\necho 'A fatal error has been detected'; kill -ABRT $$\n");
        Files.setPosixFilePermissions(crashing, PosixFilePermissions.fromString("rwxr-xr-x"));

        var ending = run(List.of(
                "env",
                "PATH=" + other + ":" + System.getenv("PATH"),
                SCRIPT.toString(),
                jar.toString(),
                "Hello",
                archive.toString()));

        assertThat(ending.code()).isZero();
        assertThat(ending.text()).contains("A fatal error has been detected", "there is no archive for " + jar);
        assertThat(archive).isEmptyFile();
    }

    @Test
    void what_a_killed_one_has_left_goes() throws Exception {
        Files.createDirectory(folder.resolve("hello.jsa.Ab3dE6"));

        archive();

        assertThat(left()).containsExactly("Hello.class", "Hello.java", "hello.jar", "hello.jsa");
    }

    private Ending archive() throws Exception {
        return run(List.of(SCRIPT.toString(), jar.toString(), "Hello", archive.toString(), "a call", "another"));
    }

    private Ending hello(String log) throws Exception {
        return run(List.of(
                JAVA.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:SharedArchiveFile=" + archive,
                "-Xshare:auto",
                log,
                "-cp",
                jar.toString(),
                "Hello"));
    }

    private Ending run(List<String> words) throws Exception {
        var process = new ProcessBuilder(new ArrayList<>(words))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Ending(process.waitFor(), text);
    }

    private void build(String says) throws IOException {
        var source = folder.resolve("Hello.java");
        Files.writeString(
                source,
                "public class Hello { public static void main(String[] a) { System.out.println(\"" + says + "\"); } }");
        var compiled = ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, source.toString());
        assertThat(compiled).isZero();
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("Hello.class"));
            out.write(Files.readAllBytes(folder.resolve("Hello.class")));
        }
    }

    private List<String> left() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
