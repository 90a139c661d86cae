package coop.ccci.harness.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of what is allowed, for people, is that of the code; {@code -Dgolden.write=true} writes it anew. */
class AllowedKeysTest {
    private static final Path DOCUMENT = Path.of("../../docs/what-a-recipe-may-do.md");
    private static final String BEGIN = "<!-- the table of AllowedKeysTest begins -->\n";
    private static final String END = "<!-- the table of AllowedKeysTest ends -->\n";

    private static String table() {
        var rows = new ArrayList<List<String>>();
        rows.addAll(ComposePolicy.FILE.rows(""));
        rows.addAll(ServiceShape.SERVICE.rows("services.*."));
        rows.addAll(MountShape.rows("services.*.volumes[]."));
        rows.addAll(PortShape.rows("services.*.ports[]."));
        rows.addAll(StackShapes.NETWORK.rows("networks.*."));
        rows.addAll(StackShapes.VOLUME.rows("volumes.*."));
        rows.addAll(StackShapes.SECRET.rows("secrets.*."));
        rows.addAll(StackShapes.CONFIG.rows("configs.*."));
        var text = new StringBuilder("| key | what may stand there |\n|---|---|\n");
        rows.stream().filter(row -> !row.get(1).isEmpty()).forEach(row -> text.append("| `")
                .append(row.get(0))
                .append("` | ")
                .append(row.get(1))
                .append(" |\n"));
        return text.toString();
    }

    @Test
    void the_documentation_has_every_key_that_is_allowed() throws Exception {
        var document = Files.readString(DOCUMENT);
        var begin = document.indexOf(BEGIN) + BEGIN.length();
        var end = document.indexOf(END);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + table() + document.substring(end));
        }

        assertThat(Files.readString(DOCUMENT).substring(begin)).startsWith(table() + END);
    }
}
