package coop.ccci.abra.deploy;

import java.util.Optional;

/**
 * The arguments of {@code app deploy}.
 *
 * @param app the app's name
 * @param version the version argument
 * @param isChaos deploy the recipe as it lies there ({@code -C})
 * @param isForced deploy over what is deployed ({@code -f})
 * @param skipsConvergence do not wait for the result ({@code -c})
 * @param skipsDomainCheck do not look the domain up ({@code -D})
 * @param isOffline fetch nothing ({@code -o})
 * @param ignoresEnvVersion do not mind the version that the app's env pins ({@code -i})
 */
public record DeployRequest(
        String app,
        Optional<String> version,
        boolean isChaos,
        boolean isForced,
        boolean skipsConvergence,
        boolean skipsDomainCheck,
        boolean isOffline,
        boolean ignoresEnvVersion) {
    /** Returns a request to deploy over what is deployed, of a recipe that was fetched just now. */
    public DeployRequest forced() {
        return new DeployRequest(
                app, version, isChaos, true, skipsConvergence, skipsDomainCheck, true, ignoresEnvVersion);
    }
}
