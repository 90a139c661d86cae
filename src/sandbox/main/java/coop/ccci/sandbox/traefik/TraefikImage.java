package coop.ccci.sandbox.traefik;

import coop.ccci.sandbox.SandboxException;
import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.build.GoProgram;
import coop.ccci.sandbox.docker.Docker;
import coop.ccci.sandbox.docker.Images;
import coop.ccci.sandbox.part.Part;
import coop.ccci.sandbox.part.State;
import coop.ccci.sandbox.part.Step;
import coop.ccci.sandbox.registry.Registry;
import java.time.Duration;
import java.util.List;

/**
 * The image of Traefik in the sandbox's registry: the official one where it can be pulled, else one from scratch around
 * the program that was built here.
 */
public final class TraefikImage implements Part {
    /** A registry that cannot be reached says so at once; one that can has the image within this time or never. */
    private static final Duration PULL = Duration.ofSeconds(60);

    private final Settings settings;
    private final Docker docker;
    private final GoProgram program;
    private final Registry registry;
    private final List<Part> needs;

    /** The image of that program, for the engine and the registry. */
    public TraefikImage(Settings settings, Docker docker, GoProgram program, Part engine, Registry registry) {
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

    /** The image's name, such as {@code 127.0.0.1:5000/traefik:3.6.12}. */
    String chosen() {
        return settings.registry() + "/traefik:" + program.version();
    }

    /** Where the image came from. */
    String words() {
        return docker.isOurs(new Images(docker).labels(chosen()))
                ? "built here from Traefik " + program.version()
                : "the official image " + official();
    }

    @Override
    public State look() {
        if (!docker.answers()) {
            return new State.Missing("no Docker engine answers");
        }
        return new Images(docker).has(chosen()) && registry.has("traefik:" + program.version())
                ? new State.Up(words())
                : new State.Missing("there is no image " + chosen());
    }

    @Override
    public void up(Step step) {
        var images = new Images(docker);
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
    public String down(Step step) {
        return docker.answers() && new Images(docker).removeOurs() > 0 ? "removed" : "";
    }

    private String official() {
        return "traefik:" + program.version();
    }
}
