package coop.ccci.bridge;

import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.config.Configuration.Secret;
import coop.ccci.bridge.config.RepositoryList;
import coop.ccci.bridge.engine.drone.FakeRunner;
import coop.ccci.bridge.engine.local.HarnessFolder;
import coop.ccci.bridge.fake.FakeComment;
import coop.ccci.bridge.fake.FakeDrone;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.fake.FakePullRequest;
import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Retention;
import coop.ccci.contract.FreePort;
import coop.ccci.contract.RecipeFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A forge with one recipe and one pull request, a harness folder, and bridges that come and go between them. */
public final class BridgeFixture implements AutoCloseable {
    /** The account of the bridge. */
    public static final String BOT = "cc-ci-bot";

    /** The operator's token. */
    public static final String ADMIN_TOKEN = "a-token-of-the-operator";

    private static final String RECIPE = "recipe-maintainers/custom-html";

    private final Path folder;
    private final FakeGitea gitea = FakeGitea.start();
    private final HarnessFolder harness;
    private final String token;
    private final int port = FreePort.choose();
    private final int managementPort = FreePort.choose();
    private Optional<FakeDrone> drone = Optional.empty();
    private Bridge bridge;

    private BridgeFixture(Path folder) {
        this.folder = folder;
        harness = HarnessFolder.in(directory("harness"));
        directory("recipe-tests/custom-html");
        gitea.organisation("recipe-maintainers").member("maya").member(BOT);
        gitea.user("nils");
        gitea.repository(RECIPE).writableBy(BOT);
        token = gitea.user(BOT).token();
    }

    /** Sets up everything but the bridge. */
    public static BridgeFixture in(Path folder) {
        return new BridgeFixture(folder);
    }

    /** Where everything that this writes is. */
    public Path folder() {
        return folder;
    }

    /** The forge. */
    public FakeGitea gitea() {
        return gitea;
    }

    /** The harness. */
    public HarnessFolder harness() {
        return harness;
    }

    /** The pull request. */
    public FakePullRequest pullRequest() {
        return gitea.repository(RECIPE).pullRequest(1);
    }

    /** The bridge that runs now. */
    public Bridge bridge() {
        return bridge;
    }

    /** Makes the bridges build their runs by that Drone, whose runner starts the harness of this fixture. */
    public BridgeFixture builtBy(FakeDrone other) {
        var runner = new FakeRunner(harness, directory("runs"));
        drone = Optional.of(other.runner(runner::take));
        return this;
    }

    /** Starts a bridge on the ledger of the one before. */
    public BridgeFixture start() {
        bridge = Bridge.open(configuration(), Clock.systemUTC());
        bridge.start();
        return this;
    }

    /** Stops the bridge; what it began goes on. */
    public BridgeFixture stop() {
        bridge.close();
        bridge = null;
        return this;
    }

    /** Waits for something to become true. */
    public static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(50));
    }

    /** What the bot wrote on the pull request. */
    public List<FakeComment> answers() {
        return pullRequest().commentsBy(BOT);
    }

    /** The text of the bot's newest comment; empty when there is none. */
    public String answer() {
        var answers = answers();
        return answers.isEmpty() ? "" : answers.get(answers.size() - 1).body();
    }

    /** The bot's token. */
    public String token() {
        return token;
    }

    /** Where health is told. */
    public int managementPort() {
        return managementPort;
    }

    /** What a bridge in a process of its own is told: what {@link #configuration} says, but it polls as often as it may at most. */
    public Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("CCCI_EDIT_INTERVAL", "100ms"),
                Map.entry("GITEA_URL", gitea.url().toString()),
                Map.entry("GITEA_TOKEN", token),
                Map.entry("POLL_REPOS", RECIPE),
                Map.entry("POLL_INTERVAL", "1s"),
                Map.entry("CCCI_HOME", harness.path().toString()),
                Map.entry("CCCI_RECIPE_TESTS", folder.resolve("recipe-tests").toString()),
                Map.entry("CCCI_RUNS_DIR", folder.resolve("runs").toString()),
                Map.entry("CCCI_LEDGER_URL", "jdbc:h2:file:" + folder.resolve("ledger")),
                Map.entry("CCCI_HTTP_PORT", String.valueOf(port)),
                Map.entry("CCCI_MANAGEMENT_PORT", String.valueOf(managementPort)),
                Map.entry("CCCI_ADMIN_TOKEN", ADMIN_TOKEN));
    }

    /** The configuration of the bridges. */
    public Configuration configuration() {
        var engine = new Configuration.Engine(
                drone.isPresent() ? "drone" : "local",
                harness.command(),
                directory("runs"),
                1,
                Duration.ofMinutes(60),
                Map.of("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin")),
                Optional.empty(),
                drone.map(each ->
                        new Configuration.Drone(each.url(), new Secret(each.token()), FakeDrone.REPOSITORY, 600)));
        return new Configuration(
                List.of(new Configuration.Forge(
                        "",
                        gitea.url(),
                        new Secret(token),
                        6000,
                        RepositoryList.of(Set.of(Repository.parse(RECIPE))),
                        List.of(new Secret("a secret of the webhook")),
                        Set.of(),
                        Set.of("renovate"))),
                Duration.ofMillis(200),
                new Configuration.Access(5, 5, 50, 60, Duration.ofMinutes(1)),
                engine,
                new LedgerUrl("jdbc:h2:file:" + folder.resolve("ledger")),
                new Retention.Limits(Duration.ofDays(365), 1000),
                new Configuration.Http("127.0.0.1", port, 1000),
                new Configuration.Management(managementPort, Optional.of(new Secret(ADMIN_TOKEN))),
                URI.create("http://127.0.0.1:" + port),
                Duration.ofMillis(100),
                new Configuration.Recipes(
                        Optional.empty(),
                        false,
                        false,
                        new Configuration.LevelNews(false, Optional.empty(), Optional.empty())),
                new RecipeFolders(List.of(folder.resolve("recipe-tests"))),
                new Configuration.Requests(Duration.ofSeconds(10), 2, 50, Duration.ofSeconds(5)),
                Map.of(),
                Configuration.LogFormat.TEXT);
    }

    @Override
    public void close() {
        harness.goOn();
        if (bridge != null) {
            bridge.close();
        }
        gitea.close();
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
