package coop.ccci.harness.doctor;

import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.probe.Handshake;
import coop.ccci.harness.process.Lifetime;
import java.io.IOException;
import java.util.Set;

/** The TLS entry point of this host, found as a run finds it. */
record LiveFront(Settings settings, Lifetime lifetime) implements Front {
    private static final int OK = 200;

    @Override
    public Handshake.Shown certificate(String name) throws IOException {
        return new Handshake(settings.ingress(), settings.authority()).with(name);
    }

    @Override
    public Answer ask(String name) {
        try (var probe = new AppProbe(settings.ingress(), settings.authority())) {
            return probe.ask(name, "/", Set.of(OK), lifetime);
        }
    }
}
