package coop.ccci.harness.check;

import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Tier;
import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.ComposeNames;
import coop.ccci.harness.compose.ComposeOverlay;
import coop.ccci.harness.compose.EnvFile;
import coop.ccci.harness.compose.LabelPlaces;
import coop.ccci.harness.compose.LostPorts;
import coop.ccci.harness.compose.PinnedSettings;
import coop.ccci.harness.compose.SampleFile;
import coop.ccci.harness.compose.UselessLabels;
import coop.ccci.harness.enroll.RecipeProfile;
import coop.ccci.harness.policy.ComposePolicy;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.recipe.RecipeSettings;
import coop.ccci.harness.recipe.SampleName;
import coop.ccci.harness.recipe.Suggestion;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import coop.ccci.harness.traefik.RouteRequirements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks at a recipe's own files as a run would before it deploys them, and holds what its folder in {@code recipe-tests/}
 * says against them: names of services and variables, and tiers that are said not to apply.
 */
public final class RecipeCheck {
    private static final Zone ZONE = new Zone("ci.example.org");
    private static final int MAX_TEXT = 1024 * 1024;

    private final RecipeName recipe;
    private final RecipeFiles files;
    private final Path checkout;
    private final FindingList found = new FindingList();

    /**
     * Makes ready.
     *
     * @param files what the recipe's folder says
     * @param checkout the recipe, in a folder of its name
     */
    public RecipeCheck(RecipeName recipe, RecipeFiles files, Path checkout) {
        this.recipe = recipe;
        this.files = files;
        this.checkout = checkout;
    }

    /**
     * Looks.
     *
     * @param repository the name of the repository that was cloned; empty where that is any folder of this machine
     * @param hasOlderVersion whether a version was published before this commit
     * @throws RunException of the environment when a file cannot be read
     */
    public List<CheckFinding> look(Optional<String> repository, boolean hasOlderVersion) {
        found.attempt(() -> named(repository));
        found.attempt(this::settings).ifPresent(this::deployed);
        upgrade(hasOlderVersion);
        return found.all();
    }

    /**
     * What can be seen of the recipe.
     *
     * @param name its own, as its sample has it
     */
    public record Named(SampleName name, RecipeProfile profile) {}

    /**
     * Looks at what the recipe is.
     *
     * @throws RunException of the recipe when it cannot be read
     */
    public Named profile() {
        return new Named(name(), RecipeProfile.of(Compose.read(checkout, app(), settings()), app()));
    }

    private void named(Optional<String> repository) {
        var name = name();
        files.misfits(repository, name, recipe).forEach(found::remark);
        found.good("the recipe is called " + name.value() + " (" + name.place() + ")");
    }

    private SampleName name() {
        return SampleName.require(SampleFile.text(checkout).orElseThrow(RecipeCheck::noSample), recipe);
    }

    private static RunException noSample() {
        return RunException.recipe(
                "the recipe has no " + SampleFile.NAME + ", of which abra makes the settings of an app");
    }

    /** The settings that an app of a run would have. */
    private Map<String, String> settings() {
        SampleFile.require(checkout);
        var env = SampleFile.filledIn(checkout, app().domain()).orElseThrow(RecipeCheck::noSample);
        variables(env);
        PinnedSettings.pin(env, app(), files.settings().env());
        return env.variables();
    }

    private RunApp app() {
        return RunApp.named(recipe, ZONE, List.of("check"));
    }

    private void variables(EnvFile sample) {
        var inSample = sample.variables().keySet();
        var others = files.settings().env().keySet().stream()
                .filter(name -> !inSample.contains(name))
                .toList();
        var everywhere = others.isEmpty() ? "" : texts();
        others.stream()
                .filter(name -> !mentions(everywhere, name))
                .forEach(name -> found.remark("env in recipe.yml sets " + name + ", which nothing in the recipe reads"
                        + Suggestion.of(name, inSample)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("")));
    }

    private void deployed(Map<String, String> variables) {
        found.attempt(() -> Compose.read(checkout, app(), variables)).ifPresent(compose -> {
            var names = ComposeNames.of(compose, app());
            found.good(
                    String.join(", ", Compose.chosen(variables)) + ": services " + String.join(", ", names.services()));
            asked(compose);
            found.attempt(() ->
                    RouteRequirements.check(compose, app(), files.settings().health(), LabelPlaces.in(checkout)));
            unreached(compose);
            UselessLabels.of(checkout, variables)
                    .forEach(label -> found.remark(label + "; what they are for is not verified"));
            services(names);
            ports(compose);
            backups(RecipeProfile.of(compose, app()));
        });
    }

    private void asked(Compose compose) {
        var findings = ComposePolicy.findings(compose, checkout, app());
        if (findings.isEmpty()) {
            found.good("it asks nothing of the machine");
        } else if (files.settings().trusted()) {
            findings.forEach(finding -> found.remark("trusted, and so allowed: " + finding));
        } else {
            findings.forEach(finding -> found.wrong(finding.toString()));
            found.remark(
                    "docs/what-a-recipe-may-do.md says what a recipe may ask for; where the operator trusts this one with"
                            + " the machine all the same, trusted: true in recipe.yml allows it");
        }
    }

    private void unreached(Compose compose) {
        files.settings()
                .health()
                .page()
                .filter(page ->
                        RouteRequirements.leadingTo(compose, app(), page.path()).isEmpty())
                .ifPresent(page -> found.remark("no router of Traefik leads to https://<domain>" + page.path()
                        + ", which a run asks: name the app's own host in a rule, Host(`${DOMAIN}`), or declare in"
                        + " recipe.yml health.tcp with a port that it publishes, or health.none with the reason"));
    }

    private void upgrade(boolean hasOlderVersion) {
        var settings = files.settings();
        if (!hasOlderVersion
                && settings.upgrade().base().isEmpty()
                && settings.expectedNotApplicable(Tier.UPGRADE).isEmpty()) {
            found.remark(
                    "no version was published before this commit, no tag such as 1.0.0+2.3: but for a pull request there is"
                            + " nothing to upgrade from, the upgrade stays unverified, and the level at 1 at most");
        }
    }

    private void services(ComposeNames names) {
        var settings = files.settings();
        settings.witness().map(RecipeSettings.MarkerCommands::service).ifPresent(name -> known("witness", name, names));
        settings.verify().map(RecipeSettings.Verify::service).ifPresent(name -> known("backup", name, names));
        files.overlay().ifPresent(overlay -> overlay.services().keySet().stream()
                .filter(name -> !names.services().contains(name))
                .forEach(name -> found.wrong(ComposeOverlay.NAME + " has the service " + name + ", and the recipe has "
                        + String.join(", ", names.services())
                        + Suggestion.of(name, names.services())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(""))));
    }

    private void ports(Compose compose) {
        LostPorts.of(compose).forEach(port -> found.remark(port.toString()));
        files.overlay().stream()
                .flatMap(overlay -> LostPorts.of(compose, overlay).stream())
                .filter(port -> ComposeOverlay.isLaid(port.by()))
                .forEach(port -> found.wrong(port.toString()));
    }

    private void known(String key, String service, ComposeNames names) {
        if (!names.services().contains(service)) {
            found.wrong(key + ".service in recipe.yml is " + service + ", and the recipe has the services "
                    + String.join(", ", names.services())
                    + Suggestion.of(service, names.services())
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(""));
        }
    }

    private void backups(RecipeProfile seen) {
        var left = files.settings().expectedNotApplicable(Tier.BACKUP);
        if (seen.backedUp() && left.isPresent()) {
            found.remark("recipe.yml says under expected_na that there is no backup, and a service has the label"
                    + " backupbot.backup=true: it is not tried");
        } else if (!seen.backedUp() && left.isEmpty()) {
            found.remark("no service has the label backupbot.backup=true under deploy.labels: backup and restore stay"
                    + " unverified, and the level at 2 at most; where the app keeps nothing, say so under expected_na");
        } else if (seen.backedUp() && files.settings().witness().isEmpty()) {
            seen.databases()
                    .forEach(
                            (service, database) -> found.remark("the service " + service + " is a database (" + database
                                    + "): without a witness in recipe.yml a restore of it is not verified, and the level stays at"
                                    + " 2 at most"));
        }
    }

    private static boolean mentions(String text, String name) {
        return Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(name) + "(?![A-Za-z0-9_])")
                .matcher(text)
                .find();
    }

    /** All that may read a variable: the recipe's compose files, templates and scripts. */
    private String texts() {
        try (var entries = Files.walk(checkout)) {
            var all = new StringBuilder();
            for (var file : entries.filter(Files::isRegularFile)
                    .filter(file -> !checkout.relativize(file).startsWith(".git"))
                    .sorted()
                    .toList()) {
                if (all.length() < MAX_TEXT && Files.size(file) < MAX_TEXT) {
                    all.append(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .append('\n');
                }
            }
            return all.toString();
        } catch (IOException e) {
            throw RunException.environment("cannot read " + checkout + ": " + e.getMessage(), e);
        }
    }
}
