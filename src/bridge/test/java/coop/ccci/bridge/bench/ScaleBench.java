package coop.ccci.bridge.bench;

import coop.ccci.bridge.fake.FakeBuild;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a bridge costs at the busiest hour of a day with 1,000 runs of 10,000 repositories: all slots are taken, each run lasts
 * until the next one has its slot, and the comments come as often as in a day of so many; {@code bench/scale}. It is measured when
 * the runs have gone on for some minutes, as runs do, and all repositories were seen once.
 */
class ScaleBench {
    private static final int REPOSITORIES = Integer.getInteger("bench.repositories", 10_000);
    private static final int SLOTS = Integer.getInteger("bench.slots", 100);
    private static final int RUNS_A_DAY = Integer.getInteger("bench.runs", 1000);
    private static final Duration SETTLING = Duration.ofSeconds(Integer.getInteger("bench.settling", 600));
    private static final Duration WINDOW = Duration.ofSeconds(Integer.getInteger("bench.seconds", 900));
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int GOAL_PERCENT = 25;

    @TempDir
    private Path folder;

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void the_busiest_hour_of_a_day() {
        try (var fixture = new BenchFixture(folder, REPOSITORIES);
                var bridge = fixture.serve("bridge", INTERVAL, SLOTS)) {
            fixture.gitea().webhook(bridge.hook(), BenchFixture.SECRET);
            fixture.drone().runner(FakeBuild::starts);
            while (asked.get() < SLOTS) {
                ask(fixture);
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> fixture.drone().builds().size() >= SLOTS);
            BenchFixture.pass(SETTLING);
            var requests = fixture.gitea().requests().size();
            var looks = fixture.drone().requests().size();
            var processor = bridge.processorTime();
            var runs = work(fixture);
            var share = 100.0 * bridge.processorTime().minus(processor).toMillis() / WINDOW.toMillis();
            BenchFixture.print(
                    "scale",
                    "%d repositories, %d slots taken, %d runs a day: %.1f %% of a core, goal under %d %%: %s",
                    REPOSITORIES,
                    SLOTS,
                    RUNS_A_DAY,
                    share,
                    GOAL_PERCENT,
                    share < GOAL_PERCENT ? "met" : "missed");
            BenchFixture.print(
                    "scale",
                    "in %d s: %d runs ended and began, %.1f requests a second to the forge, %.1f to Drone",
                    WINDOW.toSeconds(),
                    runs,
                    (fixture.gitea().requests().size() - requests) / (double) WINDOW.toSeconds(),
                    (fixture.drone().requests().size() - looks) / (double) WINDOW.toSeconds());
        }
    }

    /** As often as a day has runs, the oldest run ends and somebody asks for another one. */
    private int work(BenchFixture fixture) {
        var began = Instant.now();
        var gap = Duration.ofDays(1).dividedBy(RUNS_A_DAY);
        var runs = 0;
        while (Instant.now().isBefore(began.plus(WINDOW))) {
            if (!Instant.now().isBefore(began.plus(gap.multipliedBy(runs)))) {
                fixture.drone().builds().get(runs).succeeds();
                ask(fixture);
                runs++;
            }
            BenchFixture.pass(Duration.ofMillis(200));
        }
        return runs;
    }

    private void ask(BenchFixture fixture) {
        var number = asked.getAndIncrement();
        fixture.pullRequest(number % REPOSITORIES, 1 + number / REPOSITORIES)
                .comment(fixture.person(number), "!testme");
    }
}
