package coop.ccci.harness.doctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.harness.doctor.Examination;
import coop.ccci.harness.doctor.probe.FakeHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

class ReportTest {
    @TempDir
    Path folder;

    private static String describe(Examination all, Ansi ansi) {
        var bytes = new ByteArrayOutputStream();
        var report = new TextReport(new PrintStream(bytes, true, StandardCharsets.UTF_8), ansi);
        all.results().forEach(report::print);
        report.print(all);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Examination examine(Set<String> lies, boolean deep) {
        try (var host = new FakeHost(folder, lies)) {
            return host.examine(deep);
        }
    }

    private String golden(String name) throws IOException {
        try (var file = ReportTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What is another one with every run. */
    private String settled(String text) {
        return text.replace(folder.toString(), "@FOLDER@")
                .replaceAll("ccci-doctor-[0-9]+", "ccci-doctor-@NUMBER@")
                .replaceAll("doctor-[0-9a-f]{8}", "doctor-@LABEL@")
                .replaceAll("doct-[0-9a-f]{6}", "doct-@HEX@");
    }

    @Test
    void a_host_of_which_some_does_not_hold_is_told_line_by_line() throws IOException {
        var all = examine(
                Set.of("proxy.attachable", "certificate.days", "help.app-restore", "lint.table", "label.chaos-version"),
                true);

        assertThat(settled(describe(all, Ansi.OFF))).isEqualTo(golden("report.txt"));
    }

    @Test
    void colours_are_for_terminals() {
        var all = examine(Set.of("proxy.attachable", "lint.table"), false);

        assertThat(describe(all, Ansi.OFF)).doesNotContain("\u001b");
        assertThat(describe(all, Ansi.ON))
                .contains(
                        "\u001b[32m✓\u001b[39m\u001b[0m",
                        "\u001b[31m✗\u001b[39m\u001b[0m",
                        "\u001b[33m?\u001b[39m\u001b[0m");
    }

    @Test
    void programs_read_it_as_one_json_object() throws IOException {
        var json = new ObjectMapper().readTree(JsonReport.of(examine(Set.of("proxy.attachable"), false)));

        assertThat(json.path("broken").asInt()).isEqualTo(1);
        assertThat(json.path("left").asInt()).isPositive();
        var broken = json.path("assumptions").findValuesAsText("state").indexOf("broken");
        var one = json.path("assumptions").path(broken);
        assertThat(one.path("id").asText()).isEqualTo("proxy.attachable");
        assertThat(one.path("means").asText()).isNotEmpty();
        assertThat(one.path("do").asText()).contains("docker network");
        assertThat(one.path("seen").asText()).isEqualTo("no");
    }
}
