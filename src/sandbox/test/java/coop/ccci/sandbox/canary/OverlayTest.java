package coop.ccci.sandbox.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir
    Path folder;

    @Test
    void a_file_replaces_the_one_of_its_name_and_values_are_filled_in() throws IOException {
        write("below/page.html", "old");
        write("above/page.html", "from @REGISTRY@");
        write("above/deep/new.txt", "new");
        lay();
        assertThat(folder.resolve("below/page.html")).hasContent("from 127.0.0.1:5000");
        assertThat(folder.resolve("below/deep/new.txt")).hasContent("new");
    }

    @Test
    void a_patch_changes_what_it_names_and_nothing_else() throws IOException {
        write("below/compose.yml", "services: {app: {image: old, command: [a, b], tty: true}, db: {image: x}}");
        write("above/compose.patch.yml", "services: {app: {image: '@REGISTRY@/new:1', command: [c]}}");
        lay();
        assertThat(YAML.readTree(folder.resolve("below/compose.yml").toFile()))
                .isEqualTo(tree(
                        "services: {app: {image: '127.0.0.1:5000/new:1', command: [c], tty: true}, db: {image: x}}"));
        assertThat(folder.resolve("below/compose.patch.yml")).doesNotExist();
    }

    @Test
    void a_file_that_is_said_to_be_gone_is_taken_away() throws IOException {
        write("below/old.yml", "x: 1");
        write("above/old.yml.gone", "");
        lay();
        assertThat(folder.resolve("below")).isEmptyDirectory();
    }

    @Test
    void a_folder_that_is_not_there_changes_nothing() throws IOException {
        write("below/page.html", "old");
        lay();
        assertThat(folder.resolve("below")).isDirectoryContaining("glob:**/page.html");
    }

    @Test
    void null_takes_a_key_away() throws IOException {
        assertThat(merged("a: {b: 1, c: 2}", "a: {b: null}")).isEqualTo(tree("a: {c: 2}"));
    }

    @Test
    void labels_are_merged_by_their_keys() throws IOException {
        assertThat(merged("labels: ['a=1', 'b=x=y', 'c=3']", "labels: ['b=2', 'd=4']"))
                .isEqualTo(tree("labels: ['a=1', 'b=2', 'c=3', 'd=4']"));
    }

    @Test
    void a_list_that_is_not_of_keys_is_replaced() throws IOException {
        assertThat(merged("test: [CMD, wget, 'a=b']", "test: [CMD, 'false']")).isEqualTo(tree("test: [CMD, 'false']"));
    }

    private static JsonNode merged(String before, String change) throws IOException {
        return Overlay.merged(tree(before), tree(change));
    }

    private static JsonNode tree(String yaml) throws IOException {
        return YAML.readTree(yaml);
    }

    private void lay() throws IOException {
        new Overlay(Map.of("REGISTRY", "127.0.0.1:5000")).lay(folder.resolve("above"), folder.resolve("below"));
    }

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
