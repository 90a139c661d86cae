package coop.ccci.sandbox.part.traefik;

import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The zone's certificate as files, for a proxy that is not the sandbox's own. */
public final class ZoneFiles implements Part {
    private final SandboxSettings settings;
    private final Clock clock = Clock.systemUTC();

    /** Creates the files of that sandbox. */
    public ZoneFiles(SandboxSettings settings) {
        this.settings = settings;
    }

    /** Returns the certificate with its chain, as PEM. */
    public static Path chain(SandboxSettings settings) {
        return settings.folder().traefik().resolve(ZoneCertificate.CERTIFICATE);
    }

    /** Returns its private key, as PEM. */
    public static Path key(SandboxSettings settings) {
        return settings.folder().traefik().resolve(ZoneCertificate.KEY);
    }

    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public List<Part> needs() {
        return List.of();
    }

    @Override
    public PartState inspect() {
        return ZoneCertificate.load(settings.folder().traefik(), settings.zone(), clock)
                .map(found -> PartState.up("for *." + settings.zone()))
                .orElseGet(() -> PartState.missing("there is no valid certificate"));
    }

    @Override
    public void up(ProgressReporter reporter) {
        new CertificateAuthority(clock)
                .sign(settings.zone())
                .save(settings.folder().traefik());
    }

    /** Everything is files in the sandbox's folder, which goes as a whole. */
    @Override
    public String down(ProgressReporter reporter) {
        return "";
    }
}
