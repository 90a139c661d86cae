package coop.ccci.harness.run;

import coop.ccci.contract.RecipeName;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraFault;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.process.Lifetime;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.recipe.Checkout;
import coop.ccci.harness.recipe.ComposeNames;
import coop.ccci.harness.recipe.EnvFile;
import coop.ccci.harness.recipe.RecipeSettings;
import coop.ccci.harness.result.RunFault;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a run does with its app while it exists: makes it, deploys it once, waits for it, asserts. Tearing it down is
 * not its business.
 */
final class AppRun {
    /** A Traefik that is just being restarted is waited for. */
    private static final Duration INGRESS = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final RecipeName recipe;
    private final RunApp app;
    private final Zone zone;
    private final Checkout checkout;
    private final RecipeSettings settings;
    private final Abra abra;
    private final AbraFolder folder;
    private final Deployment deployment;
    private final Masker masker;
    private final Lifetime lifetime;
    private final BooleanSupplier dockerAnswers;

    /**
     * Makes ready.
     *
     * @param dockerAnswers tells whether it may be Docker's fault that abra failed
     */
    AppRun(
            RecipeName recipe,
            RunApp app,
            Zone zone,
            Checkout checkout,
            RecipeSettings settings,
            Abra abra,
            AbraFolder folder,
            Deployment deployment,
            Masker masker,
            Lifetime lifetime,
            BooleanSupplier dockerAnswers) {
        this.recipe = recipe;
        this.app = app;
        this.zone = zone;
        this.checkout = checkout;
        this.settings = settings;
        this.abra = abra;
        this.folder = folder;
        this.deployment = deployment;
        this.masker = masker;
        this.lifetime = lifetime;
        this.dockerAnswers = dockerAnswers;
    }

    /** All stages in order; what the install tier asserted. */
    List<Assertion> through(Stages stages) {
        stages.run(Stage.PREPARE, () -> attempt(this::prepare), told -> told);
        stages.run(Stage.DEPLOY, () -> attempt(this::deploy), told -> told);
        stages.run(Stage.CONVERGE, () -> deployment.converge(lifetime), told -> told);
        var failures = deployment.watch().failures();
        stages.run(Stage.SERVE, () -> deployment.serve(lifetime), told -> told);
        var install = new InstallTier(app, checkout.commit(), deployment, failures);
        var assertions = new ArrayList<Assertion>();
        stages.run(
                Stage.INSTALL,
                () -> {
                    assertions.addAll(install.assertions(lifetime));
                    refuseUnheld(assertions);
                    return assertions;
                },
                held -> held.size() + " assertions hold");
        return assertions;
    }

    private String prepare() {
        checkIngress();
        abra.newApp(recipe, app, lifetime);
        checkout.restore();
        var file = folder.envFile(app);
        if (!Files.exists(file)) {
            throw RunFault.environment("abra app new made no file " + file + "; which abra is this?");
        }
        var env = EnvFile.read(file);
        if (env.variables().containsKey("STACK_NAME")) {
            throw RunFault.recipe("the recipe's .env.sample sets STACK_NAME: an app's stack is named after its domain"
                    + " alone; take the line out");
        }
        env.set("DOMAIN", app.domain());
        env.set("LETS_ENCRYPT_ENV", "");
        settings.env().forEach((name, value) -> env.set(name, value.replace("{domain}", app.domain())));
        env.write(file);
        var names = ComposeNames.read(checkout.folder(), app, env.variables());
        names.checkBudget(app, zone);
        if (names.secrets().isEmpty()) {
            return app + ", no secrets";
        }
        var secrets = abra.generateSecrets(app, lifetime);
        masker.add(secrets);
        return app + ", " + (secrets.size() == 1 ? "1 secret" : secrets.size() + " secrets");
    }

    /**
     * Before anything is deployed nothing must answer, and what refuses must have the zone's certificate: so a wrong
     * certificate later on is the recipe's fault, and an answer is the app's.
     */
    private void checkIngress() {
        var end = System.nanoTime() + INGRESS.toNanos();
        var answer = deployment.ask(lifetime);
        while (!(answer instanceof Answer.NotTheApp) && System.nanoTime() < end) {
            lifetime.pause(PAUSE);
            answer = deployment.ask(lifetime);
        }
        if (answer instanceof Answer.NoIngress || answer instanceof Answer.WrongCertificate) {
            throw RunFault.environment("the ingress is not ready for " + app + ": " + answer.shown()
                    + "; is Traefik up, and its certificate valid for *." + zone
                    + " (CCCI_INGRESS, CCCI_CA_FILE)?");
        }
        if (answer instanceof Answer.FromApp) {
            throw RunFault.environment("something answers for " + app + " before it is deployed (" + answer.shown()
                    + "): an answer would not prove anything; take the catch-all route for *." + zone + " away");
        }
    }

    private String deploy() {
        checkout.restore();
        abra.deploy(app, lifetime);
        return "commit " + checkout.commit();
    }

    private String attempt(Supplier<String> work) {
        try {
            return work.get();
        } catch (AbraFault e) {
            if (e.isEnvironment() || !dockerAnswers.getAsBoolean()) {
                throw RunFault.environment(e.getMessage(), e.lines());
            }
            throw RunFault.recipe(e.getMessage(), e.lines());
        }
    }

    private void refuseUnheld(List<Assertion> assertions) {
        assertions.stream().filter(assertion -> !assertion.held()).findFirst().ifPresent(assertion -> {
            throw RunFault.recipe(
                    "it does not hold that " + assertion.name() + ": "
                            + assertion.message().orElse(""),
                    deployment.diagnosis());
        });
    }
}
