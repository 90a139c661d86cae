package coop.ccci.abra.command;

import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.recipe.RecipeVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code abra app upgrade}: deploys the newest release over an older one. It never goes to a commit without a release
 * tag, and refuses an app that is not deployed or has the newest release.
 */
@Command(name = "upgrade", description = "Upgrade a deployed app to the newest release.")
final class AppUpgradeCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Mixin
    private final DeployFlags flags = new DeployFlags();

    private final AbraCommand abra;

    AppUpgradeCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var app = abra.dir().app(name);
        try (var recipe = abra.recipes().ensure(app.recipe(), abra.isOffline())) {
            recipe.requireClean();
            if (!abra.isOffline()) {
                recipe.fetch();
            }
            var stack = abra.stack(app);
            if (!stack.isDeployed()) {
                throw new FatalException(name + " is not deployed?");
            }
            var deployed = stack.label("version").flatMap(RecipeVersion::of);
            var newest = newest(name, recipe.versions(), deployed, flags.isForced());
            abra.confirm("upgrade " + name + " to " + newest + "?");
            abra.deploy(
                    flags.request(abra, name, Optional.of(newest.tag()), false).forced(), app, recipe);
            if (flags.waits()) {
                new AfterDeploy(abra).run("POST_UPGRADE_CMDS", app, recipe);
            }
        }
    }

    /**
     * Returns the newest release.
     *
     * @param deployed the release that runs; empty when that is not known, and then every release will do
     * @param isForced whether the deployed release may be deployed again
     * @throws FatalException when there is no release newer than the deployed one
     */
    static RecipeVersion newest(
            String app, List<RecipeVersion> releases, Optional<RecipeVersion> deployed, boolean isForced) {
        return releases.stream()
                .max(Comparator.naturalOrder())
                .filter(release -> deployed.map(now -> release.compareTo(now) >= (isForced ? 0 : 1))
                        .orElse(true))
                .orElseThrow(() -> new FatalException("no available upgrades for " + app + ", you're on "
                        + deployed.map(RecipeVersion::tag).orElse("an unknown version") + "?"));
    }
}
