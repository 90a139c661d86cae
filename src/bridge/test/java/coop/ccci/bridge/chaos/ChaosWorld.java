package coop.ccci.bridge.chaos;

import coop.ccci.bridge.engine.local.FakeHarness;
import coop.ccci.bridge.fake.FakeBuild;
import coop.ccci.bridge.fake.FakeComment;
import coop.ccci.bridge.fake.FakeDrone;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.fake.FakePullRequest;
import coop.ccci.bridge.fake.FakeWebhook;
import coop.ccci.contract.Commit;
import coop.ccci.contract.ContractJson;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A forge with people who comment and push, an engine that builds, and all that goes wrong between them and the bridge. */
final class ChaosWorld implements AutoCloseable {
    static final String SECRET = "a-secret-of-the-chaos";
    private static final String BOT = "cc-ci-bot";
    private static final String RECIPE = "recipe-maintainers/custom-html";
    static final int PULL_REQUESTS = 5;

    /**
     * They comment in turn: of so many who comment by chance, one or two would be told so often within an hour to comment again that
     * they are not answered any more, and their comments be taken for lost.
     */
    private static final int PEOPLE = 300;

    private final Random random;
    private final Path folder;
    private final FakeGitea gitea = FakeGitea.start();
    private final FakeDrone drone = FakeDrone.start();
    private final ExecutorService runners = Executors.newFixedThreadPool(2);
    private final Map<FakeComment, FakePullRequest> asked = new LinkedHashMap<>();
    private final FakeWebhook webhook;
    private final int port;

    ChaosWorld(Path folder, long seed, int port) {
        this.folder = folder;
        this.random = new Random(seed);
        this.port = port;
        try {
            Files.createDirectories(folder.resolve("recipe-tests/custom-html"));
            Files.createDirectories(runs());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var organisation = gitea.organisation("recipe-maintainers").member(BOT);
        for (var person = 0; person < PEOPLE; person++) {
            organisation.member("member-" + person);
        }
        gitea.repository(RECIPE).writableBy(BOT);
        for (var number = 1; number <= PULL_REQUESTS; number++) {
            gitea.repository(RECIPE).pullRequest(number);
        }
        drone.runner(this::take);
        webhook = gitea.webhook(URI.create("http://127.0.0.1:" + port + "/hook"), SECRET);
    }

    Path runs() {
        return folder.resolve("runs");
    }

    /** What a bridge is told, besides where its ledger is. */
    Map<String, String> environment(int managementPort) {
        return Map.ofEntries(
                Map.entry("GITEA_URL", gitea.url().toString()),
                Map.entry("GITEA_TOKEN", gitea.user(BOT).token()),
                Map.entry("GITEA_REQUESTS_PER_MINUTE", "100000"),
                Map.entry("POLL_REPOS", RECIPE),
                Map.entry("POLL_INTERVAL", "1s"),
                Map.entry("WEBHOOK_SECRET", SECRET),
                Map.entry("CCCI_EDIT_INTERVAL", "200ms"),
                Map.entry("CCCI_RUNS_PER_PERSON", "1000"),
                Map.entry("CCCI_RUNS_PER_REPOSITORY", "1000"),
                Map.entry("CCCI_MAX_RUNS", "1000"),
                Map.entry("CCCI_COMMENTS_PER_PERSON", "100000"),
                Map.entry("CCCI_HOME", folder.toString()),
                Map.entry("CCCI_RECIPE_TESTS", folder.resolve("recipe-tests").toString()),
                Map.entry("CCCI_RUNS_DIR", runs().toString()),
                Map.entry("CCCI_ENGINE", "drone"),
                Map.entry("CCCI_CAPACITY", "3"),
                Map.entry("DRONE_URL", drone.url().toString()),
                Map.entry("DRONE_TOKEN", drone.token()),
                Map.entry("CI_REPO", FakeDrone.REPOSITORY),
                Map.entry("CCCI_HTTP_PORT", String.valueOf(port)),
                Map.entry("CCCI_MANAGEMENT_PORT", String.valueOf(managementPort)));
    }

    /** A runner takes a build, and its run is over some time later, whatever becomes of the bridge meanwhile. */
    private void take(FakeBuild build) {
        var began = Instant.now();
        var duration = 100 + random(900);
        after(duration / 3, build::starts);
        after(duration, () -> end(build, began));
    }

    private void after(int millis, Runnable step) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, runners)
                .execute(step);
    }

    private void end(FakeBuild build, Instant began) {
        var parameters = build.parameters();
        var directory = RunDirectory.of(runs(), RunId.parse(parameters.get("CCCI_RUN_ID")));
        try {
            Files.createDirectories(directory.results().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var verdict = build.status().equals("killed") ? Verdict.CANCELLED : Verdict.PASSED;
        ContractJson.write(
                FakeHarness.results(parameters, new Commit(parameters.get("REF")), began, verdict),
                directory.results());
        if (verdict == Verdict.PASSED) {
            build.succeeds();
        }
    }

    private synchronized int random(int bound) {
        return random.nextInt(bound);
    }

    /** Something happens. */
    void act() {
        switch (random(13)) {
            case 0, 1, 2, 3, 4 -> ask();
            case 5 -> pullRequest().push();
            case 6 -> webhook.loses(1 + random(2));
            case 7 -> webhook.doubles(1 + random(2));
            case 8 -> webhook.delays(1 + random(3));
            case 9 ->
                gitea.whenAsked(any("GET", "POST", "PATCH"), "/")
                        .times(1 + random(2))
                        .fails(502);
            case 10 -> gitea.whenAsked(any("POST", "PATCH"), "/").once().hangsUpAfterwards();
            case 11 -> drone.whenAsked("POST", "/builds").once().hangsUpAfterwards();
            default -> drone.whenAsked(any("GET", "POST"), "/builds").once().fails(503);
        }
    }

    private String any(String... methods) {
        return methods[random(methods.length)];
    }

    private FakePullRequest pullRequest() {
        return gitea.repository(RECIPE).pullRequest(1 + random(PULL_REQUESTS));
    }

    private void ask() {
        var pullRequest = pullRequest();
        var text = random(8) == 0 ? "!testme --quick" : "!testme";
        asked.put(pullRequest.comment("member-" + asked.size() % PEOPLE, text), pullRequest);
    }

    /** Nothing goes wrong any more. */
    void calm() {
        gitea.healthy();
        drone.healthy();
        webhook.loses(0).doubles(0).delays(0);
    }

    /** All comments that ask for a run, oldest first. */
    Map<FakeComment, FakePullRequest> asked() {
        return asked;
    }

    List<FakeBuild> builds() {
        return drone.builds();
    }

    /** What the bot wrote on a pull request. */
    List<String> shown(int number) {
        var texts = new ArrayList<String>();
        gitea.repository(RECIPE).pullRequest(number).commentsBy(BOT).forEach(comment -> texts.add(comment.body()));
        return texts;
    }

    @Override
    public void close() {
        runners.shutdownNow();
        gitea.close();
        drone.close();
    }
}
