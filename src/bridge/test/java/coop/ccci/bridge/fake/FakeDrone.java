package coop.ccci.bridge.fake;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A Drone server in this process with one repository, listening on a free port of 127.0.0.1. It answers as Drone 1.10
 * was observed to: to whom it does not know it shows a public repository nevertheless, it finds nothing in a repository
 * that is not active, it fails when there is no {@code .drone.yml}, and {@code null} is what no matching pipeline is.
 */
public final class FakeDrone implements AutoCloseable {
    /** The repository that it knows. */
    public static final String REPOSITORY = "operators/cc-ci";

    private static final String TOKEN = "55f24eb3d61ef6ac5e83d550178638dc";
    private static final Pattern BUILD = Pattern.compile("/api/repos/[^/]+/[^/]+/builds/(\\d+)");

    private final Faults faults = new Faults();
    private final Server server;
    private final List<FakeBuild> builds = new ArrayList<>();
    private Consumer<FakeBuild> runner = build -> {};
    private String token = TOKEN;
    private Pipelines pipelines = Pipelines.FOR_RUNS;
    private boolean isKnown = true;
    private boolean isActive = true;

    /** What stands in the repository's {@code .drone.yml}. */
    public enum Pipelines {
        /** One for the event custom. */
        FOR_RUNS,

        /** None for the event custom. */
        FOR_PUSHES_ONLY,

        /** Something that is not YAML. */
        BROKEN,

        /** There is no such file. */
        ABSENT
    }

    private FakeDrone() throws IOException {
        server = new Server(this::answer, faults, 0);
    }

    /** Starts one without builds. */
    public static FakeDrone start() {
        try {
            var drone = new FakeDrone();
            drone.server.start();
            return drone;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, as it goes into {@code DRONE_URL}. */
    public URI url() {
        return server.url();
    }

    /** The token that it takes at first. */
    public String token() {
        return TOKEN;
    }

    /** Takes the token no longer. */
    public synchronized FakeDrone revokesToken() {
        token = "another";
        return this;
    }

    /** Has these pipelines from now on. */
    public synchronized FakeDrone has(Pipelines others) {
        pipelines = others;
        return this;
    }

    /** Has never heard of the repository. */
    public synchronized FakeDrone knowsNothing() {
        isKnown = false;
        return this;
    }

    /** Knows the repository and does not build it. */
    public synchronized FakeDrone isNotActivated() {
        isActive = false;
        return this;
    }

    /** Every build from now on is given to that runner. */
    public synchronized FakeDrone runner(Consumer<FakeBuild> runs) {
        runner = runs;
        return this;
    }

    /** All builds, the oldest first. */
    public synchronized List<FakeBuild> builds() {
        return List.copyOf(builds);
    }

    /** The newest build. */
    public synchronized FakeBuild newest() {
        return builds.get(builds.size() - 1);
    }

    /** Somebody else starts builds. */
    public synchronized FakeDrone othersBuild(int howMany) {
        for (var each = 0; each < howMany; each++) {
            make(new LinkedHashMap<>(), "success");
        }
        return this;
    }

    /** Begins to order a fault, as {@link FakeGitea#whenAsked}. */
    public Faults.FaultOrder whenAsked(String method, String pathPattern) {
        return faults.order(method, pathPattern);
    }

    /** Takes back every fault. */
    public FakeDrone healthy() {
        faults.clear();
        return this;
    }

    /** Stops listening; what is remembered stays. */
    public FakeDrone down() {
        server.stop();
        return this;
    }

    /** Listens again, on the same port. */
    public FakeDrone up() {
        server.start();
        return this;
    }

    /** What was asked since the start, oldest first. */
    public List<FakeRequest> requests() {
        return server.requests();
    }

    @Override
    public void close() {
        server.stop();
    }

    private synchronized ApiResponse answer(FakeRequest request) {
        var mayWrite = request.token().equals(token);
        var path = request.path();
        if (!mayWrite && (path.equals("/api/user") || !request.method().equals("GET"))) {
            return ApiResponse.json(401, Shapes.object().put("message", "Unauthorized"));
        }
        if (path.equals("/api/user")) {
            return ApiResponse.json(200, Shapes.object().put("login", "root-admin"));
        }
        if (!isKnown || !path.startsWith("/api/repos/" + REPOSITORY)) {
            return notFound("Not Found");
        }
        return inRepository(request, path);
    }

    private ApiResponse inRepository(FakeRequest request, String path) {
        if (path.equals("/api/repos/" + REPOSITORY)) {
            return ApiResponse.json(
                    200,
                    Shapes.object()
                            .put("slug", REPOSITORY)
                            .put("active", isActive)
                            .put("timeout", 60));
        }
        if (path.endsWith("/builds")) {
            return request.method().equals("POST") ? create(request) : list(request);
        }
        var number = BUILD.matcher(path);
        if (!number.matches() || Long.parseLong(number.group(1)) > builds.size()) {
            return notFound("sql: no rows in result set");
        }
        var build = builds.get(Integer.parseInt(number.group(1)) - 1);
        if (request.method().equals("DELETE")) {
            build.isCancelled();
        }
        return ApiResponse.json(200, build.shapeWithSteps());
    }

    private ApiResponse create(FakeRequest request) {
        if (!isActive) {
            return notFound("sql: no rows in result set");
        }
        var parameters = new LinkedHashMap<>(request.query());
        return switch (pipelines) {
            case ABSENT -> ApiResponse.json(500, Shapes.object().put("message", "Not Found"));
            case FOR_PUSHES_ONLY -> ApiResponse.json(200, NullNode.getInstance());
            case BROKEN ->
                ApiResponse.json(
                        200,
                        make(parameters, "error")
                                .isInError("yaml: missing kind attribute")
                                .shape());
            case FOR_RUNS -> {
                var build = make(parameters, "pending");
                runner.accept(build);
                yield ApiResponse.json(200, build.shape());
            }
        };
    }

    private FakeBuild make(Map<String, String> parameters, String status) {
        var build = new FakeBuild(builds.size() + 1L, parameters, status);
        builds.add(build);
        return build;
    }

    private ApiResponse list(FakeRequest request) {
        var size = Math.min(100, request.number("per_page", 25));
        var page = Math.max(1, request.number("page", 1));
        var shown = Shapes.array();
        for (var each = builds.size() - 1 - (page - 1) * size; each >= 0 && shown.size() < size; each--) {
            shown.add(builds.get(each).shape());
        }
        return ApiResponse.json(200, shown);
    }

    private static ApiResponse notFound(String message) {
        return ApiResponse.json(404, Shapes.object().put("message", message));
    }

    /** The time-out of the repository's builds. */
    public static Duration timeout() {
        return Duration.ofMinutes(60);
    }
}
