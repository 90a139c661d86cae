package coop.ccci.reconcile.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image that {@code bridge-image} makes without Nix, out of what {@code ./cc-ci install} lays out. */
class BridgeImageIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a container has of the kernel. */
    private static final String IN_ITS_ROOT =
            "mkdir \"$1/proc\" && mount -t proc proc \"$1/proc\" && exec env -i PATH=/usr/sbin:/usr/bin HOME=/tmp"
                    + " chroot --userspec=65532:65532 \"$@\"";

    @TempDir
    private Path folder;

    @BeforeEach
    void setUp() {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "to change the root takes root");
    }

    @Test
    void the_bridge_starts_in_it_as_a_user_without_rights_and_with_no_other_program() throws Exception {
        var installed = folder.resolve("installed").toString();
        run(System.getProperty("ccci.command"), "install", "--built", installed);
        var program = installed + "/share/cc-ci/bridge-image";
        // As the unit of the reconciler has it.
        run(
                "sh",
                "-c",
                "mkdir image root && umask 077 && '" + program
                        + "' | tar -x -C image && tar -x -C root -f image/layer.tar");

        var manifest = json("manifest.json").path(0);
        var config = json(manifest.path("Config").asText());
        assertThat(manifest.at("/RepoTags/0").asText())
                .isEqualTo("cc-ci-bridge:" + run(program, "--tag").strip());
        assertThat(config.at("/rootfs/diff_ids/0").asText())
                .isEqualTo("sha256:" + run("sha256sum", "image/layer.tar").split(" ", 2)[0]);
        assertThat(config.at("/config/User").asText()).isEqualTo("65532:65532");
        var start = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", IN_ITS_ROOT, "sh", "root"));
        config.at("/config/Entrypoint").forEach(word -> start.add(word.asText()));
        start.addAll(List.of("serve", "--help"));
        assertThat(run(start.toArray(String[]::new))).contains("Watches pull requests for !testme");
        assertThat(folder.resolve("root/bin")).doesNotExist();
        assertThat(folder.resolve("root/usr/bin")).doesNotExist();
    }

    private JsonNode json(String file) throws IOException {
        return JSON.readTree(folder.resolve("image").resolve(file).toFile());
    }

    /** Runs a program in the folder to its end, which must be a good one, and returns what it says. */
    private String run(String... words) throws Exception {
        var errors = folder.resolve("errors");
        var process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", words) + ": " + Files.readString(errors))
                .isZero();
        return output;
    }
}
