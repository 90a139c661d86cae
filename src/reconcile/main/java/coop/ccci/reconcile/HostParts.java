package coop.ccci.reconcile;

import coop.ccci.reconcile.bridge.BridgePart;
import coop.ccci.reconcile.certificate.ExpectedAnswer;
import coop.ccci.reconcile.certificate.IngressProbe;
import coop.ccci.reconcile.certificate.ServedName;
import coop.ccci.reconcile.config.HostConfig;
import coop.ccci.reconcile.config.PartName;
import coop.ccci.reconcile.config.RecipeWish;
import coop.ccci.reconcile.part.HostPart;
import coop.ccci.reconcile.part.NothingOutside;
import coop.ccci.reconcile.part.OutsideView;
import coop.ccci.reconcile.program.ProgramCaller;
import coop.ccci.reconcile.recipe.AbraApps;
import coop.ccci.reconcile.recipe.RecipePart;
import coop.ccci.reconcile.recipe.SnapshotList;
import coop.ccci.reconcile.recipe.StackOfApp;
import coop.ccci.reconcile.swarm.SettledStack;
import coop.ccci.reconcile.swarm.SwarmCalls;
import coop.ccci.reconcile.swarm.SwarmPart;
import java.nio.file.Path;
import java.time.Clock;

/** Wires the parts of a host together. */
final class HostParts {
    private final HostConfig config;
    private final SwarmCalls docker;
    private final AbraApps abra;
    private final IngressProbe probe;
    private final Clock clock;

    HostParts(HostConfig config, ProgramCaller programs, Path abraDir, IngressProbe probe, Clock clock) {
        this.config = config;
        this.docker = new SwarmCalls(programs);
        this.abra = new AbraApps(programs, abraDir);
        this.probe = probe;
        this.clock = clock;
    }

    /** Returns a part that the host has. */
    HostPart part(PartName name) {
        return switch (name) {
            case SWARM -> new SwarmPart(docker, config.advertiseAddress());
            case PROXY, DRONE, BACKUPBOT -> recipe(name, config.recipes().get(name));
            case BRIDGE ->
                BridgePart.bridge(
                        config.bridge().orElseThrow(),
                        docker,
                        settled(name, served("/hook", ExpectedAnswer.WRONG_METHOD)));
            case DASHBOARD ->
                BridgePart.dashboard(
                        config.bridge().orElseThrow(), docker, settled(name, served("/", ExpectedAnswer.SUCCESS)));
        };
    }

    private OutsideView settled(PartName name, OutsideView outside) {
        return new SettledStack(BridgePart.stack(name), docker, clock, outside);
    }

    private OutsideView served(String path, ExpectedAnswer expected) {
        return served(config.bridge().orElseThrow().domain(), path, expected);
    }

    private HostPart recipe(PartName name, RecipeWish wish) {
        var outside = name == PartName.BACKUPBOT
                ? new SnapshotList(wish.domain(), docker)
                : served(
                        wish.domain(),
                        wish.probe().orElse("/"),
                        wish.probe().isPresent() ? ExpectedAnswer.SUCCESS : ExpectedAnswer.ANY);
        var settled = new SettledStack(StackOfApp.name(wish.domain()), docker, clock, outside);
        return new RecipePart(name, wish, docker, abra, settled);
    }

    private OutsideView served(String name, String path, ExpectedAnswer expected) {
        return config.certificate()
                .<OutsideView>map(files -> new ServedName(config.domain(), name, path, expected, files, probe, clock))
                .orElseGet(NothingOutside::new);
    }
}
