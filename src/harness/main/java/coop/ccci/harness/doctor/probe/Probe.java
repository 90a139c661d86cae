package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Finding;

/** Looks at one assumption. */
@FunctionalInterface
interface Probe {
    /**
     * Looks.
     *
     * @throws coop.ccci.harness.result.RunException when the host keeps it from being looked at
     * @throws java.io.UncheckedIOException when the host keeps it from being looked at
     */
    Finding run();
}
