package coop.ccci.abra.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.abra.Assumes;
import coop.ccci.abra.process.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbraDirTest {
    @TempDir
    private Path temporary;

    private AbraDir folder;

    @BeforeEach
    void setUp() throws IOException {
        var canonical = Files.createDirectories(temporary.resolve("canonical/servers/default"));
        Files.createDirectories(temporary.resolve("run"));
        Files.createSymbolicLink(temporary.resolve("run/servers"), canonical.getParent());
        folder = AbraDir.of(Map.of("ABRA_DIR", temporary.resolve("run").toString()));
    }

    @Test
    @Assumes("folder.links")
    void an_app_is_found_through_the_link() throws IOException {
        app("a.example.org", "RECIPE=custom-html:1.0.0+1.0\n");
        var app = folder.app("a.example.org");
        assertThat(app.server()).isEqualTo("default");
        assertThat(app.recipe().name()).isEqualTo("custom-html");
        assertThat(app.recipe().version()).contains("1.0.0+1.0");
        assertThat(app.domain()).isEqualTo("a.example.org");
    }

    @Test
    void the_mark_of_a_dirty_tree_is_no_part_of_the_pinned_version() throws IOException {
        assertThat(app("a.example.org", "RECIPE=custom-html:0a1b2c3d+U\n")
                        .recipe()
                        .version())
                .contains("0a1b2c3d");
    }

    @Test
    @Assumes("folder.home")
    void without_abra_dir_it_is_in_the_home_folder() {
        assertThat(AbraDir.of(Map.of("HOME", "/home/maya")).path()).isEqualTo(Path.of("/home/maya/.abra"));
    }

    @Test
    void an_unknown_app_is_named() {
        assertThatThrownBy(() -> folder.app("b.example.org"))
                .isInstanceOf(FatalException.class)
                .hasMessageStartingWith("cannot find app with name b.example.org");
    }

    @Test
    void a_name_cannot_lead_out_of_the_folder() {
        assertThatThrownBy(() -> folder.app("../../etc/passwd")).hasMessageContaining("cannot be an app's name");
        assertThatThrownBy(() -> folder.fileOfNew("-rf", "default")).hasMessageContaining("cannot be an app's name");
    }

    @Test
    void an_app_without_a_recipe_line_says_so() throws IOException {
        var app = app("a.example.org", "DOMAIN=a.example.org\n");
        assertThatThrownBy(app::recipe).hasMessageContaining("has no RECIPE= line");
    }

    @Test
    void a_new_app_needs_a_known_server() {
        assertThatThrownBy(() -> folder.fileOfNew("a.example.org", "elsewhere.example.org"))
                .hasMessageStartingWith("unknown server elsewhere.example.org")
                .hasMessageContaining("default");
    }

    @Test
    void a_new_app_must_not_be_there_already() throws IOException {
        app("a.example.org", "RECIPE=custom-html\n");
        assertThatThrownBy(() -> folder.fileOfNew("a.example.org", "default")).hasMessageContaining("already exists");
    }

    @Test
    void a_stack_is_the_name_with_underscores() throws IOException {
        assertThat(app("cust-0a1b2c.ci.localhost", "RECIPE=custom-html\n")
                        .stack()
                        .value())
                .isEqualTo("cust-0a1b2c_ci_localhost");
    }

    @Test
    void a_stack_name_is_cut_to_45_characters() throws IOException {
        var name = "a".repeat(44) + ".example.org";
        assertThat(app(name, "RECIPE=custom-html\n").stack().value()).isEqualTo("a".repeat(44) + "_");
    }

    @Test
    void a_stack_name_in_the_env_counts_uncut() throws IOException {
        var chosen = "b".repeat(50);
        assertThat(app("a.example.org", "RECIPE=custom-html\nSTACK_NAME=" + chosen + "\n")
                        .stack()
                        .value())
                .isEqualTo(chosen);
    }

    @Test
    void a_secret_of_an_app_with_a_longer_name_is_not_owned() throws IOException {
        var shorter = app("a.b", "RECIPE=custom-html\n");
        var longer = app("a.b.c", "RECIPE=custom-html\n");
        assertThat(folder.owns(shorter, "a_b_key_v1")).isTrue();
        assertThat(folder.owns(shorter, "a_b_c_key_v1")).isFalse();
        assertThat(folder.owns(longer, "a_b_c_key_v1")).isTrue();
        assertThat(folder.owns(longer, "a_b_key_v1")).isFalse();
    }

    private AppDefinition app(String name, String env) throws IOException {
        Files.writeString(temporary.resolve("canonical/servers/default").resolve(name + ".env"), env);
        return folder.app(name);
    }
}
