package coop.ccci.harness.swarm;

import coop.ccci.harness.result.EnvironmentFault;
import coop.ccci.harness.swarm.Convergence.Failed;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The reasons why a service can never come up, each with the number of times or the time after which it is certain.
 * Waiting longer would hold the machine for nothing.
 */
final class FailureRules {
    /** So many tasks of one place that failed one after another never come up. */
    static final int FAILURES = 4;

    /** So many containers that were killed as unhealthy: the check waits for each as long as it ever will. */
    static final int UNHEALTHY = 2;

    /** So many containers that could not even be started: what they lack does not come by itself. */
    static final int UNSTARTABLE = 2;

    /** So many tasks that could not be made; a first "No such image" may be a race on swarm. */
    static final int REJECTIONS = 3;

    /** A task that waits this long for a place that swarm says there is none of does not get one. */
    static final Duration PENDING = Duration.ofSeconds(30);

    /** A port that is taken for this long, and not by the service's own old task, is not about to come free. */
    static final Duration PORT_PENDING = Duration.ofSeconds(5);

    private final ServiceState service;
    private final List<ServiceState> stack;
    private final Instant now;

    FailureRules(ServiceState service, List<ServiceState> stack, Instant now) {
        this.service = service;
        this.stack = stack;
        this.now = now;
    }

    Optional<Failed> evaluate() {
        if (service.update().startsWith("rollback_") && !service.isUpdating()) {
            return Optional.of(recipe("swarm took the update back: " + service.updateMessage() + lastOfAll()));
        }
        if (service.serving() >= service.replicas()) {
            return Optional.empty();
        }
        if (service.update().equals("paused")) {
            return Optional.of(recipe("swarm paused the update: " + service.updateMessage() + lastOfAll()));
        }
        return service.tasks().stream()
                .filter(TaskState::current)
                .map(TaskState::place)
                .distinct()
                .map(place -> service.tasks().stream()
                        .filter(task -> task.current() && task.place().equals(place))
                        .sorted(Comparator.comparing(TaskState::created))
                        .toList())
                .map(this::place)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Failed> place(List<TaskState> tasks) {
        var last = tasks.get(tasks.size() - 1);
        return ended(tasks)
                .or(() -> repeated(tasks))
                .or(() -> neverAgain(tasks, last))
                .or(() -> pending(last));
    }

    /** One is enough. */
    private Optional<Failed> ended(List<TaskState> tasks) {
        for (var task : tasks) {
            if (task.outOfMemory()) {
                return Optional.of(recipe("its container used up its memory and was ended by the kernel (exit code "
                        + task.exit() + "); give it more by deploy.resources.limits.memory"));
            }
            if (task.state().equals("rejected") && task.error().startsWith("invalid mount config")) {
                return Optional.of(recipe("swarm could not make its task: " + task.describe()));
            }
        }
        return Optional.empty();
    }

    private Optional<Failed> repeated(List<TaskState> tasks) {
        var unstartable = count(tasks, task -> task.isFailed() && task.error().startsWith("starting container failed"));
        if (unstartable >= UNSTARTABLE) {
            return Optional.of(blamed("its container could not be started " + unstartable + " times: ", tasks));
        }
        var unhealthy = count(tasks, TaskState::isUnhealthy);
        if (unhealthy >= UNHEALTHY) {
            return Optional.of(recipe("its container was killed " + unhealthy + " times because its health check did"
                    + " not hold in the time that it allows (" + service.healthcheckWindow() + "): "
                    + lastFault(tasks)));
        }
        var rejected = count(tasks, task -> task.state().equals("rejected"));
        if (rejected >= REJECTIONS) {
            return Optional.of(blamed("swarm could not make its task " + rejected + " times: ", tasks));
        }
        var failed = count(tasks, TaskState::isFailed);
        if (failed >= FAILURES) {
            return Optional.of(blamed("its task failed " + failed + " times without ever staying up: ", tasks));
        }
        if (service.attempts() > 0 && failed > service.attempts()) {
            return Optional.of(blamed(
                    "its task failed " + failed + " times, and max_attempts: " + service.attempts()
                            + " lets swarm start it no more: ",
                    tasks));
        }
        return Optional.empty();
    }

    private Optional<Failed> neverAgain(List<TaskState> tasks, TaskState last) {
        if (last.state().equals("complete") && !service.restart().equals("any")) {
            return Optional.of(recipe("its task ended with exit code 0, by itself or because it was unhealthy, and the"
                    + " restart condition \"" + service.restart() + "\" never starts it again"));
        }
        if (last.isFailed() && service.restart().equals("none")) {
            return Optional.of(
                    blamed("its task failed, and the restart condition \"none\" never starts it again: ", tasks));
        }
        return Optional.empty();
    }

    private Optional<Failed> pending(TaskState last) {
        if (!last.state().equals("pending") || last.error().isEmpty()) {
            return Optional.empty();
        }
        var waited = Duration.between(last.since(), now);
        var trouble = EnvironmentFault.in(last.error());
        var patience = trouble.equals(Optional.of(EnvironmentFault.PORT_TAKEN)) && !holdsItsPortItself()
                ? PORT_PENDING
                : PENDING;
        if (waited.compareTo(patience) <= 0) {
            return Optional.empty();
        }
        var reason = "swarm finds no place for its task: " + last.error();
        return Optional.of(trouble.map(known -> machine(reason, known)).orElseGet(() -> recipe(reason)));
    }

    private boolean holdsItsPortItself() {
        return service.tasks().stream().anyMatch(task -> !task.current() && !task.isOver());
    }

    private Failed recipe(String reason) {
        return new Failed(service.name(), reason, Optional.empty());
    }

    /** The recipe's fault, unless the last thing that went wrong speaks of the machine. */
    private Failed blamed(String reason, List<TaskState> tasks) {
        var fault = lastFault(tasks);
        return EnvironmentFault.in(fault)
                .map(trouble -> machine(reason + fault, trouble))
                .orElseGet(() -> recipe(reason + fault));
    }

    /** A port that the recipe itself takes twice is the recipe's fault after all. */
    private Failed machine(String reason, EnvironmentFault trouble) {
        if (trouble == EnvironmentFault.PORT_TAKEN) {
            if (holdsItsPortItself()) {
                return recipe(reason + "; its old task still has the port: give it update_config order stop-first");
            }
            var twice = stack.stream()
                    .filter(other -> !other.name().equals(service.name()))
                    .filter(other -> other.hostPorts().stream().anyMatch(service.hostPorts()::contains))
                    .map(ServiceState::name)
                    .findFirst();
            if (twice.isPresent()) {
                return recipe(reason + "; the service " + twice.get() + " publishes the same port");
            }
        }
        return new Failed(service.name(), reason + "; " + trouble.advice(), Optional.of(trouble));
    }

    private static long count(List<TaskState> tasks, Predicate<TaskState> kind) {
        return tasks.stream().filter(kind).count();
    }

    private static String lastFault(List<TaskState> tasks) {
        return tasks.stream()
                .filter(TaskState::isFailed)
                .max(Comparator.comparing(TaskState::created))
                .map(TaskState::describe)
                .orElse("");
    }

    /** After an update was taken back, the tasks that failed are no longer of the wanted specification. */
    private String lastOfAll() {
        var fault = lastFault(service.tasks());
        return fault.isEmpty() ? "" : "; its last task " + fault;
    }
}
