package coop.ccci.harness.tier;

import coop.ccci.contract.Tier;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.ComposeNames;
import coop.ccci.harness.compose.ComposeOverlay;
import coop.ccci.harness.compose.EnvFile;
import coop.ccci.harness.compose.SampleFile;
import coop.ccci.harness.git.Checkout;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.StackObject;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings an app's {@code .env} file and its secrets from the base to the commit under test, as its operator has to
 * before an upgrade: what the commit's {@code .env.sample} has anew is added, then what {@code recipe.yml} says under
 * {@code upgrade.env} is set. A variable that the base had keeps its value.
 */
final class UpgradeEnv {
    private static final Set<String> OWN =
            Set.of("RECIPE", "TYPE", "DOMAIN", "STACK_NAME", "LETS_ENCRYPT_ENV", "EXTRA_DOMAINS");

    private final RunContext app;
    private final Checkout commit;
    private final boolean choosesFiles;
    private final AbraFolder folder;
    private final Masker masker;

    /**
     * Makes ready.
     *
     * @param choosesFiles whether the base's sample has {@code COMPOSE_FILE}: an app whose settings lack it is given the
     *     commit's, as any other variable
     */
    UpgradeEnv(RunContext app, Checkout commit, boolean choosesFiles, AbraFolder folder, Masker masker) {
        this.app = app;
        this.commit = commit;
        this.choosesFiles = choosesFiles || app.files().settings().env().containsKey("COMPOSE_FILE");
        this.folder = folder;
        this.masker = masker;
    }

    /** Writes the file, makes the secrets that are new, and tells what the commit would name its services. */
    ComposeNames write() {
        SampleFile.require(commit.folder());
        var file = folder.envFile(app.app());
        var env = EnvFile.read(file);
        ComposeOverlay.lift(env, choosesFiles);
        var added = SampleFile.filledIn(commit.folder(), app.app().domain())
                .map(sample -> env.adopt(sample, OWN))
                .orElse(Set.of());
        app.files()
                .settings()
                .upgrade()
                .env()
                .forEach((name, value) ->
                        env.set(name, value.replace("{domain}", app.app().domain())));
        env.set("STACK_NAME", app.app().stack());
        app.files().overlay().ifPresent(overlay -> overlay.lay(commit.folder(), env, true));
        env.canonical().write(file);
        if (!added.isEmpty()) {
            app.recorder().note(Tier.UPGRADE.code(), "the commit's .env.sample adds " + added);
        }
        requireOverlays(env.variables());
        var compose = PreDeployChecks.permitted(app, commit, env.variables(), true);
        PreDeployChecks.pulled(app, compose);
        if (!secretNames().containsAll(compose.secrets().values())) {
            masker.add(app.abra().generateSecrets(app.app(), app.deadline()));
        }
        return compose;
    }

    /** abra refuses an app whose settings name a compose file that is not there: whoever runs one could not upgrade. */
    private void requireOverlays(Map<String, String> variables) {
        var named = Compose.chosen(variables);
        var gone = named.stream()
                .filter(file ->
                        !file.isEmpty() && !Files.isRegularFile(commit.folder().resolve(file)))
                .toList();
        if (!gone.isEmpty()) {
            var left = named.stream().filter(file -> !gone.contains(file)).toList();
            throw RunException.recipe(
                    "apps that exist cannot be upgraded: their settings have COMPOSE_FILE=" + String.join(":", named)
                            + ", and the commit no longer has " + String.join(", ", gone)
                            + "; keep the file for one more release, or tell operators in a release note"
                            + " (release/<version>) to set COMPOSE_FILE=" + String.join(":", left)
                            + " first, and have the run do the same: upgrade.env in recipe.yml");
        }
    }

    /** The names on the swarm of the secrets that the app has. */
    private Set<String> secretNames() {
        return app.swarm().leftOf(app.app(), StackObject.Kind.SECRET).stream()
                .map(StackObject::name)
                .collect(Collectors.toSet());
    }
}
