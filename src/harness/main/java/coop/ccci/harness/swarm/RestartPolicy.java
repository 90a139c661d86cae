package coop.ccci.harness.swarm;

import java.time.Duration;

/**
 * When swarm starts a task again that ended: {@code deploy.restart_policy}.
 *
 * @param condition {@code any}, {@code on-failure} or {@code none}
 * @param delay how long swarm waits before it does
 * @param attempts how often it does at most; 0 for ever again
 */
public record RestartPolicy(String condition, Duration delay, int attempts) {
    /** With this much time between two runs a service is meant to run now and then, not all the time. */
    static final Duration PERIODIC = Duration.ofSeconds(30);

    /** What holds where a compose file says nothing. */
    public static final RestartPolicy DEFAULT = new RestartPolicy("any", Duration.ofSeconds(5), 0);

    /** Returns whether a task that ended with 0 is started again. */
    public boolean isAlways() {
        return condition.equals("any");
    }

    /** Returns whether a task that ended with 0 has done what it was for, at least for now. */
    boolean allowsAnEnd() {
        return !isAlways() || delay.compareTo(PERIODIC) >= 0;
    }
}
