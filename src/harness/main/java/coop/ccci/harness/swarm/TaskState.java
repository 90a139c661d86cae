package coop.ccci.harness.swarm;

import java.time.Instant;
import java.util.Set;

/**
 * One task of a service as swarm sees it. A task with a health check is {@code starting} until the check holds.
 *
 * @param id swarm's id
 * @param place the slot of a replicated service, the node of a global one: tasks of one place follow one another
 * @param state swarm's word: {@code pending}, {@code preparing}, {@code running}, {@code failed}, …
 * @param wanted what swarm wants it to be: {@code running}, {@code shutdown}, …
 * @param current whether it was made from the specification that the service has now
 * @param error what swarm says went wrong; empty where nothing did
 * @param exit the exit code of its container; 0 also where there is none
 * @param container the id of its container; empty where there is none
 * @param outOfMemory whether the kernel ended its container because its memory was used up
 * @param image the image that it was made from, with the digest that was resolved
 * @param created when swarm made the task
 * @param since when it came into its state
 */
public record TaskState(
        String id,
        String place,
        String state,
        String wanted,
        boolean current,
        String error,
        int exit,
        String container,
        boolean outOfMemory,
        String image,
        Instant created,
        Instant since) {

    /** 128 and the number of the signal KILL. */
    private static final int KILLED = 137;

    private static final Set<String> OVER = Set.of("complete", "shutdown", "failed", "rejected", "remove", "orphaned");

    /** Returns the same task whose memory was used up. */
    TaskState endedForMemory() {
        return new TaskState(id, place, state, wanted, current, error, exit, container, true, image, created, since);
    }

    /** Returns whether it may have been ended for its memory: a container says so only when it is asked. */
    boolean isKilled() {
        return isFailed() && exit == KILLED && !container.isEmpty();
    }

    /** Returns whether its container was killed because its health check did not hold. */
    public boolean isUnhealthy() {
        return isFailed() && error.contains("unhealthy container");
    }

    /** Returns whether it runs, is healthy where it has a health check, and is meant to. */
    public boolean serves() {
        return state.equals("running") && wanted.equals("running");
    }

    /** Returns whether it will never run again. */
    public boolean isOver() {
        return OVER.contains(state);
    }

    /** Returns whether it ended by a fault of its own: it crashed, was unhealthy, or could not be made. */
    public boolean isFailed() {
        return state.equals("failed") || state.equals("rejected");
    }

    /** Returns the state and the fault, for people. */
    public String describe() {
        var memory = outOfMemory ? ", out of memory" : "";
        return error.isEmpty() ? state + memory : state + ": " + error + memory;
    }
}
