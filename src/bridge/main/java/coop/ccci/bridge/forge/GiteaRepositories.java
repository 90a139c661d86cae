package coop.ccci.bridge.forge;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.bridge.forge.GiteaJson.ForgeRepository;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.ledger.RecipeRefs.RecipeRef;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.contract.Commit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** What Gitea tells of repositories themselves: which changed, where their default branches are, their versions, their issues. */
public final class GiteaRepositories {
    private static final int PAGE = 50;

    /** So many repositories are read of those that changed, in pages. */
    private static final int MAX_PAGES = 200;

    /** A recipe's version, a plus sign and that of the app: {@code 1.2.0+nginx1.27}. */
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+[^+\\s]*\\+\\S+");

    private final Gitea gitea;

    /** Asks that Gitea. */
    public GiteaRepositories(Gitea gitea) {
        this.gitea = gitea;
    }

    /**
     * Returns the repositories of which something changed since then: one request as long as little happens. Gitea sorts them by
     * their last change and cannot leave out the others, so reading ends at the first one that is older.
     */
    public ChangedRepositories changedSince(Instant since) {
        var found = new ArrayList<ForgeRepository>();
        Optional<Instant> askedAt = Optional.empty();
        for (var page = 1; page <= MAX_PAGES; page++) {
            var answer = gitea.ask(RestRequest.get(
                    "/repos/search",
                    Map.of(
                            "sort",
                            "updated",
                            "order",
                            "desc",
                            "limit",
                            String.valueOf(PAGE),
                            "page",
                            String.valueOf(page))));
            askedAt = page == 1 ? answer.time() : askedAt;
            var items = answer.body().path("data");
            for (var item : items) {
                if (GiteaJson.instant(item.path("updated_at")).isBefore(since)) {
                    return new ChangedRepositories(found, askedAt);
                }
                found.add(gitea.repository(item));
            }
            if (items.isEmpty() || answer.total().orElse(Integer.MAX_VALUE) <= page * PAGE) {
                break;
            }
        }
        return new ChangedRepositories(found, askedAt);
    }

    /** Returns where the default branch is; empty when there is none, or no such repository. */
    public Optional<RecipeRef> defaultBranch(Repository repository) {
        var path = gitea.path(repository);
        return gitea.ifFound(RestRequest.get(path))
                .flatMap(answer ->
                        GiteaJson.branch(answer.body().path("default_branch").asText("")))
                .filter(GiteaRepositories::isPlain)
                .flatMap(branch -> gitea.ifFound(RestRequest.get(path + "/branches/" + branch))
                        .flatMap(answer ->
                                ref(RecipeRef.Kind.BRANCH, branch, answer.body().at("/commit/id"))));
    }

    /** A path of the API takes no other names. */
    private static boolean isPlain(String branch) {
        try {
            RestRequest.get("/" + branch);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the versions among the newest tags, newest first. */
    public List<RecipeRef> newestVersions(Repository repository) {
        var request = RestRequest.get(gitea.path(repository) + "/tags", Map.of("limit", String.valueOf(PAGE)));
        var tags = gitea.ifFound(request).map(answer -> answer.body().spliterator());
        return tags.map(items -> StreamSupport.stream(items, false)
                        .filter(tag ->
                                VERSION.matcher(tag.path("name").asText("")).matches())
                        .flatMap(tag ->
                                ref(RecipeRef.Kind.TAG, tag.path("name").asText(), tag.at("/commit/sha")).stream())
                        .toList())
                .orElse(List.of());
    }

    private static Optional<RecipeRef> ref(RecipeRef.Kind kind, String name, JsonNode commit) {
        try {
            return name.length() > RecipeRef.MAX_NAME_LENGTH
                    ? Optional.empty()
                    : Optional.of(new RecipeRef(kind, name, new Commit(commit.asText())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the number of the first issue of the bot itself since then whose text begins with a marker. */
    public Optional<Long> ownIssue(Repository repository, Instant since, String marker) {
        var query = Map.of(
                "state", "all",
                "type", "issues",
                "created_by", gitea.bot().login(),
                "since", GiteaJson.time(since),
                "limit", String.valueOf(PAGE));
        var answer = gitea.ask(RestRequest.get(gitea.path(repository) + "/issues", query));
        return StreamSupport.stream(answer.body().spliterator(), false)
                .filter(issue -> issue.path("body").asText("").startsWith(marker))
                .map(issue -> issue.path("number").asLong())
                .findFirst();
    }

    /** Opens an issue and returns its number. */
    public long openIssue(Repository repository, String title, String body) {
        return gitea.ask(RestRequest.post(gitea.path(repository) + "/issues", Map.of("title", title, "body", body)))
                .body()
                .path("number")
                .asLong();
    }

    /**
     * Repositories that changed lately, of all that the bot can read.
     *
     * @param repositories which, the last one first
     * @param askedAt the forge's clock when the first page was read
     */
    public record ChangedRepositories(List<ForgeRepository> repositories, Optional<Instant> askedAt) {
        /** Copies the list. */
        public ChangedRepositories {
            repositories = List.copyOf(repositories);
        }
    }
}
