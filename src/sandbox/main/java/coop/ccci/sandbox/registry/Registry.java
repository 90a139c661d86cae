package coop.ccci.sandbox.registry;

import coop.ccci.sandbox.Resource;
import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.part.Part;
import coop.ccci.sandbox.part.State;
import coop.ccci.sandbox.part.Step;
import coop.ccci.sandbox.process.Daemon;
import coop.ccci.sandbox.process.Listener;
import coop.ccci.sandbox.process.Programs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A registry for images on 127.0.0.1: Debian's {@code docker-registry} as a process. */
public final class Registry implements Part {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Settings settings;
    private final Daemon daemon;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** The registry with these settings. */
    public Registry(Settings settings) {
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
    public State look() {
        var lives = daemon.lives();
        if (!lives) {
            var other = Listener.on(settings.registryPort());
            return other.isPresent()
                    ? new State.Blocked(other.get().inTheWay("CCCI_SANDBOX_REGISTRY_PORT"))
                    : new State.Missing("it is not running");
        }
        return answers() ? new State.Up("at " + settings.registry()) : new State.Missing("it does not answer");
    }

    @Override
    public void up(Step step) {
        daemon.stop();
        var folder = settings.folder().registry();
        var configuration = folder.resolve("config.yml");
        Resource.beside(Registry.class, "config.yml")
                .write(
                        configuration,
                        Map.of("DATA", folder.resolve("data").toString(), "ADDRESS", settings.registry()));
        step.doing("starting docker-registry");
        daemon.start(
                List.of(
                        Programs.need("docker-registry", "docker-registry").toString(),
                        "serve",
                        configuration.toString()),
                Map.of(),
                LIMIT,
                this::answers);
    }

    @Override
    public String down(Step step) {
        return daemon.stop() == 0 ? "" : "stopped";
    }

    /** Whether it has an image, such as {@code custom-html:1.27.0}. */
    public boolean has(String image) {
        var colon = image.lastIndexOf(':');
        return succeeds("/v2/" + image.substring(0, colon) + "/manifests/" + image.substring(colon + 1));
    }

    /** Whether it speaks the registry's protocol. */
    private boolean answers() {
        return succeeds("/v2/");
    }

    private boolean succeeds(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://" + settings.registry() + path))
                    .header("Accept", "application/vnd.docker.distribution.manifest.v2+json")
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
