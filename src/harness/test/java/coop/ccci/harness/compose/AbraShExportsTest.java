package coop.ccci.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.harness.result.RunException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AbraShExportsTest {
    private static final String TEXT = "# versions\nexport CONF_VERSION=v1 # a note\nexport OTHER_VERSION=v2\n";

    @Test
    void a_comment_behind_a_value_that_a_compose_file_has_is_refused_because_abra_takes_it_for_the_value() {
        assertThatThrownBy(() -> AbraShExports.parse(TEXT, Set.of("CONF_VERSION")))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "abra.sh:2 has a comment behind the value of CONF_VERSION, and abra takes it for a part of the"
                                + " value (export CONF_VERSION=v1 # a note): give the comment a line of its own");
    }

    @Test
    void behind_a_value_that_no_compose_file_has_it_does_no_harm() {
        assertThat(AbraShExports.parse(TEXT, Set.of("OTHER_VERSION")))
                .isEqualTo(Map.of("CONF_VERSION", "v1 # a note", "OTHER_VERSION", "v2"));
    }

    @Test
    void a_blank_behind_a_value_that_a_compose_file_has_is_refused_for_the_same_reason() {
        assertThatThrownBy(() -> AbraShExports.parse("export CONF_VERSION=v1 \n", Set.of("CONF_VERSION")))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "abra.sh:1 has a blank behind the value of CONF_VERSION, and abra takes it for a part of the"
                                + " value (export CONF_VERSION=v1): take it out");
        assertThat(AbraShExports.parse("export CONF_VERSION=v1\t\nexport B=v2\r\n", Set.of("B")))
                .isEqualTo(Map.of("CONF_VERSION", "v1\t", "B", "v2"));
    }

    @Test
    void a_line_that_is_too_long_for_abra_is_refused_because_it_reads_none_after_it() {
        var text = "# " + "x".repeat(64 * 1024) + "\nexport CONF_VERSION=v1\n";

        assertThatThrownBy(() -> AbraShExports.parse(text, Set.of()))
                .isInstanceOf(RunException.class)
                .hasMessage("abra.sh:1 has more than 65000 bytes, and abra reads no line that is so long and none after"
                        + " it: break it up");
    }
}
