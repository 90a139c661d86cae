package coop.ccci.harness.tier;

import coop.ccci.contract.ExitCode;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.abra.AbraFolder;
import coop.ccci.harness.abra.PostCommand.Moment;
import coop.ccci.harness.base.SampleChange;
import coop.ccci.harness.compose.ComposeNames;
import coop.ccci.harness.git.Checkout;
import coop.ccci.harness.hooks.Hook;
import coop.ccci.harness.process.Masker;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.ServiceState;
import coop.ccci.harness.swarm.StackObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Deploys the commit under test over the base that runs, as an operator would, and proves that it is what runs now:
 * swarm may take an update back without a word, and then the base goes on serving as if nothing had been wrong.
 */
public final class UpgradeTier {
    private final Checkout commit;
    private final SampleChange change;
    private final AbraFolder folder;
    private final Masker masker;

    /**
     * Makes ready.
     *
     * @param commit what is upgraded to; abra may have moved its files
     * @param change what its sample changes for apps that exist
     * @param folder where the app's {@code .env} file is
     * @param masker hides the secrets that are new
     */
    public UpgradeTier(Checkout commit, SampleChange change, AbraFolder folder, Masker masker) {
        this.commit = commit;
        this.change = change;
        this.folder = folder;
        this.masker = masker;
    }

    /**
     * Upgrades, once, and asserts.
     *
     * @param app runs as the base
     * @throws RunException of the recipe when the upgrade itself fails, of the environment when the machine is at fault
     * @throws coop.ccci.harness.process.CancelledException when the run's deadline is over first
     */
    public TierOutcome on(RunContext app) {
        app.hooks().run(Hook.PRE_UPGRADE);
        var witness = DataMarker.declared(app);
        var value = DataMarker.fresh();
        witness.ifPresent(own -> own.write(app, value));
        var volumes = witness.isPresent()
                ? Optional.<VolumesAcrossUpgrade>empty()
                : Optional.of(VolumesAcrossUpgrade.before(app));
        var updatesBefore = updates(app);
        var compose = tellingWhatExistingAppsKeep(() -> {
            var names = app.byAbra(() -> deploy(app));
            pruneDropped(app, names);
            app.deployment().converge(app.deadline());
            PostCommands.run(app, folder, Moment.UPGRADE);
            app.deployment().serve(app.deadline());
            return names;
        });
        return new TierOutcome.Asserted(assertions(app, compose, updatesBefore, witness, value, volumes));
    }

    /** An upgrade that breaks on what the new sample would have set says which settings those are. */
    private <T> T tellingWhatExistingAppsKeep(Supplier<T> work) {
        try {
            return work.get();
        } catch (RunException e) {
            if (e.exit() != ExitCode.FAILED || change.notes().isEmpty()) {
                throw e;
            }
            var details = new ArrayList<>(change.notes());
            details.add("where operators have to change their settings, say so in a release note (release/<version>),"
                    + " and have the run do the same: upgrade.env in recipe.yml");
            details.addAll(e.details());
            throw RunException.recipe(e.getMessage(), details);
        }
    }

    private ComposeNames deploy(RunContext app) {
        commit.restore(app.deadline());
        var compose = new UpgradeEnv(app, commit, change.choosesFiles(), folder, masker).write();
        app.abra().deploy(app.app(), app.deadline());
        return compose;
    }

    /** When the last update of each service began. */
    private static Map<String, Instant> updates(RunContext app) {
        return app.swarm().services(app.app()).stream()
                .collect(Collectors.toMap(ServiceState::id, ServiceState::updateStarted));
    }

    /** Neither swarm nor abra removes a service that the new compose file has no more: it would run on, as it was. */
    private static void pruneDropped(RunContext app, ComposeNames compose) {
        for (var service : dropped(app, compose)) {
            app.recorder().note(tierWord(), "removed the service " + service.name() + ", which the commit dropped");
            app.swarm().leftOf(app.app(), StackObject.Kind.SERVICE).stream()
                    .filter(object -> object.id().equals(service.id()))
                    .map(app.swarm()::remove)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(refusal -> {
                        throw RunException.environment(
                                "the dropped service " + service.name() + " cannot be removed: " + refusal);
                    });
        }
    }

    private static String tierWord() {
        return Tier.UPGRADE.code();
    }

    private static List<ServiceState> dropped(RunContext app, ComposeNames compose) {
        return app.swarm().services(app.app()).stream()
                .filter(service -> !compose.services().contains(service.name()))
                .toList();
    }

    private List<Assertion> assertions(
            RunContext app,
            ComposeNames compose,
            Map<String, Instant> updatesBefore,
            Optional<DataMarker> witness,
            String value,
            Optional<VolumesAcrossUpgrade> volumes) {
        var answers = GenericAssertions.answers(app);
        var assertions = new ArrayList<Assertion>();
        assertions.add(updated(app, updatesBefore));
        assertions.add(GenericAssertions.isOf(app, commit.commit()));
        assertions.add(GenericAssertions.runs(app));
        assertions.add(GenericAssertions.stays(app));
        assertions.add(RunningImages.areThoseOf(app, compose));
        var left = dropped(app, compose).stream().map(ServiceState::name).toList();
        assertions.add(GenericAssertions.assertion(
                "no service runs that the commit does not have", left.isEmpty(), "still there: " + left));
        assertions.addAll(answers);
        witness.ifPresent(own -> {
            var read = own.read(app);
            assertions.add(GenericAssertions.assertion(
                    own.describe() + " outlived the upgrade",
                    read.contains(value),
                    "it reads " + DataMarker.excerpt(read)));
        });
        volumes.flatMap(seen -> seen.after(app)).ifPresent(assertions::add);
        return assertions;
    }

    /** Asserts on the updates that began since: each must have ended well. */
    private static Assertion updated(RunContext app, Map<String, Instant> before) {
        var wrong = app.deployment().watch().services().stream()
                .filter(service -> !service.updateStarted().equals(before.getOrDefault(service.id(), Instant.EPOCH)))
                .filter(ServiceState::isUpdateBroken)
                .map(service -> service.name() + ": " + service.update() + ", " + service.updateMessage())
                .toList();
        return GenericAssertions.assertion(
                "swarm neither paused nor rolled back the update of a service",
                wrong.isEmpty(),
                String.join("; ", wrong));
    }
}
