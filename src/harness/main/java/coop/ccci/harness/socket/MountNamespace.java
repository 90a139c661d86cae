package coop.ccci.harness.socket;

import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.InheritedEnvironment;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.process.ProcessSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts programs in a mount namespace of their own (util-linux {@code unshare}), in which one Unix socket stands in the
 * place of others; nobody outside sees that. Where the kernel gives a mount namespace only to an account that is root in a
 * user namespace, the program gets that too.
 */
public final class MountNamespace {
    /** What {@code unshare} is told, the plainest first. */
    public static final List<List<String>> WAYS = List.of(
            List.of("unshare", "--mount", "--propagation", "private"),
            List.of("unshare", "--map-root-user", "--mount", "--propagation", "private"));

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String MOUNT = "socket=$1; shift; while [ \"$1\" != : ]; do"
            + " mount --bind -- \"$socket\" \"$1\" || exit 125; shift; done; shift; exec \"$@\"";
    private static final String COMPARE = "socket=$1; shift; for other; do"
            + " test \"$(stat -Lc %d:%i -- \"$other\")\" = \"$(stat -Lc %d:%i -- \"$socket\")\" || exit 1; done";

    private MountNamespace() {}

    /**
     * Returns the words before a program's own with which it is started.
     *
     * @param socket what stands in the place of the others
     * @param places absolute paths of sockets that are there
     * @param environment the harness's own
     * @return empty when this machine gives no such namespace
     * @throws java.io.UncheckedIOException when no program can be started at all
     */
    static Optional<List<String>> launcher(
            Path socket,
            List<Path> places,
            Map<String, String> environment,
            ProcessRunner programs,
            Deadline deadline) {
        return WAYS.stream()
                .map(way -> launcher(way, socket, places))
                .filter(launcher -> {
                    var probe = new ArrayList<>(launcher);
                    probe.addAll(List.of("sh", "-c", COMPARE, "sh", socket.toString()));
                    places.forEach(place -> probe.add(place.toString()));
                    var seen = InheritedEnvironment.of(environment);
                    return programs.run(new ProcessSpec(probe, Path.of("/"), seen, TIMEOUT, false), deadline)
                            .well();
                })
                .findFirst();
    }

    private static List<String> launcher(List<String> way, Path socket, List<Path> places) {
        var words = new ArrayList<>(way);
        words.addAll(List.of("--", "sh", "-c", MOUNT, "sh", socket.toString()));
        places.forEach(place -> words.add(place.toString()));
        words.add(":");
        return List.copyOf(words);
    }
}
