package coop.ccci.bridge;

import coop.ccci.bridge.admission.Admission;
import coop.ccci.bridge.admission.AdmissionPolicy;
import coop.ccci.bridge.admission.AdmissionSettings;
import coop.ccci.bridge.admission.Quotas;
import coop.ccci.bridge.admission.Revalidation;
import coop.ccci.bridge.engine.FakeEngine;
import coop.ccci.bridge.fake.FakeComment;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.fake.FakePullRequest;
import coop.ccci.bridge.forge.DirectGitea;
import coop.ccci.bridge.forge.ForgeHealth;
import coop.ccci.bridge.ledger.Comment;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.RunState;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.TriggerSource;
import coop.ccci.bridge.publish.AnswerPublisher;
import coop.ccci.bridge.publish.PullRequestPublisher;
import coop.ccci.bridge.run.RunLaunch;
import coop.ccci.bridge.run.RunWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

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

    private final Path folder;
    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final FakeGitea gitea = FakeGitea.start(clock);
    private final FakeEngine engine = new FakeEngine();
    private final ForgeHealth health = new ForgeHealth();
    private final Ledger ledger;
    private final Admission admission;
    private final Revalidation revalidation;
    private final RunLaunch launch;
    private final RunWatch watch;
    private final AnswerPublisher answers;
    private final PullRequestPublisher pullRequestComments;
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
        var client = DirectGitea.to(gitea, gitea.user(BOT).token(), health, clock);
        var rules = new AdmissionSettings(
                Set.of(RECIPE), Set.of("olga"), Set.of("renovate"), folder.resolve("recipe-tests"));
        var policy = new AdmissionPolicy(client, health, rules, ledger.cursors());
        admission = new Admission(ledger, policy, new Quotas(3, 4, 5), gitea.url(), engine.name(), clock);
        revalidation = new Revalidation(ledger, policy);
        launch = new RunLaunch(ledger, engine, revalidation, DEADLINE, clock);
        watch = new RunWatch(ledger, engine, launch, folder.resolve("runs"), clock);
        var pages = URI.create("https://ci.example.org");
        answers = new AnswerPublisher(ledger, client, health, pages, clock);
        pullRequestComments = new PullRequestPublisher(ledger, client, pages, BETWEEN_EDITS, clock);
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
        if (ledger.recordTrigger(new Comment(RECIPE, pullRequest, comment.id()), TriggerSource.WEBHOOK)) {
            triggers.put(comment.id(), triggers.size() + 1L);
        }
        var id = triggers.get(comment.id());
        admission.admit(id);
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

    /** As the route {@code launch-runs} does: the first one that is queued, those that are to end before others. */
    public void launchStep() {
        ledger.runs().unfinished().stream()
                .filter(run -> run.state() == RunState.QUEUED)
                .min(Comparator.comparing((Run run) -> run.stop().isEmpty())
                        .thenComparing(run -> run.id().value()))
                .ifPresent(run -> launch.launch(run.id().value()));
    }

    /** As the route {@code watch-runs} does: every one that is running. */
    public void watchStep() {
        ledger.runs().unfinished().stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .forEach(run -> watch.watch(run.id().value()));
    }

    /** As the routes {@code report-triggers} and {@code report-runs} do, for the pull request with the number 1. */
    public void reportStep() {
        triggers.values().forEach(answers::publish);
        if (!ledger.runs().newestOf(RECIPE, 1, 1).isEmpty()) {
            pullRequestComments.publish(RECIPE.toString(), 1);
        }
    }

    @Override
    public void close() {
        ledger.close();
        gitea.close();
    }
}
