package coop.ccci.reconcile.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole host as it should be, read from {@code host.json} and proven.
 *
 * @param domain the domain that the wildcard certificate covers, with all names below it
 * @param parts what this host has, in the order in which it is brought up
 * @param advertiseAddress the address of this node in its swarm
 * @param certificate the files of the certificate; empty on a host without a proxy
 * @param recipes the parts that are apps of recipes
 * @param bridge empty on a host without one
 */
public record HostConfig(
        String domain,
        List<PartName> parts,
        String advertiseAddress,
        Optional<CertificateFiles> certificate,
        Map<PartName, RecipeWish> recipes,
        Optional<BridgeWish> bridge) {

    /**
     * Where the certificate is; both may be links into the folder of decrypted secrets.
     *
     * @param chain the certificate and those that vouch for it, PEM
     * @param key its private key, PEM
     */
    public record CertificateFiles(Path chain, Path key) {}

    /** Copies what could change. */
    public HostConfig {
        parts = List.copyOf(parts);
        recipes = Map.copyOf(recipes);
    }
}
