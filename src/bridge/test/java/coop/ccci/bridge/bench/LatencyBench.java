package coop.ccci.bridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.fake.FakeBuild;
import coop.ccci.bridge.fake.FakeComment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes from a comment's webhook to the reaction that its author sees, and to the build; {@code bench/latency}. */
class LatencyBench {
    private static final int COMMENTS = Integer.getInteger("bench.comments", 100);
    private static final int PER_SECOND = Integer.getInteger("bench.rate", 2);
    private static final int REPOSITORIES = 50;
    private static final int WARMING_UP = 20;
    private static final int CAPACITY = 1000;
    private static final int GOAL_MILLIS = 250;
    private static final Duration GIVEN_UP = Duration.ofSeconds(60);

    /** So often it is looked at forge and engine: what is measured is this much too long at most. */
    private static final Duration RESOLUTION = Duration.ofMillis(1);

    @TempDir
    private Path folder;

    @Test
    void from_the_webhook_to_reaction_and_build() {
        try (var fixture = new BenchFixture(folder, REPOSITORIES);
                var bridge = fixture.serve("bridge", Duration.ofMinutes(10), CAPACITY)) {
            fixture.gitea().webhook(bridge.hook(), BenchFixture.SECRET);
            fixture.drone().runner(FakeBuild::succeeds);
            var all = ask(fixture, WARMING_UP + COMMENTS);
            var measured = all.subList(WARMING_UP, all.size());
            tell(
                    "webhook to reaction",
                    measured.stream().map(each -> each.reacted).toList());
            tell("webhook to build", measured.stream().map(each -> each.built).toList());
        }
    }

    private static List<TimedComment> ask(BenchFixture fixture, int comments) {
        var all = new ArrayList<TimedComment>();
        var began = Instant.now();
        var gap = Duration.ofSeconds(1).dividedBy(PER_SECOND);
        while (all.size() < comments || all.stream().anyMatch(TimedComment::isOpen)) {
            if (all.size() < comments && !Instant.now().isBefore(began.plus(gap.multipliedBy(all.size())))) {
                all.add(TimedComment.now(fixture, all.size()));
            }
            var builds = fixture.drone().builds();
            all.stream().filter(TimedComment::isOpen).forEach(each -> each.look(builds));
            BenchFixture.pass(RESOLUTION);
        }
        return all;
    }

    private static void tell(String what, List<OptionalLong> millis) {
        var times = millis.stream().flatMapToLong(OptionalLong::stream).sorted().toArray();
        assertThat(times).as("answers within " + GIVEN_UP).hasSize(millis.size());
        var p99 = times[Math.min(times.length - 1, times.length * 99 / 100)];
        BenchFixture.print(
                "latency",
                "%-22s p50 %4d ms  p99 %4d ms  max %4d ms  goal: p99 under %d ms: %s",
                what,
                times[times.length / 2],
                p99,
                times[times.length - 1],
                GOAL_MILLIS,
                p99 < GOAL_MILLIS ? "met" : "missed");
    }

    /** A comment that was written, and how long it took until it was reacted to and built. */
    private static final class TimedComment {
        private final FakeComment comment;
        private final String recipe;
        private final String pullRequest;
        private final long since;
        private OptionalLong reacted = OptionalLong.empty();
        private OptionalLong built = OptionalLong.empty();

        private TimedComment(FakeComment comment, String recipe, String pullRequest, long since) {
            this.comment = comment;
            this.recipe = recipe;
            this.pullRequest = pullRequest;
            this.since = since;
        }

        private static TimedComment now(BenchFixture fixture, int number) {
            var repository = number % REPOSITORIES;
            var pullRequest = 1 + number / REPOSITORIES;
            var where = fixture.pullRequest(repository, pullRequest);
            var person = fixture.person(number);
            var since = System.nanoTime();
            return new TimedComment(
                    where.comment(person, "!testme"), "recipe-" + repository, String.valueOf(pullRequest), since);
        }

        private boolean isOpen() {
            return (reacted.isEmpty() || built.isEmpty()) && millis() < GIVEN_UP.toMillis();
        }

        private void look(List<FakeBuild> builds) {
            if (reacted.isEmpty() && !comment.reactions().isEmpty()) {
                reacted = OptionalLong.of(millis());
            }
            if (built.isEmpty() && builds.stream().anyMatch(this::isBuiltBy)) {
                built = OptionalLong.of(millis());
            }
        }

        private boolean isBuiltBy(FakeBuild build) {
            return recipe.equals(build.parameters().get("RECIPE"))
                    && pullRequest.equals(build.parameters().get("PR"));
        }

        private long millis() {
            return Duration.ofNanos(System.nanoTime() - since).toMillis();
        }
    }
}
