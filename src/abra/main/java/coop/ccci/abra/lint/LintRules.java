package coop.ccci.abra.lint;

import static coop.ccci.abra.lint.Severity.ERROR;
import static coop.ccci.abra.lint.Severity.WARN;

import coop.ccci.abra.recipe.AbraSh;
import coop.ccci.abra.recipe.LabelOverlay;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules R001 to R015. abra 0.13 has one more, R016, of which only the number is known, so it is not here. R013 asks
 * a forge on the network; here the catalogue's word has to do.
 */
final class LintRules {
    static final List<LintRule> ALL = List.of(
            new LintRule(
                    "R001",
                    "compose config has expected version",
                    WARN,
                    "ensure 'version: \"3.8\"' in compose configs",
                    recipe -> recipe.compose().versions().stream().allMatch("3.8"::equals)),
            new LintRule(
                    "R002",
                    "healthcheck enabled for all services",
                    WARN,
                    "wire up healthchecks",
                    forEveryService((recipe, service) -> recipe.compose().hasHealthcheck(service))),
            new LintRule("R003", "all images use a tag", WARN, "use a tag for all images", recipe -> images(recipe)
                    .allMatch(image -> ImageTag.of(image).isPresent())),
            new LintRule("R004", "no unstable tags", WARN, "tag all images with stable tags", recipe -> tags(recipe)
                    .allMatch(ImageTag::isStable)),
            new LintRule("R005", "tags use semver-like format", WARN, "use semver-like tags", recipe -> tags(recipe)
                    .allMatch(ImageTag::isSemverLike)),
            new LintRule(
                    "R006",
                    "has published catalogue version",
                    WARN,
                    "publish a recipe version to the catalogue",
                    recipe -> !recipe.catalogue().path("versions").isEmpty()),
            new LintRule(
                    "R007",
                    "README.md metadata filled in",
                    WARN,
                    "fill out all the metadata",
                    recipe -> ReadmeMetadata.isFilledIn(recipe.folder())),
            new LintRule(
                    "R008",
                    ".env.sample provided",
                    ERROR,
                    "create an example .env.sample",
                    recipe -> Files.exists(recipe.folder().resolve(".env.sample"))),
            new LintRule("R009", "one service named 'app'", ERROR, "name a service 'app'", recipe -> recipe.compose()
                    .services()
                    .contains(LabelOverlay.SERVICE)),
            new LintRule(
                    "R010",
                    "traefik routing enabled",
                    ERROR,
                    "include \"traefik.enable=true\" deploy label",
                    recipe -> recipe.compose().services().stream().anyMatch(service -> "true"
                            .equals(recipe.compose().labels(service).get("traefik.enable"))),
                    recipe ->
                            !recipe.env().containsKey("DOMAIN") || recipe.name().equals("traefik")),
            new LintRule(
                    "R011",
                    "all services have images",
                    ERROR,
                    "ensure \"image: ...\" set on all services",
                    forEveryService((recipe, service) ->
                            recipe.compose().image(service, recipe.env()).isPresent())),
            new LintRule(
                    "R012", "config versions are vendored", ERROR, "vendor config versions in an abra.sh", recipe -> {
                        var exported = AbraSh.exports(recipe.folder()).keySet();
                        return configVersions(recipe).allMatch(exported::contains);
                    }),
            new LintRule(
                    "R013",
                    "git.coopcloud.tech repo exists",
                    WARN,
                    "upload your recipe to git.coopcloud.tech/coop-cloud/...",
                    recipe -> recipe.catalogue()
                            .path("repository")
                            .asText()
                            .startsWith("https://git.coopcloud.tech/coop-cloud/")),
            new LintRule(
                    "R014",
                    "only annotated tags used for recipe version",
                    ERROR,
                    "replace lightweight tag with annotated tag",
                    recipe -> recipe.lightweightTags().isEmpty()),
            new LintRule(
                    "R015",
                    "long secret names",
                    WARN,
                    "reduce length of secret names to 12 chars",
                    recipe -> recipe.compose().ids("secrets").stream().allMatch(id -> id.length() <= 12)));

    private static final Pattern VERSION_VARIABLE = Pattern.compile("\\$\\{?([A-Z0-9_]+_VERSION)");

    private LintRules() {}

    private interface ServiceRule {
        boolean isKept(LintedRecipe recipe, String service);
    }

    private static Predicate<LintedRecipe> forEveryService(ServiceRule rule) {
        return recipe -> recipe.compose().services().stream().allMatch(service -> rule.isKept(recipe, service));
    }

    private static Stream<String> images(LintedRecipe recipe) {
        return recipe.compose().services().stream()
                .flatMap(service -> recipe.compose().image(service, recipe.env()).stream());
    }

    private static Stream<ImageTag> tags(LintedRecipe recipe) {
        return images(recipe).map(ImageTag::of).flatMap(Optional::stream);
    }

    private static Stream<String> configVersions(LintedRecipe recipe) {
        return recipe.compose().names("configs").stream()
                .flatMap(name -> VERSION_VARIABLE.matcher(name).results().map((MatchResult found) -> found.group(1)));
    }
}
