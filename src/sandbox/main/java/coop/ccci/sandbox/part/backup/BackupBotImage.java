package coop.ccci.sandbox.part.backup;

import coop.ccci.host.FileTrees;
import coop.ccci.sandbox.config.ResourceTemplate;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.part.docker.DockerImages;
import coop.ccci.sandbox.part.docker.LocalRegistry;
import coop.ccci.sandbox.process.Executables;
import coop.ccci.sandbox.process.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The image of the backup bot: Debian's restic with its libraries, and busybox. */
public final class BackupBotImage {
    private static final Pattern LIBRARY = Pattern.compile("(?m)(/\\S+) \\(0x");
    private static final Pattern VERSION = Pattern.compile("restic (\\d+(?:\\.\\d+)+)");

    private final SandboxSettings settings;
    private final DockerConnection docker;
    private final LocalRegistry registry;

    /** Creates the image of that engine and registry. */
    public BackupBotImage(SandboxSettings settings, DockerConnection docker, LocalRegistry registry) {
        this.settings = settings;
        this.docker = docker;
        this.registry = registry;
    }

    /** Returns its name, such as {@code 127.0.0.1:5000/ccci/backupbot:0.14.0}. */
    public String name() {
        return settings.registry() + "/" + shortName();
    }

    /** Returns whether engine and registry have it. */
    public boolean isThere() {
        return new DockerImages(docker).has(name()) && registry.has(shortName());
    }

    /**
     * Builds it and pushes it to the sandbox's registry.
     *
     * @throws SandboxException when restic is not installed or Docker refuses
     */
    public void make() {
        var context = settings.folder().backup().resolve("image");
        try {
            FileTrees.delete(context);
            ResourceTemplate.beside(BackupBotImage.class, "Dockerfile").write(context.resolve("Dockerfile"), Map.of());
            var restic = restic();
            put(restic, context.resolve("root/bin/restic"));
            put(Executables.require("busybox", "busybox-static"), context.resolve("root/bin/busybox"));
            for (var library : libraries(restic)) {
                put(library, context.resolve("root" + library));
            }
            new DockerImages(docker).build(context, name(), Map.of(), docker.label());
            new DockerImages(docker).push(name());
        } catch (IOException e) {
            throw new SandboxException("the image " + name() + " cannot be made: " + e, e);
        } finally {
            FileTrees.delete(context);
        }
    }

    private String shortName() {
        var version =
                VERSION.matcher(Subprocess.of(restic().toString(), "version").run());
        return "ccci/backupbot:" + (version.find() ? version.group(1) : "unknown");
    }

    private static Path restic() {
        return Executables.require("restic", "restic");
    }

    private static List<Path> libraries(Path program) {
        return LIBRARY.matcher(Subprocess.of("ldd", program.toString()).run())
                .results()
                .map((MatchResult library) -> Path.of(library.group(1)))
                .toList();
    }

    private static void put(Path file, Path place) throws IOException {
        Files.createDirectories(place.getParent());
        Files.copy(file, place);
    }
}
