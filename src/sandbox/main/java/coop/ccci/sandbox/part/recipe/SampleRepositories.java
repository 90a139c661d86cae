package coop.ccci.sandbox.part.recipe;

import coop.ccci.host.Waiter;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.gitea.Credentials;
import coop.ccci.sandbox.part.gitea.GiteaAccounts;
import coop.ccci.sandbox.part.gitea.GiteaApi;
import coop.ccci.sandbox.part.gitea.GiteaHttp;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import coop.ccci.sandbox.plan.Part;
import coop.ccci.sandbox.plan.PartState;
import coop.ccci.sandbox.plan.ProgressReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/**
 * The sample recipes as repositories with pull requests. What somebody changed in Gitea since stays: only what is
 * missing is made.
 */
public final class SampleRepositories implements Part {
    private static final Waiter WAITER = Waiter.sleeping(Duration.ofMillis(50));
    private static final Duration BRANCH_TIMEOUT = Duration.ofSeconds(20);

    private final SandboxSettings settings;
    private final Part accounts;
    private final Credentials credentials;
    private final List<SampleRecipe> recipes;

    /** Creates the part: these recipes, on the Gitea of those accounts. */
    public SampleRepositories(
            SandboxSettings settings, Part accounts, Credentials credentials, List<SampleRecipe> recipes) {
        this.settings = settings;
        this.accounts = accounts;
        this.credentials = credentials;
        this.recipes = recipes;
    }

    @Override
    public String name() {
        return "sample recipes";
    }

    @Override
    public List<Part> needs() {
        return List.of(accounts);
    }

    /** Returns the repository of a recipe. */
    public static GiteaApi.RepositoryName repository(SampleRecipe recipe) {
        return new GiteaApi.RepositoryName(
                GiteaAccounts.ORGANISATION,
                recipe.history().repository().orElse(recipe.name().value()));
    }

    @Override
    public PartState inspect() {
        var seen = new ArrayList<String>();
        for (var recipe : recipes) {
            if (!http(SandboxAccount.ADMIN).exists("/repos/" + repository(recipe))) {
                return PartState.missing("there is no repository " + repository(recipe));
            }
            for (var pull : recipe.history().pulls()) {
                if (!isOpened(recipe, pull)) {
                    return PartState.missing(repository(recipe) + " has no pull request from " + pull.branch());
                }
            }
            seen.add(repository(recipe) + " with " + recipe.history().pulls().size() + " pull requests");
        }
        return PartState.up(String.join(", ", seen));
    }

    @Override
    public void up(ProgressReporter reporter) {
        recipes.forEach(recipe -> make(recipe, reporter));
    }

    @Override
    public String down(ProgressReporter reporter) {
        return "";
    }

    private void make(SampleRecipe recipe, ProgressReporter reporter) {
        reporter.doing(repository(recipe) + ": committing");
        try (var git = fresh(recipe)) {
            var refs = new RecipeCommits(recipe, git.getRepository(), Map.of("REGISTRY", settings.registry())).write();
            for (var ref : refs.entrySet()) {
                var update = git.getRepository().updateRef(ref.getKey());
                update.setNewObjectId(ref.getValue());
                update.forceUpdate();
            }
            makeRepository(recipe);
            reporter.doing(repository(recipe) + ": pushing");
            push(git, SandboxAccount.MAYA, repository(recipe), shared(recipe, refs), reporter);
            for (var pull : recipe.history().pulls()) {
                var author = SandboxAccount.of(pull.author()).orElseThrow();
                if (pull.fork()) {
                    push(git, author, fork(recipe, author), List.of(Constants.R_HEADS + pull.branch()), reporter);
                }
                reporter.doing(repository(recipe) + ": pull request from " + pull.branch());
                open(recipe, pull, author);
            }
        } catch (IOException e) {
            throw new SandboxException("the repository of " + recipe.name() + " cannot be made: " + e, e);
        }
    }

    private Git fresh(SampleRecipe recipe) {
        var folder = settings.folder().recipes().resolve(repository(recipe).name() + ".git");
        try {
            Files.createDirectories(folder.getParent());
            return Git.init()
                    .setBare(true)
                    .setInitialBranch("main")
                    .setDirectory(folder.toFile())
                    .call();
        } catch (GitAPIException | IOException e) {
            throw new SandboxException("the repository " + folder + " cannot be made: " + e, e);
        }
    }

    private void makeRepository(SampleRecipe recipe) {
        if (!http(SandboxAccount.ADMIN).exists("/repos/" + repository(recipe))) {
            http(SandboxAccount.ADMIN)
                    .post(
                            "/orgs/" + GiteaAccounts.ORGANISATION + "/repos",
                            Map.of(
                                    "name",
                                    repository(recipe).name(),
                                    "description",
                                    recipe.history().description(),
                                    "default_branch",
                                    "main",
                                    "private",
                                    false));
        }
    }

    /** Returns the refs that are not in a fork. */
    private static List<String> shared(SampleRecipe recipe, Map<String, ObjectId> refs) {
        var forked = recipe.history().pulls().stream()
                .filter(RecipeHistory.Pull::fork)
                .map(pull -> Constants.R_HEADS + pull.branch())
                .collect(Collectors.toSet());
        return refs.keySet().stream().filter(ref -> !forked.contains(ref)).toList();
    }

    private GiteaApi.RepositoryName fork(SampleRecipe recipe, SandboxAccount owner) {
        var fork = new GiteaApi.RepositoryName(owner.login(), repository(recipe).name());
        if (!http(owner).exists("/repos/" + fork)) {
            http(owner).post("/repos/" + repository(recipe) + "/forks", Map.of());
        }
        return fork;
    }

    /** Pushes without force: what somebody else pushed stays, and is said. */
    private void push(
            Git git, SandboxAccount who, GiteaApi.RepositoryName target, List<String> refs, ProgressReporter reporter) {
        try {
            var results = git.push()
                    .setRemote(settings.gitea() + "/" + target + ".git")
                    .setCredentialsProvider(
                            new UsernamePasswordCredentialsProvider(who.login(), credentials.token(who)))
                    .setRefSpecs(refs.stream()
                            .map(ref -> new RefSpec(ref + ":" + ref))
                            .toList())
                    .call();
            for (PushResult result : results) {
                result.getRemoteUpdates().forEach(update -> judge(update, target, reporter));
            }
        } catch (GitAPIException e) {
            throw new SandboxException("cannot push to " + target + " as " + who.login() + ": " + e.getMessage(), e);
        }
    }

    private static void judge(RemoteRefUpdate update, GiteaApi.RepositoryName target, ProgressReporter reporter) {
        switch (update.getStatus()) {
            case OK, UP_TO_DATE -> {}
            case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED ->
                reporter.note(target + ": " + update.getRemoteName() + " was changed since, and stays as it is");
            default ->
                throw new SandboxException("Gitea does not take " + update.getRemoteName() + " of " + target + ": "
                        + update.getStatus() + " " + update.getMessage());
        }
    }

    private void open(SampleRecipe recipe, RecipeHistory.Pull pull, SandboxAccount author) {
        if (!isOpened(recipe, pull)) {
            awaitBranch(pull.fork() ? fork(recipe, author) : repository(recipe), pull.branch());
            var head = pull.fork() ? author.login() + ":" + pull.branch() : pull.branch();
            new GiteaApi(http(author)).open(repository(recipe), "main", head, pull.title(), pull.body());
        }
    }

    /** Gitea takes note of a pushed branch a moment after the push has ended. */
    private void awaitBranch(GiteaApi.RepositoryName repository, String branch) {
        var forge = new GiteaApi(http(SandboxAccount.ADMIN));
        if (!WAITER.until(BRANCH_TIMEOUT, () -> forge.branch(repository, branch).isPresent())) {
            throw new SandboxException("Gitea does not see the branch " + branch + " of " + repository
                    + ", although it took it " + BRANCH_TIMEOUT.toSeconds() + " s ago");
        }
    }

    private boolean isOpened(SampleRecipe recipe, RecipeHistory.Pull pull) {
        return new GiteaApi(http(SandboxAccount.ADMIN))
                .pullRequests(repository(recipe)).stream()
                        .anyMatch(each -> each.headBranch().equals(pull.branch())
                                && each.author().equals(pull.author()));
    }

    private GiteaHttp http(SandboxAccount account) {
        return credentials.as(account, settings.gitea());
    }
}
