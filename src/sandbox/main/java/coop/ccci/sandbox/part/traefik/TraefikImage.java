package coop.ccci.sandbox.part.traefik;

import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.part.docker.DockerImages;
import coop.ccci.sandbox.part.docker.LocalRegistry;
import coop.ccci.sandbox.part.program.OfficialImage;
import coop.ccci.sandbox.part.program.ProvidedProgram;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The image of Traefik in the sandbox's registry: the official one where it can be had, else one of nothing but the
 * program that was built here.
 */
public final class TraefikImage implements Part {
    private final SandboxSettings settings;
    private final DockerConnection docker;
    private final DockerImages images;
    private final ProvidedProgram program;
    private final LocalRegistry registry;
    private final List<Part> needs;

    /** Creates the part: the image of that program, in the engine and in the registry. */
    public TraefikImage(
            SandboxSettings settings,
            DockerConnection docker,
            ProvidedProgram program,
            Part engine,
            LocalRegistry registry) {
        this.settings = settings;
        this.docker = docker;
        this.images = new DockerImages(docker);
        this.program = program;
        this.registry = registry;
        this.needs = List.of(engine, registry, program);
    }

    @Override
    public String name() {
        return "traefik image";
    }

    @Override
    public List<Part> needs() {
        return needs;
    }

    /** Returns the image's name, such as {@code 127.0.0.1:5000/traefik:3.6.12}. */
    String reference() {
        return settings.registry() + "/" + shortName();
    }

    /** Returns a few words that say where the image came from. */
    String describeOrigin() {
        return docker.isOurs(images.labels(reference()))
                ? "built here from Traefik " + program.version()
                : "the official image "
                        + OfficialImage.traefik(program.version()).reference();
    }

    @Override
    public PartState inspect() {
        if (!docker.answers()) {
            return PartState.missing("no Docker engine answers");
        }
        return images.has(reference()) && registry.has(shortName())
                ? PartState.up(describeOrigin())
                : PartState.missing("there is no image " + reference());
    }

    @Override
    public void up(ProgressReporter reporter) {
        switch (program.origin()) {
            case OFFICIAL_IMAGE ->
                images.tag(
                        OfficialImage.traefik(program.version()).reference(),
                        settings.registry() + "/traefik",
                        program.version());
            case BUILT -> importProgram(reporter);
            case NONE -> throw new IllegalStateException("this part needs " + program.name() + ", which is not up");
        }
        reporter.doing("pushing it to the sandbox's registry");
        images.push(reference());
    }

    @Override
    public String down(ProgressReporter reporter) {
        if (!docker.answers()) {
            return "";
        }
        images.untag(reference());
        return images.removeOurs() > 0 ? "removed" : "";
    }

    private String shortName() {
        return "traefik:" + program.version();
    }

    private void importProgram(ProgressReporter reporter) {
        reporter.doing("putting the built program into an image");
        var archive = settings.folder().traefik().resolve("image.tar");
        try {
            Files.createDirectories(archive.getParent());
            pack(program.built().executable(), archive);
            images.importArchive(archive, reference(), List.of("ENTRYPOINT [\"/traefik\"]"), docker.label());
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack " + program.built().executable() + " for an image", e);
        }
    }

    private static void pack(Path program, Path archive) throws IOException {
        try (var tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
            var entry = new TarArchiveEntry("traefik");
            entry.setSize(Files.size(program));
            entry.setMode(0100755);
            entry.setModTime(0);
            tar.putArchiveEntry(entry);
            Files.copy(program, tar);
            tar.closeArchiveEntry();
        }
    }
}
