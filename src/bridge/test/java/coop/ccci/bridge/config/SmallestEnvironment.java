package coop.ccci.bridge.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The fewest settings that a bridge starts with. */
final class SmallestEnvironment {
    private SmallestEnvironment() {}

    /** Makes the files that they name in a folder, and returns them, to be changed. */
    static Map<String, String> in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("recipe-tests"));
        Files.createFile(folder.resolve("cc-ci")).toFile().setExecutable(true);
        return new HashMap<>(Map.of(
                "GITEA_URL", "http://127.0.0.1:3000/",
                "GITEA_TOKEN", "0123456789",
                "POLL_REPOS", "recipe-maintainers/custom-html",
                "CCCI_HOME", folder.toString(),
                "CCCI_RUNS_DIR", folder.resolve("runs").toString(),
                "PATH", "/usr/bin"));
    }
}
