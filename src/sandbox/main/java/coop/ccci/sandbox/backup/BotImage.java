package coop.ccci.sandbox.backup;

import coop.ccci.sandbox.Resource;
import coop.ccci.sandbox.SandboxException;
import coop.ccci.sandbox.SandboxFolder;
import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.docker.Docker;
import coop.ccci.sandbox.docker.Images;
import coop.ccci.sandbox.process.Command;
import coop.ccci.sandbox.process.Programs;
import coop.ccci.sandbox.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The image of the backup bot: Debian's restic with its libraries, and busybox. */
final class BotImage {
    private static final Pattern LIBRARY = Pattern.compile("(?m)(/\\S+) \\(0x");
    private static final Pattern VERSION = Pattern.compile("restic (\\d+(?:\\.\\d+)+)");

    private final Settings settings;
    private final Docker docker;
    private final Registry registry;

    BotImage(Settings settings, Docker docker, Registry registry) {
        this.settings = settings;
        this.docker = docker;
        this.registry = registry;
    }

    /** Its name, such as {@code 127.0.0.1:5000/ccci/backupbot:0.14.0}. */
    String name() {
        return settings.registry() + "/" + shortName();
    }

    boolean isThere() {
        return new Images(docker).has(name()) && registry.has(shortName());
    }

    /**
     * Builds it and pushes it to the sandbox's registry.
     *
     * @throws SandboxException when restic is not installed or Docker refuses
     */
    void make() {
        var context = settings.folder().backup().resolve("image");
        try {
            SandboxFolder.deleteTree(context);
            Resource.beside(BotImage.class, "Dockerfile").write(context.resolve("Dockerfile"), Map.of());
            var restic = restic();
            put(restic, context.resolve("root/bin/restic"));
            put(Programs.need("busybox", "busybox-static"), context.resolve("root/bin/busybox"));
            for (var library : libraries(restic)) {
                put(library, context.resolve("root" + library));
            }
            new Images(docker).build(context, name(), Map.of(), docker.label());
            new Images(docker).push(name());
        } catch (IOException e) {
            throw new SandboxException("the image " + name() + " cannot be made: " + e, e);
        } finally {
            SandboxFolder.deleteTree(context);
        }
    }

    private String shortName() {
        var version = VERSION.matcher(Command.of(restic().toString(), "version").run());
        return "ccci/backupbot:" + (version.find() ? version.group(1) : "unknown");
    }

    private static Path restic() {
        return Programs.need("restic", "restic");
    }

    private static List<Path> libraries(Path program) {
        return LIBRARY.matcher(Command.of("ldd", program.toString()).run())
                .results()
                .map((MatchResult library) -> Path.of(library.group(1)))
                .toList();
    }

    private static void put(Path file, Path place) throws IOException {
        Files.createDirectories(place.getParent());
        Files.copy(file, place);
    }
}
