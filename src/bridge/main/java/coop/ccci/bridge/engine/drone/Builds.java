package coop.ccci.bridge.engine.drone;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.bridge.engine.Engine.EngineUnavailableException;
import coop.ccci.bridge.engine.drone.Builds.DroneRefusedException;
import coop.ccci.bridge.http.RestRequest;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.ledger.Run;
import coop.ccci.contract.RunId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The builds of one repository, as Drone's API has them. Every method throws {@link
 * coop.ccci.bridge.engine.Engine.EngineUnavailableException} when asking again later may help, and {@link DroneRefusedException} when Drone said
 * no.
 */
public final class Builds {
    private static final int PAGE = 100;

    /** Builds that are looked through for one of a run: there are never so many since a run was asked for. */
    private static final int MAX_PAGES = 10;

    /** Between Drone's clock and the bridge's there may be this much. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofHours(1);

    private static final int MAX_REMEMBERED = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final RestRequest.Transport transport;
    private final String repository;
    private final DroneHealth health;

    /** Saves a search; forgetting it costs one. */
    private final Map<RunId, Long> numbers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RunId, Long> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** The builds of that repository. */
    Builds(RestRequest.Transport transport, String repository, DroneHealth health) {
        this.transport = transport;
        this.repository = repository;
        this.health = health;
    }

    /**
     * Returns what a build is told of its run, and nothing else: whoever may add to it could set any variable of the
     * harness's.
     */
    static Map<String, String> parameters(Run run) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("RECIPE", run.recipe().value());
        parameters.put("REF", run.commit().value());
        if (run.isOfPullRequest()) {
            parameters.put("PR", Integer.toString(run.pullRequest()));
        }
        parameters.put("SRC", run.source().toString());
        run.pullRequestTarget().ifPresent(target -> parameters.put("TARGET", target));
        parameters.put("CCCI_RUN_ID", run.id().toString());
        if (run.mode() == Run.Mode.QUICK) {
            parameters.put("CCCI_MODE", run.mode().code());
        }
        return parameters;
    }

    /** Returns the request that creates the build of a run, at the head of the repository's default branch. */
    RestRequest creation(Run run) {
        return RestRequest.postQuery(path("/builds"), parameters(run));
    }

    /**
     * Returns the build that Drone created for a run.
     *
     * @return empty when it found no pipeline for it
     * @throws DroneRefusedException when Drone said no
     */
    Optional<Build> created(Run run, RestResponse answer) {
        var created = Optional.of(requireSuccess(creation(run), answer))
                .filter(success -> success.body().isObject())
                .map(success -> Build.of(success.body(), success));
        created.filter(build -> build.status() != Build.Status.ERROR)
                .ifPresent(build -> remember(run.id(), build.number()));
        return created;
    }

    /** Returns the newest build of a run, with its steps; empty when there is none. */
    Optional<Build> find(Run run) {
        var known = remembered(run.id()).or(() -> search(run));
        known.ifPresent(number -> remember(run.id(), number));
        return known.flatMap(this::build).filter(build -> isOf(run, build));
    }

    /** Ends a build; one that is over stays as it is. */
    void cancel(long number) {
        var request = RestRequest.delete(path("/builds/" + number));
        var answer = send(request);
        if (!answer.isSuccess() && answer.status() != CONFLICT) {
            throw new DroneRefusedException(request, answer);
        }
    }

    /** Returns the repository itself; empty when Drone does not know it. */
    Optional<CiRepository> repository() {
        var request = RestRequest.get(path(""));
        var answer = send(request);
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        return Optional.of(CiRepository.of(requireSuccess(request, answer).body()));
    }

    /** Returns the login name that the token belongs to. */
    String login() {
        return require(RestRequest.get("/user")).body().path("login").asText();
    }

    private Optional<Build> build(long number) {
        var request = RestRequest.get(path("/builds/" + number));
        var answer = send(request);
        return answer.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(Build.of(requireSuccess(request, answer).body(), answer));
    }

    private Optional<Long> search(Run run) {
        var oldest = run.queuedAt().minus(MAX_CLOCK_SKEW);
        for (var page = 1; page <= MAX_PAGES; page++) {
            var answer = require(RestRequest.get(
                    path("/builds"), Map.of("page", String.valueOf(page), "per_page", String.valueOf(PAGE))));
            var builds = StreamSupport.stream(answer.body().spliterator(), false)
                    .map(json -> Build.of(json, answer))
                    .toList();
            var found = builds.stream().filter(build -> isOf(run, build)).findFirst();
            if (found.isPresent()) {
                return found.map(Build::number);
            }
            if (builds.size() < PAGE || builds.get(PAGE - 1).created().isBefore(oldest)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** All of it must agree: a ledger that was begun anew gives numbers a second time. */
    private static boolean isOf(Run run, Build build) {
        return build.parameters().entrySet().containsAll(parameters(run).entrySet());
    }

    private RestResponse require(RestRequest request) {
        return requireSuccess(request, send(request));
    }

    private RestResponse send(RestRequest request) {
        return health.watching(() -> {
            var answer = transport.send(request);
            if (answer.isTooLong()) {
                throw new EngineUnavailableException(
                        "Drone's answer to " + request + " is longer than " + RestResponse.MAX_BYTES + " bytes", null);
            }
            return answer;
        });
    }

    private static RestResponse requireSuccess(RestRequest request, RestResponse answer) {
        if (!answer.isSuccess()) {
            throw new DroneRefusedException(request, answer);
        }
        return answer;
    }

    private synchronized Optional<Long> remembered(RunId run) {
        return Optional.ofNullable(numbers.get(run));
    }

    private synchronized void remember(RunId run, long number) {
        numbers.put(run, number);
    }

    private String path(String rest) {
        return "/repos/" + repository + rest;
    }

    /**
     * The repository with the pipelines, as far as Drone knows it.
     *
     * @param isActive whether Drone builds it
     * @param timeout after which Drone ends a build
     */
    record CiRepository(boolean isActive, Duration timeout) {
        private static CiRepository of(JsonNode json) {
            return new CiRepository(
                    json.path("active").asBoolean(),
                    Duration.ofMinutes(json.path("timeout").asLong()));
        }
    }

    /** Drone answered that it will not do this; the same request will be refused again. */
    static final class DroneRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        DroneRefusedException(RestRequest request, RestResponse answer) {
            super("Drone answered " + answer.status() + " to " + request + answer.explanation());
            this.status = answer.status();
        }

        /** Returns the HTTP status, 300 to 500. */
        int status() {
            return status;
        }
    }
}
