package coop.ccci.abra.recipe;

import coop.ccci.abra.process.FatalException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The durations of a compose file, which abra checks before it replaces variables: {@code start_period: ${X}} is
 * refused though the value of X would do (observed on abra 0.13).
 */
final class ComposeDurations {
    private static final Pattern DURATION =
            Pattern.compile("0|(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:ns|us|µs|ms|s|m|h)(?:[0-9.]+(?:ns|us|µs|ms|s|m|h))*+");

    private static final Map<List<String>, List<String>> PLACES = Map.of(
            List.of(), List.of("stop_grace_period"),
            List.of("healthcheck"), List.of("interval", "timeout", "start_period", "start_interval"),
            List.of("deploy", "update_config"), List.of("delay", "monitor"),
            List.of("deploy", "rollback_config"), List.of("delay", "monitor"),
            List.of("deploy", "restart_policy"), List.of("delay", "window"));

    private ComposeDurations() {}

    /**
     * Checks every duration of a file.
     *
     * @throws FatalException when one is not a duration as it is written
     */
    static void check(Path file, Map<String, Object> document) {
        var services = ComposeFiles.children(document, "services");
        for (var service : services.keySet()) {
            PLACES.forEach((place, keys) -> {
                var parent = ComposeFiles.children(services, service);
                for (var step : place) {
                    parent = ComposeFiles.children(parent, step);
                }
                for (var key : keys) {
                    check(file, "services." + service + "." + path(place, key), parent.get(key));
                }
            });
        }
    }

    private static void check(Path file, String where, Object value) {
        if (value != null && !DURATION.matcher(String.valueOf(value)).matches()) {
            throw new FatalException(file + ": " + where + " Does not match format 'duration': " + value
                    + " (durations are checked before variables are replaced)");
        }
    }

    private static String path(List<String> place, String key) {
        return place.isEmpty() ? key : String.join(".", place) + "." + key;
    }
}
