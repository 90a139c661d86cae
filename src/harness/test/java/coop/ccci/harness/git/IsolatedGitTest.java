package coop.ccci.harness.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedGitTest {
    /** Else it puts files of its own into a repository for seconds, and a folder that is being removed is not empty. */
    @Test
    void jgit_is_told_how_exact_the_disks_times_are_and_does_not_measure_it() throws Exception {
        IsolatedGit.install();

        var told = SystemReader.getInstance()
                .getUserConfig()
                .getTimeUnit("filesystem", "any disk", "timestampResolution", -1, TimeUnit.SECONDS);

        assertThat(told).isEqualTo(2);
    }

    @Test
    void row_12_nothing_that_is_set_for_the_account_or_the_machine_counts(@TempDir Path home) throws Exception {
        Files.writeString(home.resolve(".gitconfig"), "[core]\n\thooksPath = /x\n[filter \"x\"]\n\tsmudge = touch x\n");
        var files = FS.DETECTED.newInstance().setUserHome(home.toFile());
        IsolatedGit.install();

        var machine = SystemReader.getInstance();
        for (var config : List.of(
                machine.openUserConfig(null, files),
                machine.openSystemConfig(null, files),
                machine.openJGitConfig(null, files))) {
            config.load();
            assertThat(config.getSections()).isEmpty();
        }
    }
}
