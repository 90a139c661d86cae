package coop.ccci.abra.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import coop.ccci.abra.SampleRecipe;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeCheckoutTest {
    @TempDir
    private Path temporary;

    private SampleRecipe recipe;

    @BeforeEach
    void setUp() throws Exception {
        recipe = SampleRecipe.released(temporary.resolve("custom-html"), "127.0.0.1:5000");
    }

    @Test
    void the_newest_release_is_found_among_other_tags() throws Exception {
        recipe.commit("friendlier-page").tag("stable", true);
        try (var checkout = open()) {
            assertThat(checkout.newest()).contains(new RecipeVersion("1.1.0+1.35.0"));
            assertThat(checkout.released()).isEmpty();
        }
    }

    @Test
    void a_clean_tree_is_labelled_with_eight_digits_of_its_commit() throws Exception {
        try (var checkout = open()) {
            assertThat(checkout.chaosVersion()).isEqualTo(recipe.head()).hasSize(8);
            assertThatCode(checkout::requireClean).doesNotThrowAnyException();
        }
    }

    @Test
    void an_untracked_file_makes_the_tree_dirty() throws Exception {
        Files.writeString(recipe.folder().resolve("compose.ccci.yml"), "services: {}\n");
        try (var checkout = open()) {
            assertThat(checkout.chaosVersion()).isEqualTo(recipe.head() + "+U");
            assertThatThrownBy(checkout::requireClean).hasMessageContaining("has locally unstaged changes");
        }
    }

    @Test
    void a_changed_file_makes_the_tree_dirty() throws Exception {
        Files.writeString(recipe.folder().resolve("index.html"), "<p>changed</p>\n");
        try (var checkout = open()) {
            assertThat(checkout.isDirty()).isTrue();
        }
    }

    @Test
    void a_release_is_checked_out_by_its_tag() {
        try (var checkout = open()) {
            checkout.checkout("1.0.0+1.35.0");
            assertThat(checkout.released()).contains(new RecipeVersion("1.0.0+1.35.0"));
            assertThat(recipe.folder().resolve("404.html")).doesNotExist();
        }
    }

    @Test
    void a_commit_is_checked_out_by_the_digits_that_an_env_pins() throws Exception {
        var pinned = recipe.head();
        recipe.commit("friendlier-page");
        try (var checkout = open()) {
            checkout.checkout(pinned);
            assertThat(checkout.shortHead()).isEqualTo(pinned);
        }
    }

    @Test
    void an_unknown_version_is_refused_with_the_known_ones() {
        try (var checkout = open()) {
            assertThatThrownBy(() -> checkout.checkout("9.9.9+9"))
                    .hasMessageContaining("9.9.9+9")
                    .hasMessageContaining("1.1.0+1.35.0");
        }
    }

    @Test
    void a_tag_without_a_message_of_its_own_is_lightweight() throws Exception {
        try (var checkout = open()) {
            assertThat(checkout.lightweightTags()).isEmpty();
            recipe.tag("1.2.0+1.35.0", false);
            assertThat(checkout.lightweightTags()).containsExactly("1.2.0+1.35.0");
        }
    }

    @Test
    void a_fetch_replaces_a_tag_that_was_moved_at_the_origin(@TempDir Path elsewhere) throws Exception {
        var clone = elsewhere.resolve("custom-html");
        Git.cloneRepository()
                .setURI(recipe.folder().toUri().toString())
                .setDirectory(clone.toFile())
                .call()
                .close();
        recipe.commit("friendlier-page");
        recipe.move("1.1.0+1.35.0");
        try (var checkout = RecipeCheckout.open("custom-html", clone)) {
            checkout.fetch();
            checkout.checkout("1.1.0+1.35.0");
            assertThat(checkout.shortHead()).isEqualTo(recipe.head());
        }
    }

    @Test
    void a_private_origin_is_told_in_abras_words() throws Exception {
        var forge = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        forge.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"forge\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        forge.start();
        try (var git = Git.open(recipe.folder().toFile());
                var checkout = open()) {
            git.remoteAdd()
                    .setName("origin")
                    .setUri(new URIish("http://127.0.0.1:" + forge.getAddress().getPort() + "/private.git"))
                    .call();
            assertThatThrownBy(checkout::fetch).hasMessageContaining("authentication required: Unauthorized");
        } finally {
            forge.stop(0);
        }
    }

    @Test
    void a_folder_that_is_no_checkout_is_refused() throws Exception {
        var folder = Files.createDirectories(temporary.resolve("empty"));
        assertThatThrownBy(() -> RecipeCheckout.open("empty", folder)).hasMessageContaining("not a git checkout");
    }

    private RecipeCheckout open() {
        return RecipeCheckout.open("custom-html", recipe.folder());
    }
}
