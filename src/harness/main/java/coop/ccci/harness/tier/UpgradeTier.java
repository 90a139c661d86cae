package coop.ccci.harness.tier;

import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.compose.ComposeNames;
import coop.ccci.harness.hooks.Hook;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.ServiceState;
import coop.ccci.harness.swarm.StackObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Deploys the commit under test over the base that runs, as an operator would, and proves that it is what runs now:
 * swarm may take an update back without a word, and then the base goes on serving as if nothing had been wrong.
 */
public final class UpgradeTier implements TierStep {
    @Override
    public Tier tier() {
        return Tier.UPGRADE;
    }

    @Override
    public TierOutcome on(RunContext app) {
        return app.path().match(from -> upgrade(app), none -> new TierOutcome.Skipped(none.reason(), false));
    }

    private static TierOutcome upgrade(RunContext app) {
        app.hooks().run(Hook.PRE_UPGRADE);
        var witness = DataMarker.declared(app);
        var value = DataMarker.fresh();
        witness.ifPresent(own -> own.write(app, value));
        var volumes = witness.isPresent()
                ? Optional.<VolumesAcrossUpgrade>empty()
                : Optional.of(VolumesAcrossUpgrade.before(app));
        var updatesBefore = updates(app);
        var compose = app.byAbra(() -> deploy(app));
        pruneDropped(app, compose);
        app.deployment().converge(app.deadline());
        app.deployment().serve(app.deadline());
        return new TierOutcome.Asserted(assertions(app, compose, updatesBefore, witness, value, volumes));
    }

    private static ComposeNames deploy(RunContext app) {
        app.checkout().restore();
        var compose = new UpgradeEnv(app).write();
        app.abra().redeploy(app.app(), app.deadline());
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

    private static List<Assertion> assertions(
            RunContext app,
            ComposeNames compose,
            Map<String, Instant> updatesBefore,
            Optional<DataMarker> witness,
            String value,
            Optional<VolumesAcrossUpgrade> volumes) {
        var answers = GenericAssertions.answers(app);
        var assertions = new ArrayList<Assertion>();
        assertions.add(updated(app, updatesBefore));
        assertions.add(GenericAssertions.isOf(app, app.checkout().commit()));
        assertions.add(GenericAssertions.runs(app));
        assertions.add(GenericAssertions.stays(app));
        assertions.add(RunningImages.areThoseOf(app, compose));
        var left = dropped(app, compose).stream().map(ServiceState::name).toList();
        assertions.add(GenericAssertions.assertion(
                "no service runs that the commit does not have", left.isEmpty(), "still there: " + left));
        assertions.add(answers);
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
