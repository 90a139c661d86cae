package coop.ccci.sandbox.part.program;

import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.Executables;
import coop.ccci.sandbox.process.Subprocess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The Debian packages that building needs. Most machines never build, so the launcher installs them only when asked from
 * here.
 */
final class CompilerPackages {
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    private CompilerPackages() {}

    /**
     * Installs what is missing.
     *
     * @param home the checkout with the launcher
     * @throws SandboxException with the launcher's own words, when they cannot be installed
     */
    static synchronized void require(Path home, ProgressReporter reporter) {
        if (areThere()) {
            return;
        }
        reporter.doing("installing a compiler");
        Subprocess.of(home.resolve("cc-ci").toString(), "install-compiler")
                .within(TIMEOUT)
                .run();
    }

    private static boolean areThere() {
        return GoToolchain.installed().isPresent()
                && Executables.find("gcc").isPresent()
                && Files.exists(Path.of("/usr/include/stdlib.h"));
    }
}
