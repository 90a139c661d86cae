package coop.ccci.sandbox.part.docker;

import coop.ccci.sandbox.config.ResourceTemplate;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.Daemon;
import coop.ccci.sandbox.process.Executables;
import coop.ccci.sandbox.process.TcpListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A registry for images on 127.0.0.1: Debian's {@code docker-registry} as a process. */
public final class LocalRegistry implements Part {
    /** What an engine may have pushed, a registry answers with 404 to whoever does not accept it. */
    private static final String[] MANIFESTS = {
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.oci.image.index.v1+json"
    };

    private static final Duration START_TIMEOUT = Duration.ofSeconds(15);

    private final SandboxSettings settings;
    private final Daemon daemon;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** Creates the registry with these settings. */
    public LocalRegistry(SandboxSettings settings) {
        this.settings = settings;
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
        if (!daemon.isRunning()) {
            var other = TcpListener.on(settings.registryPort());
            return other.isPresent()
                    ? PartState.blocked(other.get().conflictMessage("CCCI_SANDBOX_REGISTRY_PORT"))
                    : PartState.missing("it is not running");
        }
        return answers() ? PartState.up("at " + settings.registry()) : PartState.missing("it does not answer");
    }

    @Override
    public void up(ProgressReporter reporter) {
        daemon.stop();
        var folder = settings.folder().registry();
        var configuration = folder.resolve("config.yml");
        ResourceTemplate.beside(LocalRegistry.class, "registry.yml")
                .write(
                        configuration,
                        Map.of("DATA", folder.resolve("data").toString(), "ADDRESS", settings.registry()));
        reporter.doing("starting docker-registry");
        daemon.start(
                List.of(
                        Executables.require("docker-registry", "docker-registry")
                                .toString(),
                        "serve",
                        configuration.toString()),
                Map.of(),
                START_TIMEOUT,
                this::answers);
    }

    @Override
    public String down(ProgressReporter reporter) {
        return daemon.stop() == 0 ? "" : "stopped";
    }

    /** Returns whether it has an image, such as {@code custom-html:1.27.0}. */
    public boolean has(String image) {
        return succeeds("/v2/" + repository(image) + "/manifests/" + tag(image));
    }

    private boolean answers() {
        return succeeds("/v2/");
    }

    private boolean succeeds(String path) {
        var question = HttpRequest.newBuilder(URI.create("http://" + settings.registry() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Accept", String.join(", ", MANIFESTS))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("interrupted", e);
        }
    }

    private static String repository(String image) {
        return image.substring(0, image.lastIndexOf(':'));
    }

    private static String tag(String image) {
        return image.substring(image.lastIndexOf(':') + 1);
    }
}
