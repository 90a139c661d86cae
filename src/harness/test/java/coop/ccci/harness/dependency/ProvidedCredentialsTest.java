package coop.ccci.harness.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.result.RunException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidedCredentialsTest {
    @Test
    void lines_are_read_in_order_and_their_names_tell_what_is_secret() {
        var read = ProvidedCredentials.read(
                "# for others\nADMIN_USER=maya\n\nADMIN_PASSWORD=a=b, c d e f g\nOAUTH_CLIENT_ID=1\nTOKEN_URL=0123456789ab\n");

        assertThat(read)
                .containsExactly(
                        java.util.Map.entry("ADMIN_USER", "maya"),
                        java.util.Map.entry("ADMIN_PASSWORD", "a=b, c d e f g"),
                        java.util.Map.entry("OAUTH_CLIENT_ID", "1"),
                        java.util.Map.entry("TOKEN_URL", "0123456789ab"));
        assertThat(ProvidedCredentials.secrets(read)).containsExactly("a=b, c d e f g", "0123456789ab");
        assertThat(ProvidedCredentials.read("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin=x | line 1",
                "A=1\\nno assignment | line 2",
                "URL=x | choose another name",
                "VERSION=x | choose another name",
                "ADMIN_PASSWORD=short | make it longer",
                "API_KEY= | make it longer"
            })
    void what_is_wrong_is_told_by_its_line_and_without_its_value(String text, String told) {
        assertThatThrownBy(() -> ProvidedCredentials.read(text.replace("\\n", "\n")))
                .hasMessageContaining(told)
                .hasMessageContaining("hooks/provide.sh")
                .hasMessageNotContaining("short;")
                .isInstanceOfSatisfying(
                        RunException.class, wrong -> assertThat(wrong.exit()).isEqualTo(ExitCode.FAILED));
    }

    @Test
    void they_are_bounded() {
        var many = new StringBuilder();
        for (var at = 0; at < 60; at++) {
            many.append("NAME_").append(at).append("=x\n");
        }
        assertThatThrownBy(() -> ProvidedCredentials.read(many.toString())).hasMessageContaining("at most 50");
        assertThatThrownBy(() -> ProvidedCredentials.read("A=" + "x".repeat(5000)))
                .hasMessageContaining("4096");
    }
}
