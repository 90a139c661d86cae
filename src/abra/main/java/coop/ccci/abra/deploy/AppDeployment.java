package coop.ccci.abra.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.abra.app.AppDefinition;
import coop.ccci.abra.lint.RecipeLinter;
import coop.ccci.abra.process.FatalException;
import coop.ccci.abra.process.Log;
import coop.ccci.abra.recipe.ComposeFiles;
import coop.ccci.abra.recipe.LabelOverlay;
import coop.ccci.abra.recipe.RecipeCheckout;
import coop.ccci.abra.secret.SecretSpec;
import coop.ccci.abra.swarm.Secrets;
import coop.ccci.abra.swarm.Stack;
import coop.ccci.abra.swarm.StackConvergence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One deploy of one app. The order of the steps is that of abra 0.13 as observed: the checkout, the lint rules that
 * stop a deploy, "already deployed", the version, the secrets, and only then the swarm.
 */
public final class AppDeployment {
    /** The bound of the convergence wait when neither recipe nor app sets {@code TIMEOUT}. */
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(50);

    private final DeployRequest request;
    private final AppDefinition app;
    private final RecipeCheckout recipe;
    private final Supplier<JsonNode> catalogue;
    private final Stack stack;
    private final Secrets secrets;
    private final Log log;

    /**
     * Creates a deploy, which {@link #run} carries out.
     *
     * @param catalogue reads the catalogue's entry of the recipe, which takes a while and is not always needed
     */
    public AppDeployment(
            DeployRequest request,
            AppDefinition app,
            RecipeCheckout recipe,
            Supplier<JsonNode> catalogue,
            Stack stack,
            Secrets secrets,
            Log log) {
        this.request = request;
        this.app = app;
        this.recipe = recipe;
        this.catalogue = catalogue;
        this.stack = stack;
        this.secrets = secrets;
        this.log = log;
    }

    /**
     * Deploys the app.
     *
     * @return the version that was deployed, which the app's env pins from now on
     * @throws FatalException when a check refuses it, or when it did not converge
     */
    public String run() {
        if (!request.isChaos()) {
            recipe.requireClean();
            if (!request.isOffline()) {
                recipe.fetch();
            }
            pinned().ifPresent(recipe::checkout);
            RecipeLinter.requireNoErrors(recipe, catalogue.get());
            if (!request.isForced() && stack.isDeployed()) {
                throw new FatalException(
                        app.name() + " is already deployed: use --force to deploy it again, or --chaos");
            }
            recipe.checkout(chosenVersion());
        }
        var version = request.isChaos() ? recipe.chaosVersion() : checkedOutVersion();
        log.debug("version to deploy: " + version);

        var env = ComposeEnv.of(app, recipe.folder());
        var compose = ComposeFiles.read(recipe.folder(), env);
        requireDeployable(compose, env);
        if (!request.skipsDomainCheck()) {
            requireResolvableDomain();
        }
        apply(compose, env, version);
        app.pinnedTo(version);
        return version;
    }

    private Optional<String> pinned() {
        return request.ignoresEnvVersion() ? Optional.empty() : app.recipe().version();
    }

    private String chosenVersion() {
        return request.version()
                .or(this::pinned)
                .or(() -> stack.label("version"))
                .or(() -> recipe.newest().map(Object::toString))
                .orElseGet(recipe::shortHead);
    }

    private String checkedOutVersion() {
        return recipe.released().map(Object::toString).orElseGet(recipe::shortHead);
    }

    private void requireDeployable(ComposeFiles compose, Map<String, String> env) {
        if (!compose.services().contains(LabelOverlay.SERVICE)) {
            throw new FatalException("the compose files " + compose.paths() + " have no service named app");
        }
        var needed = SecretSpec.of(app, compose, env);
        if (needed.isEmpty()) {
            return;
        }
        var present = secrets.names();
        needed.stream()
                .filter(secret -> !present.contains(secret.swarmName()))
                .findFirst()
                .ifPresent(missing -> {
                    throw new FatalException("secret not generated: " + missing.id() + "; run abra app secret generate "
                            + app.name() + " --all");
                });
    }

    private void requireResolvableDomain() {
        try {
            InetAddress.getByName(app.domain());
        } catch (UnknownHostException e) {
            throw new FatalException(
                    "unable to resolve " + app.domain() + ": add a DNS record, or pass --no-domain-checks", e);
        }
    }

    private void apply(ComposeFiles compose, Map<String, String> env, String version) {
        var overlay = LabelOverlay.write(compose, labels(version), env);
        try {
            var files = new ArrayList<>(compose.paths());
            files.add(overlay);
            var convergence = new StackConvergence(stack);
            stack.deploy(files, ComposeEnv.referredTo(compose, env)).forEach(log::info);
            if (request.skipsConvergence()) {
                log.warn("skipping converge logic checks");
            } else {
                convergence.await(timeout());
            }
        } finally {
            delete(overlay);
        }
    }

    private Map<String, String> labels(String version) {
        var name = stack.name();
        var labels = new LinkedHashMap<String, String>();
        labels.put(name.label("recipe"), app.recipe().name());
        labels.put(name.label("chaos"), String.valueOf(request.isChaos()));
        labels.put(name.label(request.isChaos() ? "chaos-version" : "version"), version);
        app.env().value("TIMEOUT").ifPresent(seconds -> labels.put(name.label("timeout"), seconds));
        return labels;
    }

    private Duration timeout() {
        return stack.label("timeout").map(this::seconds).orElse(DEFAULT_TIMEOUT);
    }

    private Duration seconds(String digits) {
        try {
            return Duration.ofSeconds(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw new FatalException("TIMEOUT of " + app.name() + " is \"" + digits + "\": give seconds", e);
        }
    }

    private void delete(Path overlay) {
        try {
            Files.deleteIfExists(overlay);
        } catch (IOException e) {
            log.warn("cannot delete " + overlay + ": " + e.getMessage());
        }
    }
}
