package coop.ccci.bridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommentTextsTest {
    @Test
    void the_documentation_has_the_table_that_a_comment_gets() throws IOException {
        assertThat(Files.readString(Path.of("../../docs/configuration.md")))
                .contains("\n\n" + CommentTexts.table() + "\n");
    }
}
