package coop.ccci.harness.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way out of an app that was ever found, as a recipe of its own; none is ever taken away. */
class PayloadTest {
    @TempDir
    Path folder;

    static List<String> payloads() throws IOException, URISyntaxException {
        try (var all = Files.list(root())) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Path root() throws URISyntaxException {
        return Path.of(PayloadTest.class.getResource("payloads").toURI());
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void row_21_every_way_out_that_was_ever_found_is_closed_with_a_sentence_that_says_where(String payload)
            throws Exception {
        var expected = Files.readString(root().resolve(payload).resolve("expected.txt"))
                .strip();
        var recipe = new PayloadRecipe(root().resolve(payload), folder);

        if (expected.equals("passes")) {
            assertThat(recipe.judged()).isEqualTo("asks nothing of the machine");
            return;
        }
        assertThatThrownBy(recipe::judged).isInstanceOfSatisfying(RunException.class, refused -> {
            assertThat(refused.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(told(refused)).contains(expected).doesNotContain(folder.toString());
        });
    }

    private static String told(RunException refused) {
        return Optional.ofNullable(refused.getMessage()).orElse("");
    }
}
