package coop.ccci.harness.run;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.ComposeNames;
import coop.ccci.harness.compose.EnvFile;
import coop.ccci.harness.hooks.Hook;
import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import coop.ccci.harness.tier.PreDeployChecks;
import coop.ccci.harness.tier.RunContext;
import coop.ccci.host.Waiter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Supplier;

/**
 * Brings a run's app up to its first tier: makes it, deploys it once, waits for it.
 */
final class AppInstaller {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final RunContext live;
    private final RunApp app;
    private final Zone zone;
    private final Masker masker;
    private final Deadline deadline;
    private final Duration timeout;
    private ComposeNames names = ComposeNames.NONE;

    /** @param timeout how long the ingress is waited for */
    AppInstaller(RunContext live, Zone zone, Duration timeout) {
        this.live = live;
        this.app = live.app();
        this.zone = zone;
        this.masker = live.masker();
        this.deadline = live.deadline();
        this.timeout = timeout;
    }

    /** Everything up to the first tier. */
    void install(StageRunner stages) {
        stages.run(RunStage.PREPARE, () -> live.byAbra(this::prepare), told -> told);
        stages.run(RunStage.PREPULL, () -> namingTheBase(() -> PreDeployChecks.pulled(live, names)), told -> told);
        stages.run(RunStage.DEPLOY, () -> namingTheBase(() -> live.byAbra(this::deploy)), told -> told);
        stages.run(
                RunStage.CONVERGE, () -> namingTheBase(() -> live.deployment().converge(deadline)), told -> told);
        stages.run(RunStage.SERVE, () -> namingTheBase(() -> live.deployment().serve(deadline)), told -> told);
    }

    /** Says so where it is not the commit under test that does not come up, but what it is to be upgraded from. */
    private <T> T namingTheBase(Supplier<T> work) {
        try {
            return work.get();
        } catch (RunException e) {
            var base = live.path().base().filter(from -> e.exit() == ExitCode.FAILED);
            if (base.isEmpty()) {
                throw e;
            }
            var details = new ArrayList<>(e.details());
            details.add("where the commit under test is what repairs this, give recipe.yml another upgrade.base, or say"
                    + " so under expected_na.upgrade");
            throw RunException.recipe(
                    "the base of the upgrade, " + base.get().choice().version() + ": " + e.getMessage(), details);
        }
    }

    private String prepare() {
        checkIngress();
        Compose.requireReadable(live.checkout().folder());
        live.abra().newApp(live.recipe(), app, deadline);
        live.first().restore();
        var file = live.folder().envFile(app);
        if (!Files.exists(file)) {
            throw RunException.environment("abra app new made no file " + file + "; which abra is this?");
        }
        writeEnv(file);
        live.hooks().run(Hook.INSTALL_STEPS);
        names = PreDeployChecks.permitted(live, live.first(), EnvFile.read(file).variables());
        names.checkBudget(app, zone);
        if (names.secrets().isEmpty()) {
            return app + ", no secrets";
        }
        var secrets = live.abra().generateSecrets(app, deadline);
        masker.add(secrets);
        return app + ", " + (secrets.size() == 1 ? "1 secret" : secrets.size() + " secrets");
    }

    private void writeEnv(Path file) {
        var env = EnvFile.read(file);
        if (env.variables().containsKey("STACK_NAME")) {
            throw RunException.recipe(
                    "the recipe's .env.sample sets STACK_NAME: an app's stack is named after its domain"
                            + " alone; take the line out");
        }
        env.set("DOMAIN", app.domain());
        env.set("LETS_ENCRYPT_ENV", "");
        live.files().settings().env().forEach((name, value) -> env.set(name, value.replace("{domain}", app.domain())));
        env.write(file);
    }

    /**
     * Before anything is deployed nothing must answer, and what refuses must have the zone's certificate: so a wrong
     * certificate later on is the recipe's fault, and an answer is the app's.
     */
    private void checkIngress() {
        var answer = Waiter.pausing(deadline::pause, PAUSE)
                .poll(timeout, () -> live.deployment().ask(deadline), AppInstaller::isSilent);
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

    private String deploy() {
        live.hooks().run(Hook.PRE_INSTALL);
        live.first().restore();
        live.abra().deploy(app, deadline);
        return live.path()
                .base()
                .map(from -> "the base of the upgrade, " + from.choice().version() + ": "
                        + from.choice().reason())
                .orElseGet(() -> "commit " + live.checkout().commit());
    }
}
