package coop.ccci.sandbox.process;

import coop.ccci.sandbox.config.SandboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs, also where a person's {@code PATH} often does not look. */
public final class Executables {
    private static final String[] SYSTEM = {"/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin"};

    private Executables() {}

    /** Returns the first executable file of that name on {@code PATH} or in the system's folders. */
    public static Optional<Path> find(String name) {
        var path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Arrays.stream(path.split(":", -1)), Arrays.stream(SYSTEM))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /**
     * Returns the program, which must be there.
     *
     * @param debianPackage what to install where it is not
     * @throws SandboxException when it is not there
     */
    public static Path require(String name, String debianPackage) {
        return find(name)
                .orElseThrow(() -> new SandboxException(
                        "the program " + name + " is not installed. As root: apt-get install " + debianPackage));
    }
}
