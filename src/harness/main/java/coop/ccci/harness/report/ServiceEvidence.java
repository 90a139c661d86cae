package coop.ccci.harness.report;

import coop.ccci.contract.TestedApp;
import coop.ccci.harness.swarm.ServiceState;
import coop.ccci.harness.swarm.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a service did and said until its app was taken away.
 *
 * @param app which app of the run
 * @param service its name in the recipe's compose file
 * @param serving how many of its tasks ran at the end
 * @param wanted how many should have
 * @param update what swarm says of its last update; empty where there was none
 * @param tasks its tasks, oldest first, at most {@value #MAX_TASKS} of them
 * @param log its last log lines, oldest first, at most {@value #MAX_LINES} of them
 * @param unread why there is no log; empty where it was read
 */
public record ServiceEvidence(
        TestedApp app,
        String service,
        long serving,
        long wanted,
        String update,
        List<Task> tasks,
        List<String> log,
        Optional<String> unread) {
    /** How many of a service's lines are kept. */
    public static final int MAX_LINES = 120;

    /** Lines are cut after so many characters. */
    public static final int MAX_LINE_LENGTH = 400;

    private static final int MAX_TASKS = 20;
    private static final int MAX_FAILING = 8;

    /** Copies what could change. */
    public ServiceEvidence {
        tasks = List.copyOf(tasks);
        log = List.copyOf(log);
    }

    /**
     * A task.
     *
     * @param created when swarm made it
     * @param state what became of it, for people
     * @param age from then to that
     * @param failed whether it ended by a fault of its own
     */
    public record Task(Instant created, String state, Duration age, boolean failed) {}

    /** Returns what swarm says of a service, with what it said itself. */
    public static ServiceEvidence of(TestedApp app, ServiceState service, List<String> log, Optional<String> unread) {
        var tasks = service.tasks().stream()
                .sorted(Comparator.comparing(TaskState::created))
                .map(task -> new Task(task.created(), task.describe(), task.age(), task.isFailed()))
                .toList();
        return new ServiceEvidence(
                app,
                service.name(),
                service.serving(),
                service.replicas(),
                service.updateMessage().isBlank() ? service.update() : service.updateMessage(),
                tasks.subList(Math.max(0, tasks.size() - MAX_TASKS), tasks.size()),
                log,
                unread);
    }

    /** Returns its lines, each with whether it speaks of a failure. */
    public List<Line> lines() {
        return log.stream()
                .map(line -> new Line(line, FailingLines.contains(line)))
                .toList();
    }

    /** Returns the last lines that speak of a failure. */
    public List<String> failing() {
        return FailingLines.last(log, MAX_FAILING);
    }

    /**
     * A line of the log.
     *
     * @param text as it was written
     * @param failing whether it speaks of a failure
     */
    public record Line(String text, boolean failing) {}
}
