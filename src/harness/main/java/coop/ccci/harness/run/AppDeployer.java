package coop.ccci.harness.run;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.abra.PostCommand.Moment;
import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.ComposeNames;
import coop.ccci.harness.compose.ComposeOverlay;
import coop.ccci.harness.compose.EnvFile;
import coop.ccci.harness.compose.PinnedSettings;
import coop.ccci.harness.compose.SampleFile;
import coop.ccci.harness.compose.UselessLabels;
import coop.ccci.harness.git.Checkout;
import coop.ccci.harness.hooks.Hook;
import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import coop.ccci.harness.tier.PostCommands;
import coop.ccci.harness.tier.PreDeployChecks;
import coop.ccci.harness.tier.RunContext;
import coop.ccci.host.Waiter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings one app of a run up to its first tier: makes it, deploys it once, waits for it. */
final class AppDeployer {
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** The variables by which abra tells of which recipe an app is, and at which version. */
    private static final List<String> ABRAS = List.of("RECIPE", "TYPE");

    private final RecipeName recipe;
    private final RunContext live;
    private final Checkout first;
    private final boolean isUnderTest;
    private final Optional<ComposeOverlay> repair;
    private final AbraFolder folder;
    private final RunApp app;
    private final Zone zone;
    private final Masker masker;
    private final Deadline deadline;
    private final Duration timeout;

    /**
     * Makes ready to install.
     *
     * @param first what is deployed
     * @param isUnderTest whether that is the commit under test, and not its base
     * @param repair what is laid over it besides what is laid over every deploy
     * @param timeout how long the ingress is waited for
     */
    AppDeployer(
            RecipeName recipe,
            RunContext live,
            Checkout first,
            boolean isUnderTest,
            Optional<ComposeOverlay> repair,
            AbraFolder folder,
            Zone zone,
            Masker masker,
            Duration timeout) {
        this.recipe = recipe;
        this.live = live;
        this.first = first;
        this.isUnderTest = isUnderTest;
        this.repair = repair;
        this.folder = folder;
        this.app = live.app();
        this.zone = zone;
        this.masker = masker;
        this.deadline = live.deadline();
        this.timeout = timeout;
    }

    /**
     * An app that is made, and not deployed.
     *
     * @param names what its objects are called
     * @param told one clause for people
     */
    record Prepared(ComposeNames names, String told) {}

    /** Makes the app: its settings by its own sample, and its secrets. */
    Prepared prepare() {
        checkIngress();
        first.restore(deadline);
        Compose.requireReadable(first.folder());
        live.abra().newApp(recipe, app, deadline);
        first.restore(deadline);
        var file = folder.envFile(app);
        if (!Files.exists(file)) {
            throw RunException.environment("abra app new made no file for " + app + "; which abra is this?");
        }
        return settled(file);
    }

    /**
     * Makes the settings of an app that is there anew, by the recipe as it is now; its volumes and secrets stay.
     *
     * @return what is to be deployed over it
     */
    Prepared renew() {
        first.restore(deadline);
        Compose.requireReadable(first.folder());
        return settled(folder.envFile(app));
    }

    private Prepared settled(Path file) {
        writeEnv(file);
        live.hooks().run(Hook.INSTALL_STEPS);
        var names = PreDeployChecks.permitted(live, first, EnvFile.read(file).variables(), isUnderTest);
        names.checkBudget(app, zone);
        if (names.secrets().isEmpty()) {
            return new Prepared(names, app + ", no secrets");
        }
        var secrets = live.abra().generateSecrets(app, deadline);
        masker.add(secrets);
        return new Prepared(names, app + ", " + (secrets.size() == 1 ? "1 secret" : secrets.size() + " secrets"));
    }

    /** Waits until the app converges, and does what its settings have abra do then. */
    String converge() {
        var told = live.deployment().converge(deadline);
        PostCommands.run(live, folder, Moment.DEPLOY);
        return told;
    }

    private void writeEnv(Path file) {
        var env = ofItsOwnSample(EnvFile.read(file));
        PinnedSettings.pin(env, app, live.files().settings().env());
        lay(env);
        env.canonical().write(file);
    }

    private void lay(EnvFile env) {
        repair.ifPresent(overlay -> overlay.lay(first.folder(), env, true));
        live.files().overlay().ifPresent(overlay -> overlay.lay(first.folder(), env, isUnderTest));
    }

    /**
     * abra may move the checkout to the newest release before it copies the sample (contracts.md section 1). Who installed
     * this commit had this commit's sample; what abra itself writes into the first lines stays abra's.
     */
    private EnvFile ofItsOwnSample(EnvFile made) {
        var sample = SampleFile.filledIn(first.folder(), app.domain());
        if (sample.isEmpty()) {
            return made;
        }
        var own = sample.get();
        var theirs = made.variables();
        var ours = own.variables();
        ABRAS.stream()
                .filter(name -> theirs.containsKey(name) && isOfThatRecipe(theirs.get(name), ours))
                .forEach(name -> own.set(name, theirs.get(name)));
        return own;
    }

    /** abra made the file from the sample of the newest release, which may be called otherwise. */
    private static boolean isOfThatRecipe(String nameAndVersion, Map<String, String> sample) {
        var name = ABRAS.stream()
                .filter(sample::containsKey)
                .findFirst()
                .map(sample::get)
                .orElse("")
                .replaceFirst(":[^/]*$", "");
        return nameAndVersion.equals(name) || nameAndVersion.startsWith(name + ":");
    }

    /**
     * Before anything is deployed nothing must answer, and what refuses must have the zone's certificate: so a wrong
     * certificate later on is the recipe's fault, and an answer is the app's. Where there is no page to ask, nothing of
     * it matters.
     */
    private void checkIngress() {
        if (live.files().settings().health().page().isEmpty()) {
            return;
        }
        var answer = Waiter.pausing(deadline::pause, PAUSE)
                .poll(timeout, () -> live.deployment().ask(deadline).orElseThrow(), AppDeployer::isSilent);
        answer.match(
                app -> {
                    throw RunException.environment("something answers for " + this.app + " before it is deployed ("
                            + app.describe() + "): an answer would not prove anything; take the catch-all route for *."
                            + zone + " away");
                },
                notTheApp -> notTheApp,
                wrongCertificate -> {
                    throw ingressNotReady(wrongCertificate);
                },
                noIngress -> {
                    throw ingressNotReady(noIngress);
                });
    }

    private static boolean isSilent(Answer answer) {
        return answer.match(app -> false, notTheApp -> true, wrongCertificate -> false, noIngress -> false);
    }

    private RunException ingressNotReady(Answer answer) {
        return RunException.environment("the ingress is not ready for " + app + ": " + answer.describe()
                + "; is Traefik up, and its certificate valid for *." + zone
                + " (CCCI_INGRESS, CCCI_CA_FILE)?");
    }

    /** Returns the labels that do nothing where they stand, in the files of the commit that runs now. */
    List<UselessLabels.Useless> uselessLabels() {
        return UselessLabels.of(
                first.folder(), EnvFile.read(folder.envFile(app)).variables());
    }

    /** Pulls the images. */
    String prepull(ComposeNames names) {
        return PreDeployChecks.pulled(live, names);
    }

    /** Deploys the app, once. */
    String deploy() {
        live.hooks().run(Hook.PRE_INSTALL);
        first.restore(deadline);
        lay(EnvFile.read(folder.envFile(app)));
        live.abra().deploy(app, deadline);
        return "commit " + first.commit();
    }
}
