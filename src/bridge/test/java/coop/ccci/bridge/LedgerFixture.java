package coop.ccci.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.admission.Admission;
import coop.ccci.bridge.admission.Admission.Quotas;
import coop.ccci.bridge.admission.AdmissionPolicy;
import coop.ccci.bridge.admission.AdmissionPolicy.AdmissionSettings;
import coop.ccci.bridge.admission.NamedAccounts;
import coop.ccci.bridge.admission.Revalidation;
import coop.ccci.bridge.camel.ClaimStep;
import coop.ccci.bridge.camel.WorkThreads;
import coop.ccci.bridge.engine.FakeEngine;
import coop.ccci.bridge.fake.FakeComment;
import coop.ccci.bridge.fake.FakeGitea;
import coop.ccci.bridge.fake.FakePullRequest;
import coop.ccci.bridge.forge.DirectGitea;
import coop.ccci.bridge.forge.ForgeHealth;
import coop.ccci.bridge.forge.Forges;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.report.AnswerPublisher;
import coop.ccci.bridge.report.AnswerPublisher.TriggerReport;
import coop.ccci.bridge.report.VerdictComment;
import coop.ccci.bridge.run.RunLaunch;
import coop.ccci.bridge.run.RunLifecycle;
import coop.ccci.bridge.run.RunWatch;
import coop.ccci.bridge.trigger.WatchedRepositories;
import coop.ccci.contract.RecipeFolders;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Channel;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.PluginHelper;

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

    private static final String[] ROUTES =
            "ledger/w* ledger/f* triggers/a* triggers/c* triggers/i* triggers/l* triggers/re* runs/*".split(" ");

    private final Path folder;
    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final FakeGitea gitea = FakeGitea.start(clock);
    private final FakeEngine engine = new FakeEngine();
    private final ForgeHealth health = new ForgeHealth();
    private final Ledger ledger;
    private final Revalidation revalidation;
    private final RecipeSteps recipes;
    private final CamelContext routes = new DefaultCamelContext();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final Set<Repository> enrolled = ConcurrentHashMap.newKeySet();

    /** Sets up; maya and the bot are members, olga is on the allowlist, renovate is a program, nils is nobody. */
    public LedgerFixture(Path folder) {
        this.folder = folder;
        enroll(RECIPE);
        gitea.organisation("recipe-maintainers").member("maya").member(BOT);
        gitea.user("nils");
        gitea.repository(RECIPE.toString()).writableBy(BOT);
        ledger = Ledger.open(new LedgerUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"), clock);
        ledger.cursors().firstStart();
        var client = DirectGitea.to(gitea, gitea.user(BOT).token(), health, clock, ledger);
        var settings =
                new AdmissionSettings(() -> enrolled, new RecipeFolders(List.of(folder.resolve("recipe-tests"))));
        var accounts = new NamedAccounts(client, ledger.accountNumbers(), Set.of("olga"), Set.of("renovate"));
        var forges = new Forges(List.of(client));
        var policy = new AdmissionPolicy(
                forges, settings, Map.of(Repository.FIRST_FORGE, accounts), ledger.cursors(), clock);
        revalidation = new Revalidation(ledger, policy);
        var lifecycle = new RunLifecycle(REVALIDATE_AFTER, folder.resolve("runs"));
        var admission = new Admission(ledger, policy, new Quotas(3, 4, 5, 6), forges, engine.name(), clock);
        var pages = URI.create("https://ci.example.org");
        var watched = new WatchedRepositories(client, ledger, () -> enrolled, clock);
        recipes = new RecipeSteps(ledger, client, watched, settings, routes, clock);
        recipes.beans().forEach(routes.getRegistry()::bind);
        startRoutes(Map.ofEntries(
                Map.entry("ledger", ledger),
                Map.entry("ledgerDataSource", ledger.dataSource()),
                Map.entry("claims", new ClaimStep(ledger, admission)),
                Map.entry("admissionPolicy", policy),
                Map.entry("admission", admission),
                Map.entry("runLaunch", new RunLaunch(ledger, engine, revalidation, lifecycle, DEADLINE, clock)),
                Map.entry("runWatch", new RunWatch(ledger, engine, lifecycle, folder.resolve("runs"), clock)),
                Map.entry("answerPublisher", new AnswerPublisher(ledger, forges, pages, clock)),
                Map.entry("verdictComment", new VerdictComment(ledger, forges, pages, BETWEEN_EDITS, clock))));
    }

    /** The routes as the bridge has them, which look for work only when a test says so. */
    private void startRoutes(Map<String, Object> beans) {
        try {
            routes.disableJMX();
            routes.getPropertiesComponent().addInitialProperty("ccci.engine", engine.name());
            routes.addRoutes(engine.route());
            beans.forEach(routes.getRegistry()::bind);
            WorkThreads.register(routes, 1);
            routes.addComponent("seda", new UnheardComponent());
            routes.getManagementStrategy().addEventNotifier(new FailureCollector());
            var found = new ArrayList<Resource>();
            for (var pattern : ROUTES) {
                found.addAll(PluginHelper.getPackageScanResourceResolver(routes)
                        .findResources("classpath:routes/" + pattern + ".camel.yaml"));
            }
            PluginHelper.getRoutesLoader(routes).loadRoutes(found);
            routes.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets a route look for work once, and throws what its first step that failed threw. */
    public void find(String work) {
        try {
            var exchange = new DefaultExchange(routes);
            routes.getRoute("find-" + work).getProcessor().process(exchange);
            if (exchange.getException() != null) {
                failures.add(exchange.getException());
            }
        } catch (Exception e) {
            failures.add(e);
        }
        var failure = failures.poll();
        failures.clear();
        if (failure != null) {
            throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }

    /** Hears of every step that failed and whose row was put off. */
    private final class FailureCollector extends EventNotifierSupport {
        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelEvent.ExchangeFailureHandledEvent failure
                    && failure.getFailureHandler() instanceof Channel) { // and no doCatch, with which a route goes on
                failures.add(failure.getExchange().getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
            }
        }
    }

    /** One more recipe is enrolled. */
    public void enroll(Repository repository) {
        enrolled.add(repository);
        assertThat(folder.resolve("recipe-tests/" + repository.name()).toFile().mkdirs())
                .isTrue();
    }

    /** The recipe has no folder any more. */
    public void unenroll() {
        assertThat(folder.resolve("recipe-tests/custom-html").toFile().delete()).isTrue();
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

    /** The steps that test recipes themselves. */
    public RecipeSteps recipes() {
        return recipes;
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
        ledger.recordTrigger(new Comment(RECIPE, pullRequest, comment.id()), Trigger.Channel.WEBHOOK);
        admitStep();
        return RecipeSteps.triggerOf(comment, ledger);
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

    /** Lets {@code admit-triggers} look for work once. */
    public void admitStep() {
        find("triggers");
    }

    /** Lets {@code launch-runs} look for work once. */
    public void launchStep() {
        find("queued-runs");
    }

    /** Lets {@code watch-runs} look for work once. */
    public void watchStep() {
        find("running-runs");
    }

    /** Lets {@code report-triggers} and {@code report-runs} look for work once, those that failed a while ago included. */
    public void reportStep() {
        find("reports");
        find("pull-requests");
    }

    @Override
    public void close() {
        routes.stop();
        ledger.close();
        gitea.close();
    }
}
