package coop.ccci.bridge;

import coop.ccci.bridge.admission.AdmissionPolicy.AdmissionSettings;
import coop.ccci.bridge.admission.RecipeAdmission;
import coop.ccci.bridge.camel.ReadinessCheck;
import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.forge.Gitea;
import coop.ccci.bridge.forge.GiteaRepositories;
import coop.ccci.bridge.http.WebhookSender;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.report.LevelPublisher;
import coop.ccci.bridge.trigger.RecipeSweep;
import coop.ccci.bridge.trigger.RepositoryPoll;
import coop.ccci.bridge.trigger.WatchedRepositories;
import java.time.Clock;
import org.apache.camel.main.Main;

/** Makes what tests recipes themselves, and not their pull requests. */
final class RecipeWiring {
    private RecipeWiring() {}

    /**
     * The forge as it is asked here.
     *
     * @param polling counted as looking
     * @param showing counted as showing
     * @param watched the repositories
     */
    record Forge(Gitea polling, Gitea showing, WatchedRepositories watched) {}

    /** Binds the beans of those routes, and returns the one that an operator has a sweep begun by. */
    static RecipeSweep bind(
            Main camel,
            Configuration configuration,
            Ledger ledger,
            Forge forge,
            AdmissionSettings settings,
            Clock clock) {
        var recipes = configuration.recipes();
        var repositories = configuration.repositories();
        camel.bind("repositoryList", repositories);
        camel.bind("settingsHealthCheck", new ReadinessCheck("settings", detail -> {
            detail.accept("repositories", repositories.get().size());
            return repositories.problems();
        }));
        var sweep = new RecipeSweep(ledger, recipes.sweep(), repositories, settings::isEnrolled, clock);
        camel.bind("recipeSweep", sweep);
        var gitea = new GiteaRepositories(forge.polling());
        var sources = new RepositoryPoll.Sources(recipes.testsMerges(), recipes.testsVersions());
        camel.bind("repositoryPoll", new RepositoryPoll(gitea, ledger, forge.watched(), sources, clock));
        camel.bind(
                "recipeAdmission",
                new RecipeAdmission(
                        ledger,
                        gitea,
                        settings,
                        configuration.forge().url(),
                        configuration.engine().name(),
                        clock));
        var level = recipes.level();
        var webhook = new WebhookSender(camel.getCamelContext(), level.webhook(), level.secret());
        camel.bind("webhookSender", webhook);
        camel.bind(
                "levelPublisher",
                new LevelPublisher(
                        ledger,
                        new GiteaRepositories(forge.showing()),
                        webhook,
                        level.opensIssues(),
                        configuration.publicUrl(),
                        clock));
        return sweep;
    }
}
