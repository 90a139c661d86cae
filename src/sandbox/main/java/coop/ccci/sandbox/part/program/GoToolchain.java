package coop.ccci.sandbox.part.program;

import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.Executables;
import coop.ccci.sandbox.process.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Go that is new enough for the parts. Where the installed one is too old, as Debian 12's 1.19 is, it fetches a newer
 * one as what Go's own toolchains are: a module.
 *
 * @param go the program {@code go}
 */
record GoToolchain(Path go) {
    private static final int MIN_MINOR = 26;
    private static final String NEWER = "v0.0.1-go1.26.8.linux-";
    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(15);
    private static final Pattern VERSION = Pattern.compile("go1\\.(\\d+)");

    /** Finds or fetches one. */
    static GoToolchain find(ProgressReporter reporter) {
        var installed = installed()
                .orElseThrow(() -> new SandboxException(
                        "the program go is not installed. As root: apt-get install golang-go gcc libc6-dev"));
        var version = Subprocess.of(installed.toString(), "version")
                .with("GOTOOLCHAIN", "local")
                .run();
        return minor(version) >= MIN_MINOR ? new GoToolchain(installed) : fetch(installed, reporter);
    }

    /** Returns the program {@code go} of this machine, new enough or not. */
    static Optional<Path> installed() {
        return Executables.find("go")
                .or(() -> Optional.of(Path.of("/usr/local/go/bin/go")).filter(Files::isExecutable));
    }

    /** Returns a run of {@code go} that uses this toolchain and no other. */
    Subprocess command(List<String> arguments) {
        var words = new ArrayList<String>();
        words.add(go.toString());
        words.addAll(arguments);
        return Subprocess.of(words)
                .with("GOTOOLCHAIN", "local")
                .with("GOFLAGS", "")
                .with("GOWORK", "off");
    }

    /** Returns the second number of the version in a text such as {@code go version go1.26.8 linux/amd64}; 0 without one. */
    static int minor(String text) {
        var match = VERSION.matcher(text);
        return match.find() ? Integer.parseInt(match.group(1)) : 0;
    }

    private static GoToolchain fetch(Path old, ProgressReporter reporter) {
        reporter.doing("fetching Go 1." + MIN_MINOR + ", because the installed one is older");
        var architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        var answer = Subprocess.of(
                        old.toString(), "mod", "download", "-json", "golang.org/toolchain@" + NEWER + architecture)
                .with("GOFLAGS", "-mod=mod")
                .with("GO111MODULE", "on")
                .within(DOWNLOAD_TIMEOUT)
                .run();
        try {
            var folder = Path.of(new ObjectMapper()
                    .readTree(answer.substring(answer.indexOf('{')))
                    .required("Dir")
                    .asText());
            makeExecutable(folder.resolve("bin"));
            makeExecutable(folder.resolve("pkg/tool"));
            return new GoToolchain(folder.resolve("bin/go"));
        } catch (IOException e) {
            throw new SandboxException("Go cannot be fetched: " + e.getMessage(), e);
        }
    }

    /** A module's files are not executable. */
    private static void makeExecutable(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toFile().setExecutable(true, false)) {
                    throw new IOException("cannot make " + file + " executable");
                }
            }
        }
    }
}
