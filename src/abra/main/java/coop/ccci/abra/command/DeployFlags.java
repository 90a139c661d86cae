package coop.ccci.abra.command;

import coop.ccci.abra.deploy.DeployRequest;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags that deploy and upgrade have in common. */
final class DeployFlags {
    @Option(
            names = {"-f", "--force"},
            description = "Deploy again what is deployed.")
    private boolean force;

    @Option(
            names = {"-c", "--no-converge-checks"},
            description = "Do not wait for the services to run.")
    private boolean noConvergeChecks;

    @Option(
            names = {"-D", "--no-domain-checks"},
            description = "Do not look the domain up.")
    private boolean noDomainChecks;

    boolean isForced() {
        return force;
    }

    /** Returns whether it is waited until the services run. */
    boolean waits() {
        return !noConvergeChecks;
    }

    /** Returns a deploy of an app as the recipe lies there, or of a release. */
    DeployRequest request(AbraCommand abra, String app, Optional<String> version, boolean isChaos) {
        return new DeployRequest(
                app,
                version,
                isChaos,
                force,
                noConvergeChecks,
                noDomainChecks,
                abra.isOffline(),
                abra.ignoresEnvVersion());
    }
}
