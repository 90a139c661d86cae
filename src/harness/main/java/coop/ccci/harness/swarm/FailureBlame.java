package coop.ccci.harness.swarm;

import coop.ccci.harness.result.EnvironmentFault;
import coop.ccci.harness.swarm.Convergence.Failed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whose fault it is that a service cannot come up, and in which words that is said. */
final class FailureBlame {
    private final ServiceState service;
    private final List<ServiceState> stack;

    FailureBlame(ServiceState service, List<ServiceState> stack) {
        this.service = service;
        this.stack = stack;
    }

    Failed recipe(String reason) {
        return new Failed(service.name(), reason, Optional.empty());
    }

    /** The recipe's fault, unless the last thing that went wrong speaks of the machine. */
    Failed by(String reason, List<TaskState> tasks) {
        var fault = lastFault(tasks);
        return EnvironmentFault.in(fault)
                .map(trouble -> machine(reason + fault, trouble))
                .orElseGet(() -> recipe(reason + fault));
    }

    /** A port that the recipe itself takes twice is the recipe's fault after all. */
    Failed machine(String reason, EnvironmentFault trouble) {
        if (trouble == EnvironmentFault.PORT_TAKEN) {
            if (holdsItsPortItself()) {
                return recipe(reason + "; its old task still has the port: give it update_config order stop-first");
            }
            var twice = stack.stream()
                    .filter(other -> !other.name().equals(service.name()))
                    .filter(other -> other.plan().hostPorts().stream()
                            .anyMatch(service.plan().hostPorts()::contains))
                    .map(ServiceState::name)
                    .findFirst();
            if (twice.isPresent()) {
                return recipe(reason + "; the service " + twice.get() + " publishes the same port");
            }
        }
        return new Failed(service.name(), reason + "; " + trouble.advice(), Optional.of(trouble));
    }

    /** A network that ran out of addresses is the machine's fault, unless the recipe itself made it that small. */
    Failed network(String reason) {
        var small = service.networks().stream()
                .filter(StackNetwork::isSmallByItself)
                .findFirst();
        if (small.isPresent()) {
            return recipe(reason + "; the recipe's network " + small.get()
                    + " has too few addresses: each task takes one, and so do each service and each node; give it a"
                    + " larger subnet, or none");
        }
        var networks = service.networks().stream().map(StackNetwork::toString).toList();
        return new Failed(
                service.name(),
                reason + (networks.isEmpty() ? "" : "; its networks: " + String.join(", ", networks)) + "; "
                        + EnvironmentFault.ADDRESSES.advice(),
                Optional.of(EnvironmentFault.ADDRESSES));
    }

    boolean holdsItsPortItself() {
        return service.tasks().stream().anyMatch(task -> !task.current() && !task.isOver());
    }

    static String lastFault(List<TaskState> tasks) {
        return tasks.stream()
                .filter(TaskState::isFailed)
                .max(Comparator.comparing(TaskState::created))
                .map(TaskState::describe)
                .orElse("");
    }

    /** After an update was taken back, the tasks that failed are no longer of the wanted specification. */
    String lastOfAll() {
        var fault = lastFault(service.tasks());
        if (!fault.isEmpty()) {
            return "; its last task " + fault;
        }
        return service.tasks().stream().anyMatch(TaskState::endedWell)
                ? "; its task ended with exit code 0, which swarm takes for a failure while it watches an update: a"
                        + " service that ends needs update_config failure_action: continue"
                : "";
    }
}
