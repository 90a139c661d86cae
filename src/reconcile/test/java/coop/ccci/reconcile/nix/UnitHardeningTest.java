package coop.ccci.reconcile.nix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd itself says of the units: whether it understands every line, and how much they give up. */
class UnitHardeningTest {
    private static final Path PROGRAM = Path.of("/usr/bin/systemd-analyze");

    /** Tenths of systemd's measure of exposure, 0 to 100. The runner is not among them: it starts the harness as root. */
    private static final String MOST = "35";

    @TempDir
    private Path folder;

    private final List<String> units = new ArrayList<>();

    @BeforeEach
    void setUp() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "systemd-analyze is not on this machine");
        Files.writeString(folder.resolve("docker.service"), "[Service]\nExecStart=/bin/true\n");
        try (var all = Files.list(UnitFile.FOLDER)) {
            for (var file : all.filter(each -> each.toString().matches(".*\\.(service|target|timer)"))
                    .toList()) {
                // The programs are in a store that is not here.
                var text =
                        Files.readString(file).replaceAll("(?m)^ExecStart=/nix/store/[^ \n]+", "ExecStart=/bin/true");
                Files.writeString(folder.resolve(file.getFileName()), text);
                units.add("./" + file.getFileName());
            }
        }
    }

    @Test
    void systemd_understands_every_line_of_every_unit() throws Exception {
        var words = new ArrayList<>(List.of("verify", "--man=no"));
        words.addAll(units);

        assertThat(analyze(words))
                .as("its exit code says too little, so what it prints counts")
                .isEqualTo("0");
    }

    @Test
    void what_reconciles_gives_up_what_it_does_not_need() throws Exception {
        for (var unit : UnitFile.services()) {
            if (unit.name().startsWith("cc-ci-")) {
                var said = analyze(List.of("security", "--offline=true", "--threshold=" + MOST, "./" + unit.name()));
                assertThat(said).as(said).endsWith("0");
            }
        }
    }

    /** Returns what it prints, and its exit code. */
    private String analyze(List<String> arguments) throws Exception {
        var words = new ArrayList<String>();
        words.add(PROGRAM.toString());
        words.addAll(arguments);
        var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("SYSTEMD_UNIT_PATH", folder + ":");
        builder.environment().put("SYSTEMD_LOG_LEVEL", "warning");
        var process = builder.start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return text + process.waitFor();
    }
}
