package coop.ccci.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in a file, on a small file system that only its own processes see, and that is full after a moment. */
class FullDiskTest {
    private static final String ON_A_SMALL_DISK =
            "mount -t tmpfs -o size=12m ccci-full \"$0\" && \"$@\" fill && exec \"$@\" count";

    @TempDir
    private Path folder;

    @Test
    void what_was_acknowledged_is_kept_and_with_room_again_the_ledger_goes_on_by_itself() throws Exception {
        Assumptions.assumeTrue(mayMount(), "who runs this may not mount a file system of his own");
        var output = withMountsOfItsOwn(
                ON_A_SMALL_DISK,
                folder.toString(),
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                FillingLedger.class.getName(),
                folder.toString());
        assertThat(output)
                .contains("has no room left on its disk: make room there")
                .contains("with room again: []")
                .containsPattern("of [1-9][0-9]+ comments 0 are lost");
    }

    private static boolean mayMount() throws Exception {
        return withMountsOfItsOwn("mount -t tmpfs none /tmp && echo" + " mounted")
                .contains("mounted");
    }

    private static String withMountsOfItsOwn(String script, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return output;
    }
}
