package coop.ccci.harness.functional;

import coop.ccci.harness.functional.child.AppAddress;
import coop.ccci.harness.probe.Ingress;
import coop.ccci.harness.swarm.Zone;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The addresses and certificates by which any app of this machine is reached.
 *
 * @param zone the DNS zone of runs' apps
 * @param ingress where to connect instead of where DNS points
 * @param authority a PEM file of an authority to trust besides the system's
 * @param docker where Docker listens
 */
public record AppAccess(Zone zone, Optional<Ingress> ingress, Optional<Path> authority, String docker) {
    /**
     * Returns how the app of a domain is reached.
     *
     * @param hosts the further names of hosts that are its own
     */
    AppAddress of(String domain, List<String> hosts) {
        return new AppAddress(
                domain,
                zone.value(),
                ingress.map(Ingress::toString).orElse(""),
                authority.map(path -> path.toAbsolutePath().toString()).orElse(""),
                docker,
                hosts);
    }
}
