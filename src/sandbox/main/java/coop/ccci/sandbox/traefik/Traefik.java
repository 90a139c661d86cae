package coop.ccci.sandbox.traefik;

import coop.ccci.sandbox.Resource;
import coop.ccci.sandbox.SandboxException;
import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.docker.Content;
import coop.ccci.sandbox.docker.Docker;
import coop.ccci.sandbox.docker.OwnStack;
import coop.ccci.sandbox.part.Part;
import coop.ccci.sandbox.part.State;
import coop.ccci.sandbox.part.Step;
import coop.ccci.sandbox.process.Daemon;
import coop.ccci.sandbox.process.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Traefik as a stack of the swarm. It is up when it answers over TLS for a name that nobody has with its own 404, and
 * with a certificate that the sandbox's authority signed.
 */
public final class Traefik implements Part {
    /** The name of the stack. */
    public static final String STACK = "ccci-sandbox";

    private static final Duration PROBE = Duration.ofSeconds(3);
    private static final Duration START = Duration.ofSeconds(60);

    private final Settings settings;
    private final Docker docker;
    private final OwnStack stack;
    private final TraefikImage image;
    private final List<Part> needs;
    private final Clock clock = Clock.systemUTC();
    private final Path folder;

    /** Traefik on the proxy network, from that image. */
    public Traefik(Settings settings, Docker docker, TraefikImage image, Part proxyNetwork) {
        this.settings = settings;
        this.docker = docker;
        this.stack = new OwnStack(docker, STACK, "traefik");
        this.image = image;
        this.needs = List.of(proxyNetwork, image);
        this.folder = settings.folder().traefik();
    }

    @Override
    public String name() {
        return "traefik";
    }

    @Override
    public List<Part> needs() {
        return needs;
    }

    @Override
    public State look() {
        if (!docker.isManager()) {
            return new State.Missing("there is no swarm");
        }
        if (stack.labels().isEmpty()) {
            return inTheWay()
                    .<State>map(State.Blocked::new)
                    .orElseGet(() -> new State.Missing("its service is not there"));
        }
        var blocked = stack.blocked();
        if (blocked.isPresent()) {
            return blocked.get();
        }
        var certificate = ZoneCertificate.load(folder, settings.zone(), clock);
        return certificate.isPresent() ? probe(certificate.get()) : new State.Missing("it has no valid certificate");
    }

    @Override
    public void up(Step step) {
        var certificate = ZoneCertificate.load(folder, settings.zone(), clock).orElseGet(this::makeCertificate);
        var content = writeFiles(certificate);
        if (!stack.has(content)) {
            step.doing("deploying the stack");
            docker.cli("stack", "deploy", "--compose-file", "compose.yml", "--prune", STACK)
                    .in(folder)
                    .run();
        }
        step.doing("waiting for its answer");
        if (!Daemon.await(START, () -> probe(certificate) instanceof State.Up)) {
            throw new SandboxException(probe(certificate).words() + ". " + stack.whereToLook());
        }
    }

    @Override
    public String down(Step step) {
        return stack.down(step);
    }

    private ZoneCertificate makeCertificate() {
        var made = new Authority(clock).sign(settings.zone());
        made.save(folder);
        return made;
    }

    /** Writes what the stack is deployed from; answers a hash of it. */
    private String writeFiles(ZoneCertificate certificate) {
        var configuration = Resource.beside(Traefik.class, "traefik.yml");
        var dynamic = Resource.beside(Traefik.class, "certificate.yml");
        var compose = Resource.beside(Traefik.class, "compose.yml");
        var values = Map.of(
                "IMAGE", image.chosen(),
                "HTTP_PORT", Integer.toString(settings.httpPort()),
                "HTTPS_PORT", Integer.toString(settings.httpsPort()),
                "DOCKER_SOCKET", settings.dockerSocket().toString(),
                "FOLDER", settings.folder().path().toString(),
                "STACK", STACK);
        var content =
                Content.hash(configuration.text(), dynamic.text(), compose.with(values), certificate.certificate());
        configuration.write(folder.resolve("traefik.yml"), Map.of());
        dynamic.write(folder.resolve("certificate.yml"), Map.of());
        new Resource(compose.with(values)).write(folder.resolve("compose.yml"), Map.of("CONTENT", content));
        return content;
    }

    private Optional<String> inTheWay() {
        return Listener.on(settings.httpPort())
                .map(listener -> listener.inTheWay("CCCI_SANDBOX_HTTP_PORT"))
                .or(() -> Listener.on(settings.httpsPort())
                        .map(listener -> listener.inTheWay("CCCI_SANDBOX_HTTPS_PORT")));
    }

    private State probe(ZoneCertificate certificate) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.httpsPort());
        var host = "nobody-" + UUID.randomUUID().toString().substring(0, 8) + "." + settings.zone();
        try {
            var line = new TlsProbe(certificate.trusted(), PROBE).statusLine(address, host);
            return line.contains(" 404 ")
                    ? new State.Up("for *." + settings.zone() + " at " + settings.ingress() + ", " + image.words())
                    : new State.Missing("it answers \"" + line + "\" for a name that nobody has");
        } catch (IOException e) {
            return new State.Missing(
                    "it does not answer at " + settings.ingress() + " as it should: " + e.getMessage());
        }
    }
}
