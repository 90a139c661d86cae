package coop.ccci.harness.swarm;

import java.util.Optional;

/**
 * What only a container that ended can say of its end: swarm keeps no more of it than the exit code, and a program that
 * ends with 0 when it is told to looks as if it had done its work.
 *
 * @param outOfMemory whether the kernel ended it because its memory was used up
 * @param unhealthy what its health check said last, where it was killed for that: {@code exit code 1: …}
 */
record ContainerEnd(boolean outOfMemory, Optional<String> unhealthy) {
    /** Of a container that runs, that is gone, or of which there is nothing to say. */
    static final ContainerEnd UNKNOWN = new ContainerEnd(false, Optional.empty());
}
