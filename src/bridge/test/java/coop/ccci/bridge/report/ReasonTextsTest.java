package coop.ccci.bridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.bridge.reason.Reasons;
import coop.ccci.bridge.reason.RunReason;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTextsTest {
    /** A path of this machine; the paths of Drone's API and of addresses are none. */
    private static final Pattern PATH_OF_SERVER = Pattern.compile("(?<![\\w:/.])/(?!repos/)\\w+/");

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    static Stream<RunReason> reasons() {
        return Stream.concat(
                Reasons.OF_RUNS.stream(), Reasons.OF_ENGINES.stream().map(RunReason.EngineFailed::new));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void no_reason_names_a_folder_of_the_server_or_a_whole_commit(RunReason reason) {
        assertThat(ReasonTexts.describe(reason))
                .doesNotContainPattern(PATH_OF_SERVER)
                .doesNotContainPattern("[0-9a-f]{40}");
    }

    @Test
    void what_is_left_still_says_which_file() {
        assertThat(ReasonTexts.describe(new EngineFault.UnusableResults("no verdict in /srv/ci/runs/7/results.json")))
                .isEqualTo("the results of the run cannot be used: no verdict in results.json");
    }

    @ParameterizedTest
    @CsvSource({
        "'at " + COMMIT + ",','at 01234567,'",
        COMMIT + "," + "01234567",
        "image@sha256:" + COMMIT + "0123456789abcdef01234567,image@sha256:" + COMMIT + "0123456789abcdef01234567",
        "0123456789,0123456789"
    })
    void commits_are_shortened_and_nothing_else(String text, String shown) {
        assertThat(ReasonTexts.withShortCommits(text)).isEqualTo(shown);
    }
}
