package coop.ccci.sandbox.part.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTest {
    @TempDir
    Path folder;

    private Path program;

    @BeforeEach
    void writeProgram() throws IOException {
        program = Files.writeString(folder.resolve("hello"), "a program");
    }

    @Test
    void it_has_the_program_executable_at_its_root() throws IOException {
        var layer = Layer.with(program);
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(layer.file())))) {
            var entry = tar.getNextEntry();
            assertThat(entry.getName()).isEqualTo("hello");
            assertThat(entry.getMode() & 0777).isEqualTo(0755);
            assertThat(tar.readAllBytes()).asString().isEqualTo("a program");
            assertThat(tar.getNextEntry()).isNull();
        }
    }

    @Test
    void its_digests_are_those_of_the_packed_and_the_unpacked_bytes() throws IOException {
        var layer = Layer.with(program);
        var packed = Files.readAllBytes(layer.file());
        assertThat(layer.digest()).isEqualTo(Layer.digest(packed));
        assertThat(layer.size()).isEqualTo(packed.length);
        try (var unpacked = new GZIPInputStream(Files.newInputStream(layer.file()))) {
            assertThat(layer.contentDigest()).isEqualTo(Layer.digest(unpacked.readAllBytes()));
        }
    }

    @Test
    void it_is_packed_once_and_again_only_when_it_is_not_whole() throws IOException {
        var first = Layer.with(program);
        var time = Files.getLastModifiedTime(first.file());
        assertThat(Layer.with(program)).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first.file())).isEqualTo(time);
        Files.delete(first.file());
        assertThat(Layer.with(program)).isEqualTo(first);
    }

    @Test
    void the_manifest_names_configuration_and_layer_by_digest() {
        var layer = Layer.with(program);
        var image = ScratchImage.of(layer, "hello", Map.of("who", "me"));
        assertThat(image.manifest()).contains(layer.digest(), image.configDigest(), ScratchImage.MANIFEST);
        assertThat(image.config()).contains(layer.contentDigest(), "\"/hello\"", "\"who\":\"me\"");
    }
}
