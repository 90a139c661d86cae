package coop.ccci.bridge.bench;

import coop.ccci.bridge.fake.FakeRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look for comments costs when there are none, with few and with many repositories; {@code bench/poll}. */
class PollBench {
    private static final List<Integer> REPOSITORIES = Arrays.stream(
                    System.getProperty("bench.repositories", "1,100,1000").split(",", -1))
            .map(Integer::parseInt)
            .toList();
    private static final Duration WINDOW = Duration.ofSeconds(Integer.getInteger("bench.seconds", 20));

    /** Far shorter than an operator's, so that there is something to measure. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final String SEARCH = "/api/v1/repos/issues/search";

    @TempDir
    private Path folder;

    @Test
    void requests_and_processor_time_of_an_idle_cycle() {
        for (var count : REPOSITORIES) {
            try (var fixture = new BenchFixture(folder.resolve("of-" + count), count)) {
                var idle = measure(fixture, "idle", count, NEVER);
                var polling = measure(fixture, "polling", count, INTERVAL);
                var cycles = Math.max(1, polling.searches());
                BenchFixture.print(
                        "poll",
                        "%5d repositories: %.2f requests a cycle, goal 1: %s; %.1f ms of a core a cycle; each is looked for"
                                + " every ten minutes besides: %.2f requests a second",
                        count,
                        (double) polling.others() / cycles + 1,
                        polling.others() == 0 ? "met" : "missed",
                        (polling.processor().toMillis() - idle.processor().toMillis()) / (double) cycles,
                        count / 600.0);
            }
        }
    }

    private static Measured measure(BenchFixture fixture, String name, int count, Duration interval) {
        try (var bridge = fixture.serve(name, interval, 1)) {
            // It has found all of them, which are looked for again in ten minutes.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> interval.equals(NEVER)
                            || looked(fixture.gitea().requests()).size() >= count);
            BenchFixture.pass(Duration.ofSeconds(5));
            var before = fixture.gitea().requests().size();
            var processor = bridge.processorTime();
            BenchFixture.pass(WINDOW);
            var took = bridge.processorTime().minus(processor);
            var requests = fixture.gitea().requests();
            var asked = requests.subList(before, requests.size());
            var searches = (int)
                    asked.stream().filter(each -> each.path().equals(SEARCH)).count();
            return new Measured(searches, asked.size() - searches, took);
        }
    }

    private static Set<String> looked(List<FakeRequest> requests) {
        return requests.stream()
                .map(FakeRequest::path)
                .filter(path -> path.matches("/api/v1/(?:repos/[^/]+/[^/]+|repositories/\\d+)"))
                .collect(Collectors.toSet());
    }

    private record Measured(int searches, int others, Duration processor) {}
}
