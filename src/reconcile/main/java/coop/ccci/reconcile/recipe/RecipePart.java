package coop.ccci.reconcile.recipe;

import coop.ccci.reconcile.config.PartName;
import coop.ccci.reconcile.config.RecipeWish;
import coop.ccci.reconcile.config.RecipeWish.SecretWish;
import coop.ccci.reconcile.part.Difference;
import coop.ccci.reconcile.part.HostPart;
import coop.ccci.reconcile.part.OutsideView;
import coop.ccci.reconcile.part.PartException;
import coop.ccci.reconcile.swarm.ServiceStanding;
import coop.ccci.reconcile.swarm.StackStanding;
import coop.ccci.reconcile.swarm.SwarmCalls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A part that is an app of a Co-op Cloud recipe: made and deployed by abra from one release, with settings of its own and
 * with secrets that are named by their contents. Its service {@code app} has the digest of the wish in its environment, where
 * abra puts what stands in the app's {@code .env} file, so what is deployed says itself whether it is what is wished
 * (docs/adr/0035).
 */
public final class RecipePart implements HostPart {
    /** What has the digest of the wish that the app was deployed for; a line of the {@code .env} file during a deploy only. */
    static final String WISH = "CCCI_WISH";

    /** The service that every recipe has, which gets the lines of the {@code .env} file. */
    private static final String SERVICE = "app";

    private final PartName name;
    private final RecipeWish wish;
    private final SwarmCalls docker;
    private final AbraApps abra;
    private final OutsideView outside;
    private final String stack;

    /** Creates the part. */
    public RecipePart(PartName name, RecipeWish wish, SwarmCalls docker, AbraApps abra, OutsideView outside) {
        this.name = name;
        this.wish = wish;
        this.docker = docker;
        this.abra = abra;
        this.outside = outside;
        this.stack = StackOfApp.name(wish.domain());
    }

    @Override
    public PartName name() {
        return name;
    }

    @Override
    public Optional<Difference> difference() {
        outside.requireSound();
        var settings = settings();
        var services = docker.services(stack);
        requireOurs(services);
        if (!abra.knowsThisMachine()) {
            return act("abra does not know this machine", "told abra of this machine", abra::addThisMachine);
        }
        var env = abra.env(wish);
        if (env.isEmpty()) {
            return act(
                    "there is no app " + wish.domain(),
                    "made the app " + wish.domain() + " of " + wish.recipe() + " " + wish.version(),
                    () -> abra.newApp(wish));
        }
        env.get().recipe().ifPresent(this::requireRecipe);
        // abra gives services this line as it is before a deploy, and pins it after: so it is pinned before, too.
        var lines = new LinkedHashMap<>(settings);
        lines.put(env.get().recipeKey(), wish.recipe() + ":" + wish.version());
        var differing = env.get().differing(lines);
        if (!differing.isEmpty()) {
            var keys = String.join(", ", differing);
            return act(
                    "settings differ: " + keys,
                    "set " + keys,
                    () -> abra.write(wish, env.get().with(lines)));
        }
        return secretDifference()
                .or(() -> deployDifference(env.get(), services, settings))
                .or(() -> oldSecret(services));
    }

    @Override
    public Optional<String> problem() {
        return StackStanding.problem(stack, docker.services(stack)).or(outside::problem);
    }

    @Override
    public Optional<String> warning() {
        return outside.warning();
    }

    private Optional<Difference> secretDifference() {
        var present = docker.secrets();
        for (var secret : wish.secrets()) {
            var text = SecretText.read(secret.file());
            var swarmName = swarmName(secret, ContentName.version(text));
            if (!present.contains(swarmName)) {
                return act(
                        "the secret " + secret.id() + " of this content is not in the swarm",
                        "put the secret " + swarmName + " into the swarm",
                        () -> docker.createSecret(swarmName, text));
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> deployDifference(
            AppEnvLines env, List<ServiceStanding> services, Map<String, String> settings) {
        var digest = digest(settings);
        if (services.isEmpty()) {
            return act("it is not deployed", "deployed " + wish.recipe() + " " + wish.version(), () -> deploy(digest));
        }
        return fault(env, services, digest)
                .flatMap(found -> act(
                        found, "deployed " + wish.recipe() + " " + wish.version() + " over it", () -> deploy(digest)));
    }

    private Optional<String> fault(AppEnvLines env, List<ServiceStanding> services, String digest) {
        var rolledBack = services.stream()
                .filter(ServiceStanding::isRolledBack)
                .findFirst()
                .map(service -> "swarm has rolled back the service " + service.name()
                        + ", docker service ps --no-trunc " + service.name() + " says why");
        var isAsWished = !env.has(WISH)
                && services.stream()
                        .filter(service -> service.name().equals(stack + "_" + SERVICE))
                        .anyMatch(service -> digest.equals(service.environment().get(WISH)));
        return rolledBack.or(
                () -> isAsWished ? Optional.empty() : Optional.of("what is deployed is not what is wished"));
    }

    /**
     * The line goes when all services are deployed: one that was killed before is deployed once more, which changes nothing.
     * And who deploys by hand does so without it.
     */
    private void deploy(String digest) {
        rewrite(env -> env.with(Map.of(WISH, digest)));
        abra.deploy(wish);
        rewrite(env -> env.without(WISH));
    }

    private void rewrite(UnaryOperator<AppEnvLines> change) {
        abra.env(wish).map(change).ifPresent(lines -> abra.write(wish, lines));
    }

    private Optional<Difference> oldSecret(List<ServiceStanding> services) {
        var used =
                services.stream().flatMap(service -> service.secrets().stream()).toList();
        var current = wish.secrets().stream()
                .map(secret -> swarmName(secret, ContentName.version(SecretText.read(secret.file()))))
                .toList();
        return docker.secrets().stream()
                .filter(this::isOurSecret)
                .filter(secret -> !used.contains(secret) && !current.contains(secret))
                .findFirst()
                .flatMap(secret -> act(
                        "the secret " + secret + " is not used any more",
                        "removed the secret " + secret,
                        () -> remove(secret)));
    }

    private void remove(String secret) {
        if (!docker.removeSecret(secret)) {
            throw new PartException("the secret " + secret + " cannot be removed: something that is not of the stack "
                    + stack + " uses it");
        }
    }

    private boolean isOurSecret(String secret) {
        return wish.secrets().stream()
                .map(each -> stack + "_" + each.id() + "_")
                .anyMatch(prefix ->
                        secret.startsWith(prefix) && ContentName.isVersion(secret.substring(prefix.length())));
    }

    private void requireOurs(List<ServiceStanding> services) {
        var label = "coop-cloud." + stack + ".recipe";
        services.stream()
                .map(service -> service.labels().getOrDefault(label, ""))
                .filter(recipe -> !recipe.isEmpty())
                .forEach(this::requireRecipe);
        if (!services.isEmpty()
                && services.stream().noneMatch(service -> service.labels().containsKey(label))) {
            throw new PartException("there is a stack " + stack + " that abra did not deploy; remove it, or give the"
                    + " part another domain");
        }
    }

    private void requireRecipe(String recipe) {
        if (!recipe.equals(wish.recipe())) {
            throw new PartException(wish.domain() + " is an app of the recipe " + recipe + ", and not of "
                    + wish.recipe() + "; give the part another domain, or undeploy and remove that app");
        }
    }

    private Map<String, String> settings() {
        var settings = new LinkedHashMap<>(wish.settings());
        wish.secretSettings().forEach((key, file) -> settings.put(key, SecretText.read(file)));
        wish.secrets()
                .forEach(secret ->
                        settings.put(secret.versionKey(), ContentName.version(SecretText.read(secret.file()))));
        return settings;
    }

    private String digest(Map<String, String> settings) {
        var lines = new ArrayList<>(List.of(wish.recipe(), wish.version(), wish.domain()));
        new TreeMap<>(settings).forEach((key, value) -> lines.add(key + "=" + value));
        return ContentName.digest(lines);
    }

    private String swarmName(SecretWish secret, String version) {
        return stack + "_" + secret.id() + "_" + version;
    }

    private static Optional<Difference> act(String found, String done, Runnable act) {
        return Optional.of(new Difference(found, done, act));
    }
}
