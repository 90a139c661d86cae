package coop.ccci.reconcile.certificate;

import coop.ccci.reconcile.config.HostConfig.CertificateFiles;
import coop.ccci.reconcile.part.OutsideView;
import coop.ccci.reconcile.part.PartException;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** A name of the host as it is served: by the proxy, with exactly the certificate that lies in the files. */
public final class ServedName implements OutsideView {
    private final String domain;
    private final String name;
    private final String path;
    private final ExpectedAnswer expected;
    private final CertificateFiles files;
    private final IngressProbe probe;
    private final Clock clock;

    /**
     * Creates a view.
     *
     * @param domain of the host
     * @param name that is asked for
     * @param path that is asked for, with its slash
     * @param expected what must come back
     */
    public ServedName(
            String domain,
            String name,
            String path,
            ExpectedAnswer expected,
            CertificateFiles files,
            IngressProbe probe,
            Clock clock) {
        this.domain = domain;
        this.name = name;
        this.path = path;
        this.expected = expected;
        this.files = files;
        this.probe = probe;
        this.clock = clock;
    }

    @Override
    public Optional<String> problem() {
        var target = "https://" + name + path;
        try {
            var answer = probe.get(name, path);
            if (!answer.leaf().equals(pair().leaf())) {
                return Optional.of(target + " is served with another certificate than the one in " + files.chain());
            }
            return expected.isGood(answer.status())
                    ? Optional.empty()
                    : Optional.of(target + " answers " + answer.status());
        } catch (IOException e) {
            return Optional.of(target + " does not answer through the proxy of this host: " + e.getMessage());
        }
    }

    /** What all names share is told once, by the proxy's. */
    @Override
    public Optional<String> warning() {
        return expected == ExpectedAnswer.ANY ? pair().warning(clock.instant()) : Optional.empty();
    }

    @Override
    public void requireSound() {
        if (!name.equals(domain) && !name.substring(name.indexOf('.') + 1).equals(domain)) {
            throw new PartException("the certificate does not cover " + name + ", because " + name + " is neither "
                    + domain + " nor one label below it; give the part another domain");
        }
        pair().require(domain, clock.instant());
    }

    private CertificatePair pair() {
        return CertificatePair.read(files.chain(), files.key());
    }
}
