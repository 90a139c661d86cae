package coop.ccci.sandbox.env;

import coop.ccci.sandbox.Settings;
import coop.ccci.sandbox.gitea.Account;
import coop.ccci.sandbox.gitea.Credentials;
import coop.ccci.sandbox.process.Programs;
import coop.ccci.sandbox.recipe.SampleRecipe;
import coop.ccci.sandbox.recipe.SampleRepositories;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code serve}, {@code run} and a person at a shell need to know of the sandbox.
 *
 * @param variables names and values, in the order they are shown
 * @param path a folder that goes first on {@code PATH}; empty where a real {@code abra} is there
 */
public record Exports(Map<String, String> variables, Optional<Path> path) {
    /** What finds the checkout, the swarm and the zone: no token, no password. */
    private static final Set<String> FOR_RUNS = Set.of(
            "CCCI_ZONE",
            "CCCI_INGRESS",
            "CCCI_CA_FILE",
            "CCCI_RUNS_DIR",
            "ABRA_DIR",
            "CCCI_ABRA_SERVER",
            "DOCKER_HOST");

    /** The exports of a sandbox that is up. */
    public static Exports of(Settings settings, Credentials credentials, List<SampleRecipe> recipes) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("CCCI_SANDBOX_DIR", settings.folder().path().toString());
        variables.put("GITEA_URL", settings.gitea().toString());
        variables.put("GITEA_TOKEN", credentials.token(Account.BOT));
        variables.put("GITEA_ADMIN_TOKEN", credentials.token(Account.ADMIN));
        for (Account account : List.of(Account.ADMIN, Account.MAYA, Account.NILS)) {
            var name = "CCCI_SANDBOX_" + account.name();
            variables.put(name + "_PASSWORD", credentials.password(account));
            variables.put(name + "_TOKEN", credentials.token(account));
        }
        variables.put("WEBHOOK_SECRET", credentials.webhookSecret());
        variables.put(
                "POLL_REPOS",
                recipes.stream()
                        .map(recipe -> SampleRepositories.repository(recipe).toString())
                        .collect(Collectors.joining(",")));
        variables.put("CCCI_ZONE", settings.zone());
        variables.put("CCCI_INGRESS", settings.ingress());
        variables.put("CCCI_CA_FILE", settings.folder().authority().toString());
        variables.put("CCCI_REGISTRY", settings.registry());
        variables.put("CCCI_RUNS_DIR", settings.folder().runs().toString());
        variables.put(
                "CCCI_LEDGER_URL", "jdbc:h2:file:" + settings.folder().bridge().resolve("ledger"));
        variables.put("ABRA_DIR", settings.folder().abra().toString());
        variables.put("CCCI_ABRA_SERVER", "default");
        if (!settings.dockerSocketIsDefault()) {
            variables.put("DOCKER_HOST", settings.dockerHost());
        }
        var bin = settings.folder().bin();
        var real = Programs.find("abra").filter(found -> !found.startsWith(bin));
        return new Exports(variables, real.isPresent() ? Optional.empty() : Optional.of(bin));
    }

    /** These and more. */
    public Exports with(Map<String, String> more) {
        var all = new LinkedHashMap<>(variables);
        all.putAll(more);
        return new Exports(all, path);
    }

    /** The part of them that a run may know. */
    public Map<String, String> forRuns() {
        var some = new LinkedHashMap<>(variables);
        some.keySet().retainAll(FOR_RUNS);
        return some;
    }

    /**
     * The same for a program that is started.
     *
     * @param inherited the environment that it gets besides, for its {@code PATH}
     */
    public Map<String, String> environment(Map<String, String> inherited) {
        var environment = new LinkedHashMap<>(variables);
        path.ifPresent(folder -> environment.put("PATH", folder + ":" + inherited.getOrDefault("PATH", "")));
        return environment;
    }

    /** Lines for {@code eval} in a POSIX shell. */
    public String forShell() {
        var lines = new StringBuilder();
        variables.forEach((name, value) -> lines.append("export ")
                .append(name)
                .append('=')
                .append(ShellQuote.of(value))
                .append('\n'));
        path.ifPresent(folder -> lines.append("case \":$PATH:\" in *:")
                .append(ShellQuote.of(folder.toString()))
                .append(":*) ;; *) export PATH=")
                .append(ShellQuote.of(folder.toString()))
                .append("\":$PATH\" ;; esac\n"));
        return lines.toString();
    }
}
