package coop.ccci.bridge.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which call is answered by whom, and who may ask. */
final class Api {
    private static final Pattern OF_REPOSITORY = Pattern.compile("^/api/v1/repos/([^/]+/[^/]+)");

    private final FakeGitea gitea;
    private final List<Endpoint> endpoints = new ArrayList<>();

    Api(FakeGitea gitea) {
        this.gitea = gitea;
        var people = new PeopleApi(gitea);
        var pulls = new PullApi(gitea);
        var comments = new CommentApi(gitea);
        var inside = new RepositoryApi(gitea);
        var repo = "/repos/(?<owner>[^/]+)/(?<repo>[^/]+)";
        open("GET", "/version", people::version);
        add("GET", "/user", "user", people::me);
        add("GET", "/users/(?<user>[^/]+)", "user", people::user);
        add("GET", "/orgs/(?<org>[^/]+)/members/(?<user>[^/]+)", "organization", people::membership);
        add("GET", "/repos/issues/search", "issue", pulls::search);
        add("GET", "/repos/search", "repository", inside::search);
        add("GET", repo + "/branches/(?<branch>.+)", "repository", inside::branch);
        add("GET", repo + "/tags", "repository", inside::tags);
        add("GET", repo + "/issues", "issue", inside::issues);
        add("POST", repo + "/issues", "issue", inside::open);
        add("GET", repo, "repository", pulls::repository);
        add("GET", "/repositories/(?<id>\\d+)", "repository", pulls::repositoryOfNumber);
        add("GET", repo + "/pulls/(?<number>\\d+)", "repository", pulls::pull);
        add("POST", repo + "/statuses/(?<sha>[^/]+)", "repository", pulls::setStatus);
        add("GET", repo + "/(?:statuses/(?<sha>[^/]+)|commits/(?<ref>[^/]+)/statuses)", "repository", pulls::statuses);
        add("GET", repo + "/issues/comments", "issue", comments::ofRepository);
        add("GET", repo + "/issues/comments/(?<id>\\d+)", "issue", comments::one);
        add("PATCH", repo + "/issues/comments/(?<id>\\d+)", "issue", comments::edit);
        add("DELETE", repo + "/issues/comments/(?<id>\\d+)", "issue", comments::delete);
        add("GET", repo + "/issues/comments/(?<id>\\d+)/reactions", "issue", comments::reactions);
        add("POST", repo + "/issues/comments/(?<id>\\d+)/reactions", "issue", comments::react);
        add("DELETE", repo + "/issues/comments/(?<id>\\d+)/reactions", "issue", comments::unreact);
        add("GET", repo + "/issues/(?<number>\\d+)", "issue", pulls::issue);
        add("GET", repo + "/issues/(?<number>\\d+)/comments", "issue", comments::ofIssue);
        add("POST", repo + "/issues/(?<number>\\d+)/comments", "issue", comments::write);
        add("GET", repo + "/issues/(?<number>\\d+)/timeline", "issue", comments::timeline);
    }

    ApiResponse answer(FakeRequest request) {
        return gitea.state().locked(() -> endpoints.stream()
                .filter(endpoint -> endpoint.method().equals(request.method()))
                .flatMap(endpoint -> endpoint.asked(request).stream())
                .findFirst()
                .orElseGet(() -> ApiResponse.text(404, "404 page not found")));
    }

    private void open(String method, String path, Handler handler) {
        endpoints.add(new Endpoint(
                method,
                Pattern.compile("/api/v1" + path),
                (request, parts) -> handler.answer(new ApiRequest(request, parts, Optional.empty(), gitea))));
    }

    private void add(String method, String path, String scope, Handler handler) {
        endpoints.add(new Endpoint(
                method,
                Pattern.compile("/api/v1" + path),
                (request, parts) -> guarded(request, parts, scope, handler)));
    }

    private ApiResponse guarded(FakeRequest request, Matcher parts, String scope, Handler handler) {
        if (request.token().isEmpty()) {
            return ApiResponse.error(401, "token is required");
        }
        var token = gitea.state().token(request.token());
        if (token.isEmpty()) {
            return ApiResponse.error(401, "invalid username, password or token");
        }
        var write = !request.method().equals("GET");
        if (!token.get().allows(scope, write)) {
            return ApiResponse.error(
                    403,
                    "token does not have at least one of required scope(s), required=[" + (write ? "write:" : "read:")
                            + scope + "], token scope="
                            + String.join(",", token.get().scopes()));
        }
        return elsewhere(request)
                .orElseGet(() -> handler.answer(
                        new ApiRequest(request, parts, Optional.of(token.get().owner()), gitea)));
    }

    /** As Gitea does with every method: a repository's earlier name leads to where it is now. */
    private Optional<ApiResponse> elsewhere(FakeRequest request) {
        var named = OF_REPOSITORY.matcher(request.path());
        if (!named.find()
                || gitea.state().repositories().stream()
                        .anyMatch(one -> one.fullName().equals(named.group(1)))) {
            return Optional.empty();
        }
        return gitea.state().repositories().stream()
                .filter(one -> one.wasCalled(named.group(1)))
                .findFirst()
                .map(one -> ApiResponse.text(301, "Moved Permanently")
                        .with(
                                "Location",
                                "/api/v1/repos/" + one.fullName()
                                        + request.path().substring(named.end())));
    }

    interface Handler {
        ApiResponse answer(ApiRequest call);
    }

    private interface Entry {
        ApiResponse answer(FakeRequest request, Matcher parts);
    }

    private record Endpoint(String method, Pattern path, Entry entry) {
        Optional<ApiResponse> asked(FakeRequest request) {
            var parts = path.matcher(request.path());
            return parts.matches() ? Optional.of(entry.answer(request, parts)) : Optional.empty();
        }
    }
}
