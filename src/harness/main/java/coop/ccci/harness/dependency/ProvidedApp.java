package coop.ccci.harness.dependency;

import coop.ccci.contract.RecipeName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An app that was deployed because the one under test depends on it.
 *
 * @param recipe its recipe
 * @param version its version tag or, where it has published none, its commit
 * @param domain its domain
 * @param stack the name of its stack
 * @param credentials what its own folder hands over, by name, in order; some of it is secret
 */
public record ProvidedApp(
        RecipeName recipe, String version, String domain, String stack, Map<String, String> credentials) {
    /** Copies what could change. */
    public ProvidedApp {
        credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials));
    }

    /** The names of credentials only: their values are secret. */
    @Override
    public String toString() {
        return recipe + " " + version + " at " + domain + " with " + credentials.keySet();
    }
}
