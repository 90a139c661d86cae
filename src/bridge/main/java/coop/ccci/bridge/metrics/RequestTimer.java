package coop.ccci.bridge.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Set;

/** Measures the requests to the bridge's servers, by what they ask for and how they were answered. */
public final class RequestTimer {
    private static final String NAME = "ccci.http.requests";
    private static final String HOME = "home";
    private static final String OTHER = "other";

    /** The first parts of the paths that there are; whatever else somebody asks for is one kind. */
    private static final Set<String> ENDPOINTS =
            Set.of("hook", "api", "badge", "recipes", "runs", "assets", "host", "observe", "admin");

    private final MeterRegistry registry;

    /** Measures in that registry. */
    public RequestTimer(MeterRegistry registry) {
        this.registry = registry;
        registry.timer(NAME, "endpoint", "hook", "status", "202");
        registry.timer(NAME, "endpoint", HOME, "status", "200");
    }

    /** Measures a request from now until it is answered. */
    public void measure(HttpServerRequest request) {
        var began = System.nanoTime();
        var endpoint = endpoint(request.path());
        request.response().endHandler(ended -> registry.timer(
                        NAME,
                        "endpoint",
                        endpoint,
                        "status",
                        String.valueOf(request.response().getStatusCode()))
                .record(Duration.ofNanos(System.nanoTime() - began)));
    }

    /** Returns the label of a path. */
    static String endpoint(String path) {
        if (path == null || path.length() < 2) {
            return HOME;
        }
        var end = path.indexOf('/', 1);
        var first = path.substring(1, end < 0 ? path.length() : end);
        return ENDPOINTS.contains(first) ? first : OTHER;
    }
}
