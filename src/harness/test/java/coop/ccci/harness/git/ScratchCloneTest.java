package coop.ccci.harness.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.Commit;
import coop.ccci.contract.ExitCode;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Constants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchCloneTest {
    private static final Deadline LONG = Deadline.lasting(Duration.ofMinutes(5));

    @TempDir
    Path folder;

    private Checkout original;

    @BeforeEach
    void setUp() throws Exception {
        var place = folder.resolve("original");
        try (var git = Git.init()
                .setDirectory(place.toFile())
                .setInitialBranch("trunk")
                .call()) {
            var tested = commit(git, "tested");
            git.tag()
                    .setName("1.0.0+1")
                    .setAnnotated(true)
                    .setMessage("1")
                    .setSigned(false)
                    .call();
            commit(git, "newer");
            git.checkout().setName(tested).call();
            original = new Checkout(place, new Commit(tested));
        }
    }

    private String commit(Git git, String text) throws Exception {
        Files.writeString(folder.resolve("original/compose.yml"), text);
        git.add().addFilepattern(".").call();
        return git.commit()
                .setMessage(text)
                .setAuthor("maya", "maya@example.org")
                .setCommitter("maya", "maya@example.org")
                .setSign(false)
                .call()
                .name();
    }

    @Test
    void it_holds_the_commit_and_the_tags_and_nothing_that_lay_beside_them() throws Exception {
        Files.writeString(folder.resolve("original/compose.ccci.yml"), "added by the harness");

        var clone = ScratchClone.of(original, folder.resolve("clone"), LONG);

        assertThat(clone.commit()).isEqualTo(original.commit());
        assertThat(clone.isUntouched()).isTrue();
        assertThat(clone.folder().resolve("compose.yml")).hasContent("tested");
        assertThat(clone.folder().resolve("compose.ccci.yml")).doesNotExist();
        try (var git = Git.open(clone.folder().toFile())) {
            assertThat(git.tagList().call()).extracting(ref -> ref.getName()).containsExactly("refs/tags/1.0.0+1");
        }
    }

    @Test
    void whatever_is_pulled_or_switched_to_in_it_is_the_same_commit() throws Exception {
        var clone = ScratchClone.of(original, folder.resolve("clone"), LONG);

        try (var git = Git.open(clone.folder().toFile())) {
            assertThat(git.getRepository().getBranch()).isEqualTo("main");
            git.fetch().call();
            assertThat(git.pull().call().isSuccessful()).isTrue();
            git.checkout().setName("main").call();
            assertThat(git.getRepository().resolve(Constants.HEAD).name())
                    .isEqualTo(original.commit().value());
        }
        assertThat(clone.isUntouched()).isTrue();
    }

    @Test
    void a_file_that_a_program_leaves_in_it_is_seen() throws Exception {
        var clone = ScratchClone.of(original, folder.resolve("clone"), LONG);

        Files.writeString(clone.folder().resolve("litter"), "x");

        assertThat(clone.isUntouched()).isFalse();
    }

    @Test
    void a_checkout_that_has_gone_is_the_machine_s_fault() {
        var gone = new Checkout(folder.resolve("gone"), original.commit());

        assertThatThrownBy(() -> ScratchClone.of(gone, folder.resolve("clone"), LONG))
                .isInstanceOfSatisfying(
                        RunException.class, fault -> assertThat(fault.exit()).isEqualTo(ExitCode.ENVIRONMENT));
    }

    @Test
    void none_is_made_when_the_run_s_time_is_over() {
        var over = Deadline.lasting(Duration.ofMinutes(5));
        over.end(ExitCode.DEADLINE);

        assertThatThrownBy(() -> ScratchClone.of(original, folder.resolve("clone"), over))
                .isInstanceOf(CancelledException.class);
        assertThat(folder.resolve("clone")).doesNotExist();
    }
}
