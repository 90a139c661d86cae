package coop.ccci.reconcile.swarm;

import coop.ccci.reconcile.part.OutsideView;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A stack whose services not only run at this moment: what ends soon after each start runs at most moments, and swarm starts
 * it again and again. So a task must have run for a while, and the longer, the more of those before it have just failed.
 */
public final class SettledStack implements OutsideView {
    /** How long a task runs at least before it counts. */
    static final Duration FIRST = Duration.ofSeconds(10);

    /** For how much longer, for each one before it that failed. */
    static final Duration MORE = Duration.ofSeconds(20);

    /** How long a task that failed counts. */
    static final Duration RECENT = Duration.ofMinutes(10);

    private final String stack;
    private final SwarmCalls docker;
    private final Clock clock;
    private final OutsideView outside;

    /**
     * Creates a view.
     *
     * @param outside how the stack looks besides
     */
    public SettledStack(String stack, SwarmCalls docker, Clock clock, OutsideView outside) {
        this.stack = stack;
        this.docker = docker;
        this.clock = clock;
        this.outside = outside;
    }

    @Override
    public Optional<String> problem() {
        return docker.services(stack).stream()
                .map(service -> unsettled(service.name(), docker.tasks(service.name())))
                .flatMap(Optional::stream)
                .findFirst()
                .or(outside::problem);
    }

    private Optional<String> unsettled(String service, List<TaskStanding> tasks) {
        var now = clock.instant();
        var failed = tasks.stream()
                .filter(TaskStanding::hasFailed)
                .filter(task -> task.since().plus(RECENT).isAfter(now))
                .sorted(Comparator.comparing(TaskStanding::since))
                .toList();
        var wanted = FIRST.plus(MORE.multipliedBy(failed.size()));
        var isYoung = tasks.stream()
                .anyMatch(task -> task.isRunning() && task.since().plus(wanted).isAfter(now));
        if (!isYoung) {
            return Optional.empty();
        }
        return Optional.of(
                failed.isEmpty()
                        ? "the service " + service + " has just been started"
                        : "the service " + service + " has been started again after " + failed.size()
                                + (failed.size() == 1 ? " task" : " tasks") + " of it failed, the last with: "
                                + failed.get(failed.size() - 1).error() + "; docker service logs " + service
                                + " says why");
    }

    @Override
    public Optional<String> warning() {
        return outside.warning();
    }

    @Override
    public void requireSound() {
        outside.requireSound();
    }
}
