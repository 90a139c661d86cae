package coop.ccci.harness.doctor;

import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.probe.TlsProbe;
import java.io.IOException;

/** What a visitor of an app meets first: the TLS entry point. */
interface IngressClient {
    /**
     * The certificate for a name.
     *
     * @throws IOException when the name is unknown, nothing answers, or what answers does not speak TLS
     */
    TlsProbe.Certificate certificate(String name) throws IOException;

    /** The answer to a request for {@code /}. */
    Answer ask(String name);
}
