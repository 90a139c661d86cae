package coop.ccci.sandbox.part.registry;

import coop.ccci.sandbox.config.ResourceTemplate;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.Daemon;
import coop.ccci.sandbox.process.Executables;
import coop.ccci.sandbox.process.TcpListener;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A registry for images on 127.0.0.1: Debian's {@code docker-registry} as a process. */
public final class LocalRegistry implements Part {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final SandboxSettings settings;
    private final Daemon daemon;
    private final RegistryClient client;

    /** Creates the registry with these settings. */
    public LocalRegistry(SandboxSettings settings) {
        this.settings = settings;
        this.client = new RegistryClient(URI.create("http://" + settings.registry()));
        this.daemon = new Daemon(
                "registry",
                settings.folder().path(),
                settings.folder().registry().resolve("registry.log"));
    }

    @Override
    public String name() {
        return "registry";
    }

    @Override
    public List<Part> needs() {
        return List.of();
    }

    @Override
    public PartState inspect() {
        var lives = daemon.isRunning();
        if (!lives) {
            var other = TcpListener.on(settings.registryPort());
            return other.isPresent()
                    ? PartState.blocked(other.get().conflictMessage("CCCI_SANDBOX_REGISTRY_PORT"))
                    : PartState.missing("it is not running");
        }
        return client.answers() ? PartState.up("at " + settings.registry()) : PartState.missing("it does not answer");
    }

    @Override
    public void up(ProgressReporter step) {
        daemon.stop();
        var folder = settings.folder().registry();
        var configuration = folder.resolve("config.yml");
        ResourceTemplate.beside(LocalRegistry.class, "config.yml")
                .write(
                        configuration,
                        Map.of("DATA", folder.resolve("data").toString(), "ADDRESS", settings.registry()));
        step.doing("starting docker-registry");
        daemon.start(
                List.of(
                        Executables.require("docker-registry", "docker-registry")
                                .toString(),
                        "serve",
                        configuration.toString()),
                Map.of(),
                LIMIT,
                client::answers);
    }

    @Override
    public String down(ProgressReporter step) {
        return daemon.stop() == 0 ? "" : "stopped";
    }

    /** Returns whether it has an image, such as {@code custom-html:1.27.0}. */
    public boolean has(String image) {
        return client.succeeds("/v2/" + repository(image) + "/manifests/" + tag(image));
    }

    /**
     * Puts an image from scratch into the registry that has one program and starts it.
     *
     * @param image repository and tag, such as {@code traefik:3.6.12}
     * @param program a static program; its packed form is kept beside it
     */
    public void push(String image, Path program, Map<String, String> labels) {
        var name = program.getFileName().toString();
        var made = ScratchImage.of(Layer.with(program), name, labels);
        client.put(repository(image), tag(image), made);
    }

    /** Returns whether it has exactly the image that {@link #pushRoot} would put there. */
    public boolean hasRoot(String image, Layer root, int user, Map<String, String> labels) {
        var manifest = ScratchImage.of(root, user, labels).manifest();
        var wanted = Layer.digest(manifest.getBytes(StandardCharsets.UTF_8));
        return client.digest(repository(image), tag(image)).equals(Optional.of(wanted));
    }

    /**
     * Puts an image of a root into the registry.
     *
     * @param image repository and tag
     * @param user the number of the user that its programs run as
     */
    public void pushRoot(String image, Layer root, int user, Map<String, String> labels) {
        client.put(repository(image), tag(image), ScratchImage.of(root, user, labels));
    }

    private static String repository(String image) {
        return image.substring(0, image.lastIndexOf(':'));
    }

    private static String tag(String image) {
        return image.substring(image.lastIndexOf(':') + 1);
    }
}
