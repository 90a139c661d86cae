package coop.ccci.harness.run;

import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeFolders;
import coop.ccci.contract.RecipeName;
import coop.ccci.harness.git.Branch;
import coop.ccci.harness.git.RecipeSource;
import coop.ccci.harness.probe.Ingress;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.retention.RetentionRule;
import coop.ccci.harness.socket.judge.ServiceLimits;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.Registries;
import coop.ccci.harness.swarm.Zone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The validated settings of a run.
 *
 * @param source where to clone from
 * @param ref the commit to test; the tip of the default branch when empty
 * @param pullRequest the pull request whose head is fetched too
 * @param target the branch that the commit is to be merged into, where somebody says so
 * @param selection which tiers
 * @param zone the DNS zone of runs' apps
 * @param ingress where to connect instead of where DNS points
 * @param authority a PEM file of an authority to trust besides the system's
 * @param abra the machine's own {@code ABRA_DIR}
 * @param abraServer the server on which apps are made
 * @param locks the machine-wide folder of app locks
 * @param screenshot whether a picture of the app is wanted
 * @param keep whether a failed app is left up for a while
 * @param ownTests the recipes whose own {@code tests/cc-ci/} is read, by name
 * @param overlap whether an app may be torn down while the next one is deployed
 * @param limits what one task of a service may use at most
 * @param state the folder of what is remembered from run to run: which commits of each recipe failed, and which images were pulled
 */
record RunSettings(
        RecipeSource source,
        Optional<Commit> ref,
        Optional<Integer> pullRequest,
        Optional<String> target,
        Selection selection,
        Zone zone,
        Optional<Ingress> ingress,
        Optional<Path> authority,
        Path abra,
        String abraServer,
        Path locks,
        boolean screenshot,
        boolean keep,
        Set<String> ownTests,
        boolean overlap,
        ServiceLimits limits,
        Path state) {

    /**
     * Returns the registries that the operator lists.
     *
     * @throws RunException of usage when the list cannot be read
     */
    static Registries registries(Request request) {
        try {
            return request.variable(Registries.VARIABLE).map(Registries::parse).orElse(Registries.NONE);
        } catch (IllegalArgumentException e) {
            throw RunException.usage(e.getMessage());
        }
    }

    /**
     * Returns how long the folders of ended runs are kept.
     *
     * @throws RunException of usage when that cannot be read
     */
    static RetentionRule retention(Request request) {
        try {
            return new RetentionRule(
                    request.variable("CCCI_KEEP_RUNS").map(RetentionRule::age).orElse(RetentionRule.DEFAULT.atMost()),
                    request.variable("CCCI_RUNS_SIZE")
                            .map(RetentionRule::size)
                            .orElse(RetentionRule.DEFAULT.maxBytes()));
        } catch (IllegalArgumentException e) {
            throw RunException.usage(e.getMessage());
        }
    }

    /** Returns where Docker listens. */
    static String dockerHost(Request request) {
        return request.variable("DOCKER_HOST").orElse(DockerApi.DEFAULT_HOST);
    }

    /** Returns where {@code docker login} keeps its logins. */
    static Path dockerConfig(Request request) {
        return request.variable("DOCKER_CONFIG")
                .map(Path::of)
                .or(() -> request.variable("HOME").map(home -> Path.of(home, ".docker")))
                .orElse(Path.of(".docker"))
                .resolve("config.json");
    }

    /** Returns where recipes' folders are. */
    static RecipeFolders recipeTests(Request request) {
        return RecipeFiles.all(request::variable);
    }

    /**
     * Proves a request.
     *
     * @param repository where the recipe lives on the forge, {@code owner/name}, where its folder says so
     * @throws RunException of usage, one detail per problem
     */
    static RunSettings of(Request request, RecipeName recipe, Optional<String> repository) {
        var problems = new ArrayList<String>();
        var ref = optional(request.ref(), Commit::new, problems);
        var pullRequest = optional(request.pullRequest(), RunSettings::number, problems);
        var target = optional(request.target(), Branch::nameIn, problems);
        var zone = optional(request.zone(), Zone::new, problems);
        var ingress = optional(request.variable("CCCI_INGRESS"), Ingress::parse, problems);
        var address = RecipeSource.address(request.source(), request::variable, recipe, repository);
        var source = optional(address, RecipeSource::parse, problems);
        var selection = selection(request, problems);
        var screenshot = optional(
                request.screenshot(),
                text -> switched(text, "pictures; set CCCI_SCREENSHOT to on or off, or give --no-screenshot"),
                problems);
        var keep = optional(
                request.keep(),
                text -> switched(text, "failed apps; set CCCI_KEEP to on or off, or give --keep"),
                problems);
        if (keep.orElse(false) && request.pullRequest().isPresent()) {
            problems.add("a failed app is not kept for a pull request, because nobody sits before it; leave --keep"
                    + " (CCCI_KEEP) or --pr (PR) out");
        }
        var ownTests = optional(request.variable("CCCI_OWN_TESTS"), RunSettings::names, problems);
        var overlap = optional(
                request.variable("CCCI_OVERLAP_APPS"),
                text -> switched(text, "the apps of a run; set CCCI_OVERLAP_APPS to on or off"),
                problems);
        var limits = optional(Optional.of(request), LimitSettings::of, problems);
        if (request.zone().isEmpty()) {
            problems.add("no zone was given; give --zone (CCCI_ZONE), for example ci.localhost");
        }
        if (address.isEmpty()) {
            problems.add("no source was given; give --src (SRC), or set CCCI_RECIPE_SOURCE or GITEA_URL");
        }
        if (!problems.isEmpty()) {
            var more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
            throw RunException.usage(problems.get(0) + more, problems);
        }
        var user = Path.of(request.variable("HOME").orElse(System.getProperty("user.home")));
        return new RunSettings(
                source.orElseThrow(),
                ref,
                pullRequest,
                target,
                selection.orElseThrow(),
                zone.orElseThrow(),
                ingress,
                request.variable("CCCI_CA_FILE").map(Path::of),
                request.path("ABRA_DIR", user.resolve(".abra")),
                request.variable("CCCI_ABRA_SERVER").orElse("default"),
                request.path("CCCI_LOCK_DIR", Path.of("/run/lock/cc-ci")),
                screenshot.orElse(true),
                keep.orElse(false),
                ownTests.orElse(Set.of()),
                overlap.orElse(false),
                limits.orElse(ServiceLimits.DEFAULT),
                request.path("CCCI_STATE_DIR", state(request, user)));
    }

    private static Path state(Request request, Path user) {
        return request.variable("XDG_STATE_HOME")
                .map(Path::of)
                .orElse(user.resolve(".local/state"))
                .resolve("cc-ci");
    }

    private static Optional<Selection> selection(Request request, List<String> problems) {
        return optional(Optional.of(request), asked -> Selection.of(asked.stages(), asked.mode()), problems);
    }

    private static Set<String> names(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(RecipeName::new)
                .map(RecipeName::value)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int number(String text) {
        if (text.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is not a pull request: give its number, for example --pr 12 (PR)");
    }

    private static boolean switched(String text, String about) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default ->
                throw new IllegalArgumentException(
                        "\"" + text.replaceAll("\\p{Cntrl}", "?") + "\" says nothing about " + about);
        };
    }

    private static <S, T> Optional<T> optional(Optional<S> text, Function<S, T> reading, List<String> problems) {
        try {
            return text.map(reading);
        } catch (IllegalArgumentException | RunException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }
}
