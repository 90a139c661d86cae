package coop.ccci.bridge.chaos;

import coop.ccci.bridge.fake.FakeBuild;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Kills a bridge while people comment and its forge and engine fail, lets the last one finish in peace, and compares what
 * forge and engine then have with what was asked for.
 */
final class Chaos implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** At which of its points a bridge dies at the latest: while it starts, in what it finds then, or in the midst of its work. */
    private static final List<Integer> POINTS = List.of(60, 600, 6_000);

    /** One bridge of so many lives long enough to get on: the others hardly do more than start. */
    private static final int LONG_LIVES = 3;

    private static final String NO_ANSWER = "no answer";
    private static final List<String> SHOWN_ONCE = List.of("eyes", "confused");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Random random;
    private final LedgerUrl ledger;
    private final List<ChaosBridge> bridges = new ArrayList<>();
    private final ChaosWorld world;
    private final Set<String> places = new TreeSet<>();

    /** With as many bridges on one ledger as there are victims; deliveries go to the first. */
    Chaos(Path folder, long seed, LedgerUrl ledger, List<Victim> victims) {
        this.random = new Random(seed);
        this.ledger = ledger;
        var port = FreePort.choose();
        this.world = new ChaosWorld(folder, seed, port);
        for (var victim : victims) {
            var managementPort = FreePort.choose();
            var environment = new HashMap<>(world.environment(managementPort));
            environment.put("CCCI_LEDGER_URL", ledger.url());
            environment.put("CCCI_HTTP_PORT", String.valueOf(bridges.isEmpty() ? port : FreePort.choose()));
            bridges.add(new ChaosBridge(victim, environment, managementPort));
        }
    }

    /**
     * One of the bridges.
     *
     * @param victim what is killed
     * @param environment its settings
     * @param managementPort where it says how it is
     */
    private record ChaosBridge(Victim victim, Map<String, String> environment, int managementPort) {
        void start(int dyingAt) {
            victim.start(environment, dyingAt);
        }
    }

    /**
     * What came of it.
     *
     * @param kills how often the bridge died
     * @param places at how many different points of its steps
     * @param comments how many comments asked for a run
     * @param builds how many builds the engine has made
     * @param lost comments of which nothing came
     * @param doubled what was done twice
     * @param stuck what has not come to its end
     */
    record Outcome(
            int kills,
            int places,
            int comments,
            int builds,
            List<String> lost,
            List<String> doubled,
            List<String> stuck) {
        boolean isGood() {
            return lost.isEmpty() && doubled.isEmpty() && stuck.isEmpty();
        }

        @Override
        public String toString() {
            return kills + " kills at " + places + " different points, " + comments + " comments, " + builds
                    + " builds: " + lost.size() + " lost, " + doubled.size() + " doubled, " + stuck.size() + " stuck"
                    + (isGood() ? "" : "\n  lost " + lost + "\n  doubled " + doubled + "\n  stuck " + stuck);
        }
    }

    /** Kills it so often. */
    Outcome run(int kills) {
        // The first one of all: what was written before it is never answered.
        var first = bridges.get(0);
        first.start(Integer.MAX_VALUE);
        awaitServing(first);
        first.victim().kill();
        var others = bridges.subList(1, bridges.size());
        others.forEach(bridge -> bridge.start(Integer.MAX_VALUE));
        others.forEach(this::awaitServing);
        for (var each = 0; each < kills; each++) {
            // One of them dies while the others go on.
            var bridge = bridges.get(each % bridges.size());
            bridge.victim().kill().ifPresent(places::add);
            bridge.start(1 + random.nextInt(POINTS.get(random.nextInt(POINTS.size()))));
            awaitServing(bridge);
            var actions = 1 + random.nextInt(12);
            for (var action = 0; action < actions; action++) {
                world.act();
                bridge.victim().await(Duration.ofMillis(random.nextInt(300)));
            }
            if (random.nextInt(LONG_LIVES) == 0) {
                bridge.victim().await(Duration.ofMillis(random.nextInt(4_000)));
            }
            if (others.isEmpty()) {
                bridge.victim().kill().ifPresent(places::add);
            }
        }
        bridges.forEach(bridge -> bridge.victim().kill().ifPresent(places::add));
        world.calm();
        first.start(Integer.MAX_VALUE);
        var end = Instant.now().plus(PATIENCE);
        while (!isSettled() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        var stuck = isSettled() ? new ArrayList<String>() : new ArrayList<>(List.of(health()));
        first.victim().kill();
        return compared(kills, stuck);
    }

    private void awaitServing(ChaosBridge bridge) {
        var end = Instant.now().plus(PATIENCE);
        while (!bridge.victim().await(Duration.ofMillis(50))
                && health(bridge).equals(NO_ANSWER)
                && Instant.now().isBefore(end)) {
            // The next one may die before it serves, or serve before it dies.
        }
    }

    private boolean isSettled() {
        return world.asked().keySet().stream()
                        .allMatch(comment -> !comment.reactions().isEmpty())
                && health().replace(" ", "").contains("\"unfinishedruns\":0")
                && health().replace(" ", "").contains("\"unsettledreports\":0")
                && health().replace(" ", "").contains("\"unreportedruns\":0");
    }

    private String health() {
        return health(bridges.get(0));
    }

    private static String health(ChaosBridge bridge) {
        try {
            var address = URI.create("http://127.0.0.1:" + bridge.managementPort() + "/observe/health?data=true");
            return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return NO_ANSWER;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome compared(int kills, List<String> stuck) {
        var lost = new ArrayList<String>();
        var doubled = new ArrayList<String>();
        world.asked().forEach((comment, pullRequest) -> {
            if (comment.reactions().isEmpty()) {
                lost.add("comment " + comment.id() + " by " + comment.author().login());
            } else if (comment.reactions().size() > 1 || !SHOWN_ONCE.containsAll(comment.reactions())) {
                doubled.add("reactions " + comment.reactions() + " to comment " + comment.id());
            }
        });
        for (var number = 1; number <= ChaosWorld.PULL_REQUESTS; number++) {
            var beginnings = world.shown(number).stream()
                    .map(text -> text.lines().findFirst().orElse(""))
                    .collect(Collectors.groupingBy(line -> line, Collectors.counting()));
            beginnings.forEach((line, count) -> {
                if (count > 1) {
                    doubled.add(count + " times " + line);
                }
            });
        }
        var built = new HashSet<String>();
        for (FakeBuild build : world.builds()) {
            if (!built.add(build.parameters().get("CCCI_RUN_ID"))) {
                doubled.add("builds of run " + build.parameters().get("CCCI_RUN_ID"));
            }
        }
        try (var opened = Ledger.open(ledger, Clock.systemUTC())) {
            compare(opened, built, lost, doubled, stuck);
        }
        return new Outcome(
                kills, places.size(), world.asked().size(), world.builds().size(), lost, doubled, stuck);
    }

    private void compare(
            Ledger opened, Set<String> built, List<String> lost, List<String> doubled, List<String> stuck) {
        var runs = opened.runs().newest(100_000);
        var triggers = runs.stream().collect(Collectors.groupingBy(Run::triggerId, Collectors.counting()));
        triggers.forEach((trigger, count) -> {
            if (count > 1) {
                doubled.add(count + " runs of trigger " + trigger);
            }
        });
        for (var run : runs) {
            if (run.state() != Run.State.FINISHED) {
                stuck.add("run " + run.id() + " " + run.state());
            }
            if (run.launch().isPresent() != built.contains(run.id().toString())) {
                (run.launch().isPresent() ? lost : doubled).add("build of run " + run.id());
            }
        }
        var recipe = Repository.parse("recipe-maintainers/custom-html");
        for (var number = 1; number <= ChaosWorld.PULL_REQUESTS; number++) {
            var text = String.join("\n", world.shown(number));
            opened.runs().newestOf(recipe, number, 1).forEach(newest -> {
                var verdict = newest.end().map(end -> end.verdict().code()).orElse("no verdict");
                if (!text.contains("**" + verdict + "**")) {
                    stuck.add("comment of pull request " + newest.pullRequest() + " does not say " + verdict);
                }
            });
        }
    }

    @Override
    public void close() {
        world.close();
    }
}
