package coop.ccci.harness.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program sees of the harness's own environment: only what is named here or by the caller. A run's environment may
 * hold more than abra, a hook or a recipe's test should know.
 */
public final class InheritedEnvironment {
    private static final List<String> TO_ALL =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "DOCKER_CONFIG", "DOCKER_API_VERSION");

    private InheritedEnvironment() {}

    /**
     * Returns the variables that every program sees, and those named besides, where they are set.
     *
     * @param own the harness's own environment
     * @return a map of the caller's own, to add to
     */
    public static Map<String, String> of(Map<String, String> own, String... besides) {
        var seen = new LinkedHashMap<String, String>();
        for (var names : List.of(TO_ALL, List.of(besides))) {
            names.stream().filter(own::containsKey).forEach(name -> seen.put(name, own.get(name)));
        }
        return seen;
    }
}
