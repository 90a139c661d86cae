package coop.ccci.harness.doctor;

import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.probe.TlsProbe;
import coop.ccci.harness.process.Deadline;
import java.io.IOException;
import java.util.Set;

/** The TLS entry point of this host, found as a run finds it. */
record HttpIngressClient(DoctorSettings settings, Deadline deadline) implements IngressClient {
    private static final int OK = 200;

    @Override
    public TlsProbe.Certificate certificate(String name) throws IOException {
        return new TlsProbe(settings.ingress(), settings.authority()).connect(name);
    }

    @Override
    public Answer ask(String name) {
        try (var probe = new AppProbe(settings.ingress(), settings.authority())) {
            return probe.ask(name, "/", Set.of(OK), deadline);
        }
    }
}
