package coop.ccci.harness.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;

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
}
