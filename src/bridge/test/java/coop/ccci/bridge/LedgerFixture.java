package coop.ccci.bridge;

import coop.ccci.bridge.admission.Admission;
import coop.ccci.bridge.admission.Admission.Quotas;
import coop.ccci.bridge.admission.AdmissionPolicy;
import coop.ccci.bridge.admission.AdmissionPolicy.AdmissionSettings;
import coop.ccci.bridge.admission.Revalidation;
import coop.ccci.bridge.engine.FakeEngine;
import coop.ccci.bridge.fake.FakeComment;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.fake.FakePullRequest;
import coop.ccci.bridge.forge.DirectGitea;
import coop.ccci.bridge.forge.ForgeHealth;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.report.AnswerPublisher;
import coop.ccci.bridge.report.AnswerPublisher.TriggerReport;
import coop.ccci.bridge.report.PullRequestPublisher;
import coop.ccci.bridge.run.RunLaunch;
import coop.ccci.bridge.run.RunWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ScheduledPollConsumer;

/** A forge, a ledger and an engine; the steps between them are taken one by one, at a time that a test sets. */
public final class LedgerFixture implements AutoCloseable {
    /** The account of the bridge. */
    public static final String BOT = "cc-ci-bot";

    /** The one recipe that is enrolled. */
    public static final Repository RECIPE = Repository.parse("recipe-maintainers/custom-html");

    /** How long a run may take before the bridge ends it. */
    public static final Duration DEADLINE = Duration.ofMinutes(65);

    /** How long a comment stays as it is, at least. */
    public static final Duration BETWEEN_EDITS = Duration.ofSeconds(10);

    /** How long a run may wait before it is checked again. */
    public static final Duration REVALIDATE_AFTER = Duration.ofMinutes(1);

    private static final List<String> ROUTES = List.of(
            "ops/errors",
            "triggers/admit-triggers",
            "triggers/report-triggers",
            "runs/launch-runs",
            "runs/watch-runs",
            "runs/report-runs");

    private final Path folder;
    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final FakeGitea gitea = FakeGitea.start(clock);
    private final FakeEngine engine = new FakeEngine();
    private final ForgeHealth health = new ForgeHealth();
    private final Ledger ledger;
    private final Revalidation revalidation;
    private final CamelContext routes = new DefaultCamelContext();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final Map<Long, Long> triggers = new HashMap<>();

    /** Sets up; maya and the bot are members, olga is on the allowlist, renovate is a program, nils is nobody. */
    public LedgerFixture(Path folder) {
        this.folder = folder;
        enroll();
        gitea.organisation("recipe-maintainers").member("maya").member(BOT);
        gitea.user("nils");
        gitea.repository(RECIPE.toString()).writableBy(BOT);
        ledger = Ledger.open(new LedgerUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"), "forge", clock);
        ledger.cursors().firstStart();
        var client = DirectGitea.to(gitea, gitea.user(BOT).token(), health, clock, ledger);
        var settings = new AdmissionSettings(
                Set.of(RECIPE), Set.of("olga"), Set.of("renovate"), folder.resolve("recipe-tests"));
        var policy = new AdmissionPolicy(client, health, settings, ledger.cursors());
        revalidation = new Revalidation(ledger, policy);
        var launch = new RunLaunch(ledger, engine, revalidation, REVALIDATE_AFTER, DEADLINE, clock);
        var pages = URI.create("https://ci.example.org");
        startRoutes(Map.of(
                "ledger", ledger,
                "ledgerDataSource", ledger.dataSource(),
                "routeErrorLog", new FailureCollector(),
                "admission", new Admission(ledger, policy, new Quotas(3, 4, 5), gitea.url(), engine.name(), clock),
                "runLaunch", launch,
                "runWatch", new RunWatch(ledger, engine, launch, folder.resolve("runs"), clock),
                "answerPublisher", new AnswerPublisher(ledger, client, health, pages, clock),
                "pullRequestPublisher", new PullRequestPublisher(ledger, client, pages, BETWEEN_EDITS, clock)));
    }

    /** The routes as the bridge has them, which poll only when a test says so. */
    private void startRoutes(Map<String, Object> beans) {
        try {
            beans.forEach(routes.getRegistry()::bind);
            routes.getPropertiesComponent()
                    .addInitialProperty(
                            "ccci.poll-delay", String.valueOf(Duration.ofDays(1).toMillis()));
            for (var route : ROUTES) {
                var file = PluginHelper.getResourceLoader(routes)
                        .resolveResource("classpath:routes/" + route + ".camel.yaml");
                PluginHelper.getRoutesLoader(routes).loadRoutes(file);
            }
            routes.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets a route poll once, and throws what its first step that failed threw. */
    private void poll(String route) {
        var consumer = (ScheduledPollConsumer) routes.getRoute(route).getConsumer();
        consumer.setPollStrategy(new FailedPolls());
        consumer.run();
        var failure = failures.poll();
        failures.clear();
        if (failure != null) {
            throw failure;
        }
    }

    /** A poll that fails as a whole fails the test. */
    private final class FailedPolls extends DefaultPollingConsumerPollStrategy {
        @Override
        public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
            failures.add(new IllegalStateException("the route does not poll", cause));
            return false;
        }
    }

    /** Takes the place of the log, which every step that failed is told to. */
    public final class FailureCollector {
        /** Keeps what a step threw. */
        public void log(Exchange exchange) {
            failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RuntimeException.class));
        }
    }

    private void enroll() {
        try {
            Files.createDirectories(folder.resolve("recipe-tests/custom-html"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recipe has no folder any more. */
    public void unenroll() {
        try {
            Files.delete(folder.resolve("recipe-tests/custom-html"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestClock clock() {
        return clock;
    }

    public FakeGitea gitea() {
        return gitea;
    }

    public FakeEngine engine() {
        return engine;
    }

    public ForgeHealth health() {
        return health;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Revalidation revalidation() {
        return revalidation;
    }

    /** The pull request with the number 1. */
    public FakePullRequest pullRequest() {
        return pullRequest(1);
    }

    public FakePullRequest pullRequest(int number) {
        return gitea.repository(RECIPE.toString()).pullRequest(number);
    }

    /** Somebody comments, and nobody has looked at it yet. */
    public FakeComment comment(String author, String text) {
        return pullRequest().comment(author, text);
    }

    /** The comment is written down and decided, some seconds after it was written. */
    public Trigger decide(FakeComment comment) {
        return decide(1, comment);
    }

    /** As {@link #decide(FakeComment)}, of a comment on another pull request. */
    public Trigger decide(int pullRequest, FakeComment comment) {
        clock.forward(Duration.ofSeconds(5));
        if (ledger.recordTrigger(new Comment(RECIPE, pullRequest, comment.id()), Trigger.Source.WEBHOOK)) {
            triggers.put(comment.id(), triggers.size() + 1L);
        }
        var id = triggers.get(comment.id());
        admitStep();
        return ledger.triggers().find(id).orElseThrow();
    }

    /** Maya comments on a pull request, and it is decided. */
    public Trigger maya(int pullRequest, String text) {
        return decide(pullRequest, pullRequest(pullRequest).comment("maya", text));
    }

    /** Maya comments {@code !testme} on a pull request and is admitted. */
    public Run requestRun(int pullRequest) {
        return run(maya(pullRequest, "!testme"));
    }

    /** The run that was asked for. */
    public Run run(Trigger trigger) {
        return ledger.runs().find(trigger.run().orElseThrow()).orElseThrow();
    }

    /** The run as it is now. */
    public Run reload(Run run) {
        return ledger.runs().find(run.id()).orElseThrow();
    }

    /** Returns what the author of a comment is told instead of a run; empty when nothing is. */
    public String answer(Trigger trigger) {
        var report = TriggerReport.of(trigger);
        return report.answer()
                .map(text -> text.substring(report.marker().length())
                        .replaceFirst("^\\s*🌻 ", "")
                        .strip())
                .orElse("");
    }

    /** Lets {@code admit-triggers} poll once. */
    public void admitStep() {
        poll("admit-triggers");
    }

    /** Lets {@code launch-runs} poll once. */
    public void launchStep() {
        poll("launch-runs");
    }

    /** Lets {@code watch-runs} poll once. */
    public void watchStep() {
        poll("watch-runs");
    }

    /** Lets {@code report-triggers} and {@code report-runs} poll once, those that failed a while ago included. */
    public void reportStep() {
        poll("report-triggers");
        poll("report-runs");
    }

    @Override
    public void close() {
        routes.stop();
        ledger.close();
        gitea.close();
    }
}
