package coop.ccci.harness.tier;

import coop.ccci.contract.Tier;
import coop.ccci.harness.compose.ComposeNames;
import coop.ccci.harness.compose.EnvFile;
import java.nio.file.Files;
import java.util.Set;

/**
 * Brings an app's {@code .env} file and its secrets from the base to the commit under test, as its operator has to
 * before an upgrade: what the commit's {@code .env.sample} has anew is added, then what {@code recipe.yml} says under
 * {@code upgrade.env} is set. A variable that the base had keeps its value.
 */
final class UpgradeEnv {
    private static final Set<String> OWN = Set.of("RECIPE", "TYPE", "DOMAIN", "STACK_NAME", "LETS_ENCRYPT_ENV");

    private final RunContext app;

    UpgradeEnv(RunContext app) {
        this.app = app;
    }

    /** Writes the file, makes the secrets that are new, and tells what the commit would name its services. */
    ComposeNames write() {
        var file = app.folder().envFile(app.app());
        var env = EnvFile.read(file);
        var sample = app.checkout().folder().resolve(".env.sample");
        var added = Files.isRegularFile(sample) ? env.adopt(EnvFile.read(sample), OWN) : Set.of();
        app.files()
                .settings()
                .upgrade()
                .env()
                .forEach((name, value) ->
                        env.set(name, value.replace("{domain}", app.app().domain())));
        env.write(file);
        if (!added.isEmpty()) {
            app.recorder().note(Tier.UPGRADE.code(), "the commit's .env.sample adds " + added);
        }
        var compose = PreDeployChecks.permitted(app, app.checkout(), env.variables());
        PreDeployChecks.pulled(app, compose);
        if (!app.secretNames().containsAll(compose.secrets().values())) {
            app.masker().add(app.abra().generateSecrets(app.app(), app.deadline()));
        }
        return compose;
    }
}
