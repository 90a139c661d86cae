package coop.ccci.harness.allowance;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The ports of a machine that no app may publish: whoever has one speaks in the machine's name. Those below 1024 are the
 * machine's by custom, and some above are Docker's own. Both who reads a recipe and who reads what Docker is told ask here.
 */
public final class MachinePorts {
    /** The highest port there is. */
    public static final int MAX = 65_535;

    /** What is allowed, for people. */
    public static final String ALLOWED =
            "1024 and above, but for those of Docker and of swarm (2375 to 2377, 4789, 7946)";

    private static final int FIRST_OF_APPS = 1024;
    private static final List<Integer> OF_DOCKER = List.of(2375, 2376, 2377, 4789, 7946);

    private MachinePorts() {}

    /**
     * Returns the first port of a range that is the machine's; empty where there is none.
     *
     * @param from 0 stands for no port: then Docker takes one that is free
     */
    public static OptionalInt firstIn(int from, int to) {
        var first = Math.max(1, from);
        return IntStream.concat(
                        first < FIRST_OF_APPS && first <= to ? IntStream.of(first) : IntStream.empty(),
                        OF_DOCKER.stream().mapToInt(port -> port).filter(port -> port >= from && port <= to))
                .findFirst();
    }
}
