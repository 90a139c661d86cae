package coop.ccci.sandbox.part.traefik;

import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.part.docker.DockerImages;
import coop.ccci.sandbox.part.program.GoProgram;
import coop.ccci.sandbox.part.registry.LocalRegistry;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.time.Duration;
import java.util.List;

/**
 * The image of Traefik in the sandbox's registry: the official one where it can be pulled, else one from scratch around
 * the program that was built here.
 */
public final class TraefikImage implements Part {
    /** A registry that cannot be reached says so at once; one that can has the image within this time or never. */
    private static final Duration PULL = Duration.ofSeconds(60);

    private final SandboxSettings settings;
    private final DockerConnection docker;
    private final GoProgram program;
    private final LocalRegistry registry;
    private final List<Part> needs;

    /** Creates the image of that program, for the engine and the registry. */
    public TraefikImage(
            SandboxSettings settings, DockerConnection docker, GoProgram program, Part engine, LocalRegistry registry) {
        this.settings = settings;
        this.docker = docker;
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
    String chosen() {
        return settings.registry() + "/traefik:" + program.version();
    }

    /** Returns where the image came from. */
    String origin() {
        return docker.isOurs(new DockerImages(docker).labels(chosen()))
                ? "built here from Traefik " + program.version()
                : "the official image " + official();
    }

    @Override
    public PartState inspect() {
        if (!docker.answers()) {
            return PartState.missing("no Docker engine answers");
        }
        return new DockerImages(docker).has(chosen()) && registry.has("traefik:" + program.version())
                ? PartState.up(origin())
                : PartState.missing("there is no image " + chosen());
    }

    @Override
    public void up(ProgressReporter step) {
        var images = new DockerImages(docker);
        step.doing("looking for the official image");
        if (images.pull(official(), PULL)) {
            docker.api()
                    .tagImageCmd(official(), settings.registry() + "/traefik", program.version())
                    .exec();
            step.doing("pushing the official image");
            images.push(chosen());
        } else {
            step.doing("putting the built program into an image");
            registry.push("traefik:" + program.version(), program.executable(), docker.label());
            if (!images.pull(chosen(), PULL)) {
                throw new SandboxException("the engine cannot get " + chosen() + " from the sandbox's registry");
            }
        }
    }

    @Override
    public String down(ProgressReporter step) {
        return docker.answers() && new DockerImages(docker).removeOurs() > 0 ? "removed" : "";
    }

    private String official() {
        return "traefik:" + program.version();
    }
}
