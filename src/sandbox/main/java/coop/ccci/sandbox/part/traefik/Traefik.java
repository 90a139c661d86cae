package coop.ccci.sandbox.part.traefik;

import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.ResourceTemplate;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.docker.ContentHash;
import coop.ccci.sandbox.part.docker.DockerConnection;
import coop.ccci.sandbox.part.docker.SandboxStack;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.TcpListener;
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
import java.util.function.Supplier;

/**
 * Traefik as a stack of the swarm. It is up when it answers over TLS for a name that nobody has with its own 404, and
 * with a certificate that the sandbox's authority signed.
 */
public final class Traefik implements Part {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    /** The name of the stack. */
    public static final String STACK = "ccci-sandbox";

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final SandboxSettings settings;
    private final DockerConnection docker;
    private final SandboxStack stack;
    private final TraefikImage image;
    private final List<Part> needs;
    private final Clock clock = Clock.systemUTC();
    private final Path folder;
    private final Supplier<Optional<String>> knownHolder;

    /**
     * Creates the part: Traefik on the proxy network, from that image.
     *
     * @param knownHolder who of the sandbox's own may have its ports, with what to do about it
     */
    public Traefik(
            SandboxSettings settings,
            DockerConnection docker,
            TraefikImage image,
            Part proxyNetwork,
            Supplier<Optional<String>> knownHolder) {
        this.knownHolder = knownHolder;
        this.settings = settings;
        this.docker = docker;
        this.stack = new SandboxStack(docker, STACK, "traefik");
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
    public PartState inspect() {
        if (!docker.isManager()) {
            return PartState.missing("there is no swarm");
        }
        if (stack.labels().isEmpty()) {
            return inTheWay().map(PartState::blocked).orElseGet(() -> PartState.missing("its service is not there"));
        }
        var blocked = stack.blocked();
        if (blocked.isPresent()) {
            return blocked.get();
        }
        var certificate = ZoneCertificate.load(folder, settings.zone(), clock);
        return certificate.isPresent() ? probe(certificate.get()) : PartState.missing("it has no valid certificate");
    }

    @Override
    public void up(ProgressReporter reporter) {
        var certificate = ZoneCertificate.load(folder, settings.zone(), clock).orElseGet(this::makeCertificate);
        var content = writeFiles(certificate);
        if (!stack.has(content)) {
            reporter.doing("deploying the stack");
            docker.cli("stack", "deploy", "--compose-file", "compose.yml", "--prune", STACK)
                    .in(folder)
                    .run();
        }
        reporter.doing("waiting for its answer");
        if (!WAITER.until(START_TIMEOUT, () -> probe(certificate).isUp())) {
            throw new SandboxException(probe(certificate).description() + ". " + stack.whereToLook());
        }
    }

    @Override
    public String down(ProgressReporter reporter) {
        return stack.down(reporter);
    }

    private ZoneCertificate makeCertificate() {
        var made = new CertificateAuthority(clock).sign(settings.zone());
        made.save(folder);
        return made;
    }

    /** Writes what the stack is deployed from; answers a hash of it. */
    private String writeFiles(ZoneCertificate certificate) {
        var configuration = ResourceTemplate.beside(Traefik.class, "traefik.yml");
        var dynamic = ResourceTemplate.beside(Traefik.class, "certificate.yml");
        var compose = ResourceTemplate.beside(Traefik.class, "compose.yml");
        var values = Map.of(
                "IMAGE", image.reference(),
                "HTTP_PORT", Integer.toString(settings.httpPort()),
                "HTTPS_PORT", Integer.toString(settings.httpsPort()),
                "DOCKER_SOCKET", settings.dockerSocket().toString(),
                "FOLDER", settings.folder().path().toString(),
                "STACK", STACK);
        var content =
                ContentHash.hash(configuration.text(), dynamic.text(), compose.with(values), certificate.certificate());
        configuration.write(folder.resolve("traefik.yml"), Map.of());
        dynamic.write(folder.resolve("certificate.yml"), Map.of());
        new ResourceTemplate(compose.with(values)).write(folder.resolve("compose.yml"), Map.of("CONTENT", content));
        return content;
    }

    private Optional<String> inTheWay() {
        return inTheWay(settings.httpPort(), "CCCI_SANDBOX_HTTP_PORT")
                .or(() -> inTheWay(settings.httpsPort(), "CCCI_SANDBOX_HTTPS_PORT"));
    }

    private Optional<String> inTheWay(int port, String variable) {
        return TcpListener.on(port).map(listener -> knownHolder
                .get()
                .map(holder -> "port " + port + " is in use by " + holder)
                .orElseGet(() -> listener.conflictMessage(variable)));
    }

    private PartState probe(ZoneCertificate certificate) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.httpsPort());
        var host = "nobody-" + UUID.randomUUID().toString().substring(0, 8) + "." + settings.zone();
        try {
            var line = new TlsStatusProbe(certificate.trusted(), PROBE_TIMEOUT).statusLine(address, host);
            return line.contains(" 404 ")
                    ? PartState.up(
                            "for *." + settings.zone() + " at " + settings.ingress() + ", " + image.describeOrigin())
                    : PartState.missing("it answers \"" + line + "\" for a name that nobody has");
        } catch (IOException e) {
            return PartState.missing(
                    "it does not answer at " + settings.ingress() + " as it should: " + e.getMessage());
        }
    }
}
