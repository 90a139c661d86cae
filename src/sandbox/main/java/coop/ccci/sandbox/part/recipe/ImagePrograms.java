package coop.ccci.sandbox.part.recipe;

import coop.ccci.host.FileTrees;
import coop.ccci.sandbox.part.program.GoProgram;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The programs that sample images may hold beside Debian's packages: parts of the sandbox that are built from their Go
 * modules into the cache of parts. Those of the official images are of no use here, because they are linked against
 * another C library than Debian's.
 *
 * @param home the checkout
 * @param parts the cache of parts
 */
record ImagePrograms(Path home, Path parts) {
    private static final Map<String, BiFunction<Path, Path, GoProgram>> KNOWN =
            new TreeMap<>(Map.of("gitea", GoProgram::gitea, "drone-server", GoProgram::droneServer));

    /** Returns whether there is such a program. */
    static boolean isKnown(String name) {
        return KNOWN.containsKey(name);
    }

    /** Returns the names, for people. */
    static String names() {
        return String.join(", ", KNOWN.keySet());
    }

    /** Returns the version that the checkout pins. */
    String version(String name) {
        return of(name).version();
    }

    /**
     * Lays a program out as a container has it below {@code /usr}: {@code bin/<name>}, and what it reads when it runs as
     * {@code share/<name>}. It is built where it was not yet, which takes some minutes.
     *
     * @param usr a folder that is there
     */
    void layOut(String name, Path usr, ProgressReporter reporter) throws IOException {
        var program = of(name);
        if (!program.isBuilt()) {
            program.build(reporter);
        }
        Files.createDirectories(usr.resolve("bin"));
        Files.copy(program.executable(), usr.resolve("bin").resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        if (Files.isDirectory(program.share())) {
            Files.createDirectories(usr.resolve("share"));
            FileTrees.copy(program.share(), usr.resolve("share").resolve(name));
        }
    }

    private GoProgram of(String name) {
        return KNOWN.get(name).apply(home, parts);
    }
}
