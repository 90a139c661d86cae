package coop.ccci.bridge.engine;

import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.reason.EngineFault;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;

/** An engine that remembers what it was asked, and whose runs do what a test says. */
public final class FakeEngine implements Engine {
    private final Map<RunId, RunObservation> runs = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private int capacity = 1;
    private boolean dropsLaunches;
    private boolean ignoresStops;
    private Optional<EngineFault> refusal = Optional.empty();
    private Optional<RuntimeException> trouble = Optional.empty();

    /** Takes so many runs at once. */
    public FakeEngine capacity(int many) {
        capacity = many;
        return this;
    }

    /** From now on nothing comes of a launch. */
    public FakeEngine dropsLaunches() {
        dropsLaunches = true;
        return this;
    }

    /** From now on no run begins, and this is why. */
    public FakeEngine refuses(EngineFault why) {
        refusal = Optional.of(why);
        return this;
    }

    /** From now on no run ends when it is asked to. */
    public FakeEngine ignoresStops() {
        ignoresStops = true;
        return this;
    }

    /** From now on every question ends like this. */
    public FakeEngine fails(RuntimeException with) {
        trouble = Optional.of(with);
        return this;
    }

    /** Answers again. */
    public FakeEngine isWell() {
        trouble = Optional.empty();
        return this;
    }

    /** It forgets a run, as when its machine was set up anew. */
    public void forgets(RunId run) {
        runs.remove(run);
    }

    /** A run is over. */
    public void finishes(RunId run, Results results) {
        runs.put(run, new RunObservation.Finished(results));
    }

    /** A run is seen like this. */
    public void shows(RunId run, RunObservation observation) {
        runs.put(run, observation);
    }

    /** What it was asked to do, oldest first: {@code launch 1}, {@code cancel 1}, {@code kill 1}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public List<String> problems() {
        return List.of();
    }

    /** Returns its own routes, which start runs and look at them. */
    public RouteBuilder route() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:local-start")
                        .errorHandler(noErrorHandler())
                        .setBody(exchange -> launch(exchange.getMessage().getBody(Run.class)));
                from("direct:local-observe")
                        .errorHandler(noErrorHandler())
                        .setBody(exchange -> inspect(exchange.getMessage().getBody(Run.class)));
            }
        };
    }

    private LaunchAnswer launch(Run run) {
        throwIfTroubled();
        asked.add("launch " + run.id());
        if (!dropsLaunches && refusal.isEmpty()) {
            runs.put(run.id(), new RunObservation.Running());
        }
        return new LaunchAnswer(refusal);
    }

    @Override
    public RunObservation inspect(Run run) {
        throwIfTroubled();
        return runs.getOrDefault(run.id(), new RunObservation.Absent());
    }

    @Override
    public void cancel(Run run) {
        end(run, "cancel", "it was cancelled");
    }

    @Override
    public void kill(Run run) {
        end(run, "kill", "it was killed");
    }

    private void end(Run run, String how, String sentence) {
        throwIfTroubled();
        asked.add(how + " " + run.id());
        if (!ignoresStops && runs.containsKey(run.id())) {
            runs.put(run.id(), new RunObservation.Died(new EngineFault.UnusableResults(sentence)));
        }
    }

    private void throwIfTroubled() {
        trouble.ifPresent(problem -> {
            throw problem;
        });
    }
}
