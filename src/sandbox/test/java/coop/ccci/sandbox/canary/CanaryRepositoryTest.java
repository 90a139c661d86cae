package coop.ccci.sandbox.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.Verdict;
import coop.ccci.sandbox.config.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The canaries of the checkout, as repositories. */
class CanaryRepositoryTest {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final String TAG = "refs/tags/1.0.0+1.35.0";

    @TempDir
    Path folder;

    @Test
    void every_canary_can_be_made_and_all_but_the_control_and_those_of_lint_go_red() {
        var all = Canary.all(HOME);
        assertThat(all).hasSizeGreaterThanOrEqualTo(21);
        for (var canary : all) {
            var made = CanaryRepository.make(
                    canary, HOME, folder.resolve(canary.name().value()), "127.0.0.1:5000");
            assertThat(made.tests().resolve(canary.name().value()).resolve("recipe.yml"))
                    .exists();
            assertThat(made.repository().resolve("compose.yml")).content().doesNotContain("@REGISTRY@");
        }
        assertThat(all)
                .filteredOn(canary -> canary.expected().verdict() == Verdict.PASSED)
                .extracting(canary -> canary.name().value())
                .containsExactly(
                        "base-rotten",
                        "control",
                        "dump-unsearchable",
                        "ended-well",
                        "first-generation-labels",
                        "labels-of-the-container",
                        "lightweight-tag",
                        "lint-error",
                        "oddities",
                        "sqlite-unwitnessed",
                        "variable-renamed");
    }

    @Test
    void the_change_is_a_commit_on_a_branch_of_its_own_and_main_stays_where_the_version_is() throws IOException {
        var made = make("data-lost-on-upgrade");
        try (var git = Git.open(made.repository().toFile());
                var walk = new RevWalk(git.getRepository())) {
            var change = walk.parseCommit(ObjectId.fromString(made.commit().value()));
            assertThat(change.getParent(0)).isEqualTo(git.getRepository().resolve("refs/heads/main"));
            assertThat(git.getRepository().getBranch()).isEqualTo("main");
            assertThat(text(git, change.getId(), "compose.yml")).contains("files:/data");
            assertThat(text(git, change.getParent(0).getId(), "compose.yml")).contains("data:/data");
        }
    }

    @Test
    void one_that_changes_nothing_is_tested_at_main() throws IOException {
        var made = make("crash-loop");
        try (var git = Git.open(made.repository().toFile())) {
            assertThat(git.getRepository().resolve("refs/heads/main").name())
                    .isEqualTo(made.commit().value());
        }
    }

    @Test
    void the_tag_is_annotated_unless_that_is_what_is_wrong() throws IOException {
        assertThat(isAnnotated("control")).isTrue();
        assertThat(isAnnotated("lightweight-tag")).isFalse();
    }

    @Test
    void the_same_canary_has_the_same_commits_everywhere() {
        var canary = Canary.read(Canary.folder(HOME).resolve("control"));
        assertThat(CanaryRepository.make(canary, HOME, folder.resolve("one"), "127.0.0.1:5000")
                        .commit())
                .isEqualTo(CanaryRepository.make(canary, HOME, folder.resolve("two"), "127.0.0.1:5000")
                        .commit());
    }

    @Test
    void a_red_canary_that_does_not_say_where_and_why_is_refused() throws IOException {
        expectProblem("about: Red\nexit: 1\nverdict: failed\n", "red for any reason proves nothing");
    }

    @Test
    void an_unknown_key_is_refused_with_its_place() throws IOException {
        expectProblem("about: Green\nexit: 0\nverdict: passed\ncolour: green\n", "colour", "near line");
    }

    private void expectProblem(String text, String... words) throws IOException {
        var canary = Files.createDirectories(folder.resolve("a-canary"));
        Files.writeString(canary.resolve("expected.yml"), text);
        assertThatThrownBy(() -> Canary.read(canary))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("a-canary/expected.yml")
                .hasMessageContainingAll(List.of(words).toArray(CharSequence[]::new));
    }

    private boolean isAnnotated(String name) throws IOException {
        try (var git = Git.open(make(name).repository().toFile());
                var walk = new RevWalk(git.getRepository())) {
            return walk.parseAny(git.getRepository().exactRef(TAG).getObjectId()) instanceof RevTag;
        }
    }

    private CanaryRepository make(String name) {
        var canary = Canary.read(Canary.folder(HOME).resolve(name));
        return CanaryRepository.make(canary, HOME, folder.resolve(name), "127.0.0.1:5000");
    }

    private static String text(Git git, ObjectId commit, String path) throws IOException {
        try (var walk = new RevWalk(git.getRepository());
                var file = TreeWalk.forPath(
                        git.getRepository(), path, walk.parseCommit(commit).getTree())) {
            return new String(git.getRepository().open(file.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
        }
    }
}
