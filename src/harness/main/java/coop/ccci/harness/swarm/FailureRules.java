package coop.ccci.harness.swarm;

import coop.ccci.harness.result.EnvironmentFault;
import coop.ccci.harness.swarm.Convergence.Failed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The reasons why a service can never come up, each with the number of times or the time after which it is certain.
 * Waiting longer would hold the machine for nothing.
 *
 * <p>How often a task ended counts only from when the other services were there: many an app ends until its database
 * answers, and swarm starts it again, which is how a stack without an order of its own comes up.
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

    /** A task that ends with 0 before this is up had nothing to serve. */
    static final Duration SHORT_LIFE = Duration.ofSeconds(15);

    private final ServiceState service;
    private final OtherServices others;
    private final FailureBlame blame;
    private final Instant now;

    FailureRules(ServiceState service, List<ServiceState> stack, Instant now) {
        this.service = service;
        this.others = new OtherServices(service, stack, now);
        this.blame = new FailureBlame(service, stack);
        this.now = now;
    }

    Optional<Failed> evaluate() {
        if (service.update().startsWith("rollback_") && !service.isUpdating()) {
            return Optional.of(
                    blame.recipe("swarm took the update back: " + service.updateMessage() + blame.lastOfAll()));
        }
        var phase = ServicePhase.of(service, now);
        if (phase == ServicePhase.UNWANTED || phase == ServicePhase.NOWHERE) {
            return withoutTasks(phase);
        }
        if (phase != ServicePhase.COMING || service.serving() >= service.replicas()) {
            return Optional.empty();
        }
        if (service.update().equals("paused")) {
            return Optional.of(blame.recipe("swarm paused the update: " + service.updateMessage() + blame.lastOfAll()));
        }
        var places = service.places();
        if (places.isEmpty() && waitedFor(service.plan().changed())) {
            return Optional.of(blame.recipe(
                    "swarm has made no task for it within " + PENDING.toSeconds() + " s, and says nothing about it"));
        }
        return places.stream().map(this::place).flatMap(Optional::stream).findFirst();
    }

    private boolean waitedFor(Instant since) {
        return !service.isUpdating() && Duration.between(since, now).compareTo(PENDING) > 0;
    }

    /** Nothing waits for such a service, unless it is the one that is to answer. */
    private Optional<Failed> withoutTasks(ServicePhase phase) {
        if (!service.mustServe()) {
            return Optional.empty();
        }
        return Optional.of(blame.recipe(
                phase == ServicePhase.UNWANTED
                        ? "it is to serve, and wants no task: its deploy.replicas is 0"
                        : "it is to serve, and " + ServiceRemarks.nowhere(service)));
    }

    private Optional<Failed> place(List<TaskState> tasks) {
        var last = tasks.get(tasks.size() - 1);
        return ended(tasks)
                .or(() -> neverAgain(tasks, last))
                .or(() -> repeated(tasks))
                .or(() -> waiting(last));
    }

    /** One is enough. */
    private Optional<Failed> ended(List<TaskState> tasks) {
        for (var task : tasks) {
            if (task.isOutOfMemory()) {
                return Optional.of(blame.recipe("its container used up its memory and was ended by the kernel (exit"
                        + " code " + task.exit() + "); give it more by deploy.resources.limits.memory"));
            }
            if (task.state().equals("rejected") && task.error().startsWith("invalid mount config")) {
                return Optional.of(blame.recipe("swarm could not make its task: " + task.describe()));
            }
            if (task.error().contains("addresses may be exhausted")) {
                return Optional.of(blame.network("swarm could not make its task: " + task.describe()));
            }
        }
        return Optional.empty();
    }

    private Optional<Failed> repeated(List<TaskState> tasks) {
        var unstartable = count(tasks, task -> task.isFailed() && task.error().startsWith("starting container failed"));
        if (unstartable >= UNSTARTABLE) {
            return Optional.of(blame.by("its container could not be started " + unstartable + " times: ", tasks));
        }
        var rejected = count(tasks, task -> task.state().equals("rejected"));
        if (rejected >= REJECTIONS) {
            return Optional.of(blame.by("swarm could not make its task " + rejected + " times: ", tasks));
        }
        var counted = others.aloneAtFault(tasks);
        var unhealthy = count(counted, TaskState::isUnhealthy);
        if (unhealthy >= UNHEALTHY) {
            return Optional.of(blame.recipe("its container was killed " + unhealthy + " times because its health check"
                    + " did not hold" + inTheTime() + ": " + FailureBlame.lastFault(counted)));
        }
        var failed = count(counted, TaskState::isFailed);
        if (failed >= FAILURES) {
            return Optional.of(blame.by("its task failed " + failed + " times without ever staying up: ", counted));
        }
        return endedAgainAndAgain(counted);
    }

    private Optional<Failed> endedAgainAndAgain(List<TaskState> tasks) {
        var ended = count(tasks, task -> task.endedWell() && task.age().compareTo(SHORT_LIFE) < 0);
        if (ended < FAILURES || !service.plan().restart().isAlways()) {
            return Optional.empty();
        }
        return Optional.of(blame.recipe("its task ended with exit code 0 " + ended + " times, and the restart condition"
                + " \"any\", which is swarm's own where a compose file names none, starts it again each time: "
                + (service.mustServe()
                        ? "it has to stay and serve"
                        : "what runs once needs deploy.restart_policy.condition: on-failure or none, what runs now"
                                + " and then a delay of at least " + RestartPolicy.PERIODIC.toSeconds() + "s")));
    }

    private Optional<Failed> neverAgain(List<TaskState> tasks, TaskState last) {
        var restart = service.plan().restart();
        var never = "the restart condition \"" + restart.condition() + "\" never starts it again";
        if (last.state().equals("complete") && last.isUnhealthy() && (!restart.isAlways() || isJob())) {
            return Optional.of(blame.recipe("its container was killed because its health check did not hold"
                    + inTheTime() + ", and since it then ended with exit code 0, "
                    + (isJob() ? "swarm takes its job for done" : never) + ": " + last.describe()));
        }
        if (last.endedWell() && !restart.isAlways() && service.mustServe()) {
            return Optional.of(blame.recipe(
                    "its task ended with exit code 0, and " + never + ": it is to serve, so it" + " must not end"));
        }
        if (last.isFailed() && restart.condition().equals("none")) {
            return Optional.of(blame.by("its task failed, and " + never + ": ", tasks));
        }
        var failed = count(tasks, TaskState::isFailed);
        if (restart.attempts() > 0 && failed > restart.attempts()) {
            return Optional.of(blame.by(
                    "its task failed " + failed + " times, and max_attempts: " + restart.attempts()
                            + " lets swarm start it no more: ",
                    tasks));
        }
        return Optional.empty();
    }

    private Optional<Failed> waiting(TaskState last) {
        var waited = Duration.between(last.since(), now);
        if (last.state().equals("new") && waited.compareTo(PENDING) > 0) {
            return Optional.of(blame.network("swarm has given its task no network address within " + PENDING.toSeconds()
                    + " s; addresses may be exhausted"));
        }
        if (!last.state().equals("pending") || last.error().isEmpty()) {
            return Optional.empty();
        }
        var trouble = EnvironmentFault.in(last.error());
        var patience = trouble.equals(Optional.of(EnvironmentFault.PORT_TAKEN)) && !blame.holdsItsPortItself()
                ? PORT_PENDING
                : PENDING;
        if (waited.compareTo(patience) <= 0) {
            return Optional.empty();
        }
        var constraints = service.plan().constraints();
        var reason = "swarm finds no place for its task: " + last.error()
                + (constraints.isEmpty() || trouble.isPresent()
                        ? ""
                        : "; its placement asks for a node with " + String.join(" and ", constraints));
        return Optional.of(trouble.map(known -> blame.machine(reason, known)).orElseGet(() -> blame.recipe(reason)));
    }

    private boolean isJob() {
        return service.plan().mode().isJob();
    }

    /** An image's own check has no times in the specification. */
    private String inTheTime() {
        var window = service.plan().healthcheckWindow();
        return window.isEmpty() ? "" : " in the time that it allows (" + window + ")";
    }

    private static long count(List<TaskState> tasks, Predicate<TaskState> kind) {
        return tasks.stream().filter(kind).count();
    }
}
