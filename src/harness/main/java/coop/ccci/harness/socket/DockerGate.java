package coop.ccci.harness.socket;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.socket.judge.AcceptedObjects;
import coop.ccci.harness.socket.judge.CallJudge;
import coop.ccci.harness.socket.judge.OwnStacks;
import coop.ccci.harness.socket.judge.RunRules;
import coop.ccci.harness.socket.judge.ServiceLimits;
import coop.ccci.harness.swarm.DeployedServices;
import coop.ccci.harness.swarm.Registries;
import coop.ccci.harness.swarm.RunApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the {@code abra} of one run sees of Docker: the filter, in the place of the engine's socket. Where the machine cannot
 * give that, abra sees the engine itself, and {@link #missing} says why.
 */
public final class DockerGate implements AutoCloseable {
    private static final Path DEFAULT = Path.of("/var/run/docker.sock");
    private static final String LOCAL_SERVER = "default";

    private final OwnStacks stacks = new OwnStacks();
    private final AcceptedObjects accepted = new AcceptedObjects();
    private final Optional<DockerFilter> filter;
    private final List<String> launcher;
    private final String missing;

    /**
     * The wishes of a run.
     *
     * @param dockerHost where the engine listens, {@code unix:///path} or {@code tcp://host:port}
     * @param abraServer the server on which abra makes apps; only that of this machine can be filtered
     * @param environment the harness's own
     * @param isTrusted whether an operator trusts the recipe
     * @param rules what the judge is told of labels, images and limits
     */
    public record Wishes(
            String dockerHost, String abraServer, Map<String, String> environment, boolean isTrusted, RunRules rules) {}

    /**
     * Opens the gate.
     *
     * @param letThrough is told what trust has let through, a sentence each
     * @param log is told every refusal
     * @throws UncheckedIOException when the socket cannot be made or no program can be started
     */
    public DockerGate(
            Wishes wishes,
            ProcessRunner programs,
            Deadline deadline,
            Consumer<String> letThrough,
            Consumer<String> log) {
        var places = places(wishes);
        if (places.isEmpty()) {
            filter = Optional.empty();
            launcher = List.of();
            missing = wishes.abraServer().equals(LOCAL_SERVER)
                    ? "Docker listens at " + wishes.dockerHost() + ", which is no socket of this machine"
                    : "abra reaches the server " + wishes.abraServer()
                            + " by a way of its own, past this machine's socket;" + " set CCCI_ABRA_SERVER=default";
            return;
        }
        var opened = new DockerFilter(
                places.get(0),
                engine -> new CallJudge(stacks, engine, wishes.rules(), accepted, wishes.isTrusted(), letThrough),
                log);
        var started = namespace(opened, places, wishes, programs, deadline);
        if (started.isEmpty()) {
            opened.close();
        }
        filter = started.map(way -> opened);
        launcher = started.orElse(List.of());
        missing = started.isPresent()
                ? ""
                : "this machine gives programs no mount namespace: run cc-ci as root, or where util-linux' unshare"
                        + " --map-root-user --mount works; ./cc-ci doctor tells";
    }

    /**
     * Returns what the judge of a run is told: the labels by the rules of the compose files, and configs by the recipe's files.
     *
     * @param registries of which images may be pulled
     * @param limits what one task may use
     * @param checkout where the recipe lies when it is deployed
     */
    public static RunRules rules(Registries registries, ServiceLimits limits, Path checkout) {
        return new RunRules(new EngineLabels(), registries::refusal, limits, new RecipeContents(checkout));
    }

    private static Optional<List<String>> namespace(
            DockerFilter opened, List<Path> places, Wishes wishes, ProcessRunner programs, Deadline deadline) {
        try {
            return MountNamespace.launcher(opened.socket(), places, wishes.environment(), programs, deadline);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Returns the engine's own socket first, then the others by which abra would find an engine. */
    private static List<Path> places(Wishes wishes) {
        var host = URI.create(wishes.dockerHost());
        var places = new ArrayList<Path>();
        if (wishes.abraServer().equals(LOCAL_SERVER) && "unix".equals(host.getScheme())) {
            real(Path.of(host.getPath())).ifPresent(places::add);
            if (!places.isEmpty()) {
                real(DEFAULT).filter(place -> !places.contains(place)).ifPresent(places::add);
            }
        }
        return places;
    }

    private static Optional<Path> real(Path socket) {
        try {
            return Files.exists(socket) ? Optional.of(socket.toRealPath()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns why abra sees the engine itself; empty when it sees the filter. */
    public Optional<String> missing() {
        return Optional.of(missing).filter(reason -> !reason.isEmpty());
    }

    /** Returns what starts abra, and what abra starts, behind the gate. */
    public ProcessRunner around(ProcessRunner programs) {
        return programs.startedBy(launcher);
    }

    /** Lets an app of the run have what is its own. */
    public void admit(RunApp app) {
        stacks.add(app.stack(), app.domain());
    }

    /**
     * Compares what the engine holds after a deploy with what the filter passed on.
     *
     * @param deployed is asked what the engine holds
     * @throws RunException of the environment when something came to the engine that the filter did not pass on
     */
    public void requireAsJudged(RunApp app, DeployedServices deployed) {
        if (filter.isPresent()) {
            requireAsJudged(app, deployed.ofStack(app.stack()), deployed.configsOfStack(app.stack()));
        }
    }

    /**
     * As the other one.
     *
     * @param services every service of the app's stack, as the engine shows it
     * @param configs every config of it
     */
    void requireAsJudged(RunApp app, List<JsonNode> services, List<JsonNode> configs) {
        var differences = new ArrayList<>(accepted.differences(app.stack(), services));
        differences.addAll(accepted.differences(configs));
        if (!differences.isEmpty()) {
            throw RunException.environment(
                    "what Docker runs is not what cc-ci has let through, so the app is taken away: "
                            + differences.get(0) + "; does somebody else change the stack " + app.stack() + "?",
                    differences);
        }
    }

    @Override
    public void close() {
        filter.ifPresent(DockerFilter::close);
    }
}
