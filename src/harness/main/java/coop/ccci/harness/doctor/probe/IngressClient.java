package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.probe.StatusRule;
import coop.ccci.harness.probe.TlsProbe;
import coop.ccci.harness.process.Deadline;
import java.io.IOException;
import java.util.Set;

/** Asks the TLS entry point, as a visitor of an app does. */
interface IngressClient {
    /**
     * Returns the certificate that is shown for a name.
     *
     * @throws IOException when the name is unknown, nothing answers, or what answers does not speak TLS
     */
    TlsProbe.Certificate certificate(String name) throws IOException;

    /** Asks for {@code /} of a name. */
    Answer ask(String name);

    /**
     * The TLS entry point of this host, found as a run finds it.
     *
     * @param deadline ends a request
     */
    record Live(DoctorSettings settings, Deadline deadline) implements IngressClient {
        private static final int OK = 200;

        @Override
        public TlsProbe.Certificate certificate(String name) throws IOException {
            return new TlsProbe(settings.ingress(), settings.authority()).connect(name);
        }

        @Override
        public Answer ask(String name) {
            try (var probe = new AppProbe(settings.ingress(), settings.authority())) {
                return probe.ask(name, "/", new StatusRule(Set.of(OK)), deadline);
            }
        }
    }
}
