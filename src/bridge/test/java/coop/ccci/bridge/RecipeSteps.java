package coop.ccci.bridge;

import coop.ccci.bridge.admission.AdmissionPolicy.AdmissionSettings;
import coop.ccci.bridge.admission.RecipeAdmission;
import coop.ccci.bridge.config.SweepSchedule;
import coop.ccci.bridge.fake.FakeComment;
import coop.ccci.bridge.forge.Forges;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.http.WebhookSender;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.report.LevelPublisher;
import coop.ccci.bridge.trigger.RecipeSweep;
import coop.ccci.bridge.trigger.RepositoryLook;
import coop.ccci.bridge.trigger.RepositoryPoll;
import coop.ccci.bridge.trigger.WatchedRepositories;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** The steps that test recipes themselves, with a sweep every night at two that takes four hours. */
public final class RecipeSteps {
    private final RecipeSweep sweep;
    private final RepositoryPoll poll;
    private final Map<String, Object> beans;
    private final List<Map<?, ?>> messages = new CopyOnWriteArrayList<>();

    RecipeSteps(
            Ledger ledger,
            Gitea client,
            WatchedRepositories watched,
            AdmissionSettings settings,
            CamelContext routes,
            Clock clock) {
        var forges = new Forges(List.of(client));
        var sources = new RepositoryPoll.Sources(true, true);
        sweep = new RecipeSweep(
                ledger,
                Optional.of(SweepSchedule.parse("0 2 * * *", Duration.ofHours(4))),
                settings.repositories(),
                settings::isEnrolled,
                clock);
        poll = new RepositoryPoll(client, ledger, watched, sources, clock);
        var webhook = new WebhookSender(routes, Optional.of(URI.create("http://127.0.0.1:1/told")), Optional.empty());
        var pages = URI.create("https://ci.example.org");
        beans = Map.of(
                "repositoryLook", new RepositoryLook(forges, ledger, sources, clock),
                "recipeAdmission", new RecipeAdmission(ledger, forges, settings, "local", clock),
                "levelPublisher", new LevelPublisher(ledger, forges, webhook, true, pages, clock));
        try {
            routes.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:send-webhook")
                            .process(exchange ->
                                    messages.add(exchange.getMessage().getBody(Map.class)));
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what became of a comment; rows of other sources have numbers of the same sequence. */
    static Trigger triggerOf(FakeComment comment, Ledger ledger) {
        return LongStream.rangeClosed(1, 1000)
                .mapToObj(ledger.triggers()::find)
                .flatMap(Optional::stream)
                .filter(trigger -> trigger.comment().id() == comment.id())
                .findFirst()
                .orElseThrow();
    }

    Map<String, Object> beans() {
        return beans;
    }

    /** Does what the route {@code sweep-recipes} does with the clock. */
    public void sweepIfDue() {
        Optional.ofNullable(sweep.due()).ifPresent(sweep::begin);
    }

    /** What begins sweeps. */
    public RecipeSweep sweep() {
        return sweep;
    }

    /** Does what the route {@code poll-repositories} does. */
    public void searchRepositories() {
        poll.mark(poll.search());
    }

    /** What the webhook was told, oldest first. */
    public List<Map<?, ?>> messages() {
        return List.copyOf(messages);
    }
}
