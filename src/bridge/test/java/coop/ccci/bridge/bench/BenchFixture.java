package coop.ccci.bridge.bench;

import coop.ccci.bridge.fake.FakeDrone;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.fake.FakePullRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A forge with as many repositories and people as are wanted, a Drone, and bridges between them, all on this machine. */
final class BenchFixture implements AutoCloseable {
    static final String SECRET = "a-secret-of-the-bench";

    private static final String OWNER = "recipe-maintainers";
    private static final String BOT = "cc-ci-bot";
    private static final String UNBOUND = "1000";

    private final Path folder;
    private final int repositories;
    private final FakeGitea gitea = FakeGitea.start();
    private final FakeDrone drone = FakeDrone.start();

    BenchFixture(Path folder, int repositories) {
        this.folder = folder;
        this.repositories = repositories;
        gitea.organisation(OWNER).member(BOT);
        for (var number = 0; number < repositories; number++) {
            gitea.repository(OWNER + "/" + recipe(number)).writableBy(BOT);
            makeFolder("recipe-tests/" + recipe(number));
        }
    }

    private static String recipe(int number) {
        return "recipe-" + number;
    }

    private void makeFolder(String name) {
        try {
            Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeGitea gitea() {
        return gitea;
    }

    FakeDrone drone() {
        return drone;
    }

    /** Returns a pull request of the repository with that number, from 0. */
    FakePullRequest pullRequest(int repository, int number) {
        return gitea.repository(OWNER + "/" + recipe(repository)).pullRequest(number);
    }

    /** Returns a person who may ask for runs; each call another. */
    String person(int number) {
        var login = "person-" + number;
        gitea.organisation(OWNER).member(login);
        return login;
    }

    /** Starts a bridge on an empty ledger. */
    ServedBridge serve(String name, Duration pollInterval, int capacity) {
        makeFolder(name);
        var settings = new HashMap<>(Map.of(
                "GITEA_URL", gitea.url().toString(),
                "GITEA_TOKEN", gitea.user(BOT).token(),
                "GITEA_REQUESTS_PER_MINUTE", "100000",
                "POLL_REPOS",
                        IntStream.range(0, repositories)
                                .mapToObj(number -> OWNER + "/" + recipe(number))
                                .collect(Collectors.joining(",")),
                "POLL_INTERVAL", pollInterval.toMillis() + "ms",
                "WEBHOOK_SECRET", SECRET,
                "CCCI_RECIPE_TESTS", folder.resolve("recipe-tests").toString(),
                "CCCI_CAPACITY", String.valueOf(capacity)));
        settings.putAll(Map.of(
                "CCCI_ENGINE",
                "drone",
                "DRONE_URL",
                drone.url().toString(),
                "DRONE_TOKEN",
                drone.token(),
                "DRONE_REQUESTS_PER_MINUTE",
                "100000",
                "CI_REPO",
                FakeDrone.REPOSITORY,
                "CCCI_RUNS_PER_PERSON",
                UNBOUND,
                "CCCI_RUNS_PER_REPOSITORY",
                UNBOUND,
                "CCCI_MAX_RUNS",
                UNBOUND));
        return ServedBridge.start(folder.resolve(name), settings);
    }

    /** Lets time pass, which is what is measured. */
    static void pass(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        for (var left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Prints a line of figures; {@code bench/} shows lines that begin with that word. */
    static void print(String bench, String format, Object... values) {
        System.out.println(bench + "  " + String.format(Locale.ROOT, format, values));
    }

    @Override
    public void close() {
        drone.close();
        gitea.close();
    }
}
