package coop.ccci.bridge;

import coop.ccci.bridge.admission.AdmissionPolicy.AdmissionSettings;
import coop.ccci.bridge.admission.RecipeAdmission;
import coop.ccci.bridge.camel.ReadinessCheck;
import coop.ccci.bridge.config.Configuration;
import coop.ccci.bridge.http.WebhookSender;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.report.LevelPublisher;
import coop.ccci.bridge.trigger.RecipeSweep;
import coop.ccci.bridge.trigger.RepositoryLook;
import coop.ccci.bridge.trigger.RepositoryPoll;
import java.time.Clock;
import org.apache.camel.main.Main;

/** Makes what tests recipes themselves, and not their pull requests. */
final class RecipeWiring {
    private RecipeWiring() {}

    /** Returns what asks for tests besides comments and sweeps. */
    static RepositoryPoll.Sources sources(Configuration configuration) {
        return new RepositoryPoll.Sources(
                configuration.recipes().testsMerges(), configuration.recipes().testsVersions());
    }

    /** Binds the beans of those routes, and returns the one that an operator has a sweep begun by. */
    static RecipeSweep bind(
            Main camel,
            Configuration configuration,
            Ledger ledger,
            ForgeWiring.ForgeAccess forges,
            AdmissionSettings settings,
            Clock clock) {
        var recipes = configuration.recipes();
        camel.bind("settingsHealthCheck", new ReadinessCheck("settings", detail -> {
            detail.accept("repositories", configuration.repositories().size());
            return configuration.forges().stream()
                    .flatMap(forge -> forge.repositories().problems().stream())
                    .distinct()
                    .toList();
        }));
        var sweep = new RecipeSweep(ledger, recipes.sweep(), configuration::repositories, settings::isEnrolled, clock);
        camel.bind("recipeSweep", sweep);
        camel.bind("repositoryLook", new RepositoryLook(forges.polling(), ledger, sources(configuration), clock));
        camel.bind(
                "recipeAdmission",
                new RecipeAdmission(
                        ledger,
                        forges.polling(),
                        settings,
                        configuration.engine().name(),
                        clock));
        var level = recipes.level();
        var webhook = new WebhookSender(camel.getCamelContext(), level.webhook(), level.secret());
        camel.bind("webhookSender", webhook);
        camel.bind(
                "levelPublisher",
                new LevelPublisher(
                        ledger, forges.showing(), webhook, level.opensIssues(), configuration.publicUrl(), clock));
        return sweep;
    }
}
