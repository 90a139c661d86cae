package coop.ccci.harness.swarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * One task of a service as swarm sees it. A task with a health check is {@code starting} until the check holds.
 *
 * @param id swarm's id
 * @param place the slot of a replicated service, the node of a global one: tasks of one place follow one another
 * @param state swarm's word: {@code pending}, {@code preparing}, {@code running}, {@code failed}, …
 * @param wanted what swarm wants it to be: {@code running}, {@code complete}, {@code shutdown}, …
 * @param current whether it was made from the specification that the service has now
 * @param error what swarm says went wrong; empty where nothing did
 * @param exit the exit code of its container; 0 also where there is none
 * @param container the id of its container; empty where there is none
 * @param end what its container says of its end
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
        ContainerEnd end,
        String image,
        Instant created,
        Instant since) {

    /** 128 and the number of the signal KILL. */
    private static final int KILLED = 137;

    private static final Set<String> OVER = Set.of("complete", "shutdown", "failed", "rejected", "remove", "orphaned");
    private static final Set<String> TAKEN_AWAY = Set.of("shutdown", "remove", "orphaned");
    private static final String UNHEALTHY = "unhealthy container";
    private static final String EXHAUSTED = "addresses may be exhausted";

    /** Returns the same task with what its container says of its end. */
    TaskState ended(ContainerEnd how) {
        return new TaskState(id, place, state, wanted, current, error, exit, container, how, image, created, since);
    }

    /** Returns the same task of a specification that its service has no more. */
    public TaskState ofThePast() {
        return new TaskState(id, place, state, wanted, false, error, exit, container, end, image, created, since);
    }

    /** Returns whether its container knows more of its end than swarm does. */
    boolean mayKnowMore() {
        var isTelling = state.equals("complete") || (isCrashed() && (exit == KILLED || error.contains(UNHEALTHY)));
        return isTelling && !container.isEmpty();
    }

    /** Returns whether it waits for an address in a network, or was refused one. */
    boolean lacksAddress() {
        return current && (state.equals("new") || error.contains(EXHAUSTED));
    }

    /** Returns whether its container was killed because its health check did not hold, whatever it then ended with. */
    public boolean isUnhealthy() {
        return (isCrashed() && error.contains(UNHEALTHY))
                || (state.equals("complete") && end.unhealthy().isPresent());
    }

    /** Returns whether the kernel ended its container because its memory was used up. */
    public boolean isOutOfMemory() {
        return end.outOfMemory();
    }

    /** Returns whether it runs, is healthy where it has a health check, and is meant to. */
    public boolean serves() {
        return state.equals("running") && wanted.equals("running");
    }

    /** Returns whether it will never run again. */
    public boolean isOver() {
        return OVER.contains(state);
    }

    /** Returns whether swarm itself took it away, for a newer one or for good. */
    boolean isTakenAway() {
        return TAKEN_AWAY.contains(state);
    }

    /** Returns whether it ended by a fault of its own: it crashed, was unhealthy, or could not be made. */
    public boolean isFailed() {
        return isCrashed() || isUnhealthy();
    }

    private boolean isCrashed() {
        return state.equals("failed") || state.equals("rejected");
    }

    /** Returns whether it did what it was for, by itself and with exit code 0. */
    public boolean endedWell() {
        return state.equals("complete") && !isUnhealthy();
    }

    /** Returns how long it took from swarm's making it to the state that it is in. */
    public Duration age() {
        return Duration.between(created, since);
    }

    /** Returns the state and the fault, for people. */
    public String describe() {
        var fault = error.isEmpty() ? "" : ": " + error;
        var memory = end.outOfMemory() ? ", out of memory" : "";
        var health = end.unhealthy()
                .map(said -> (error.isEmpty() ? ": unhealthy, ended with exit code " + exit : "")
                        + "; its health check said: " + said)
                .orElse("");
        return state + fault + memory + health;
    }
}
