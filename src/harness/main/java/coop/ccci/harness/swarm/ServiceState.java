package coop.ccci.harness.swarm;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One service of a stack as swarm sees it.
 *
 * @param id swarm's id
 * @param name its name in the recipe's compose file, for example {@code app}
 * @param labels the service's labels
 * @param replicas how many tasks should run
 * @param restart the restart condition: {@code any}, {@code on-failure} or {@code none}
 * @param update the state of its last update, for example {@code updating}, {@code paused},
 *     {@code rollback_completed}; empty when there was none
 * @param updateMessage what swarm says about the update
 * @param updateStarted when the last update began, by which it is told from the one before; {@link Instant#EPOCH}
 *     when there was none
 * @param image the image that its specification asks for, with the digest that was resolved
 * @param attempts how often swarm starts a task again at most; 0 for ever again
 * @param healthcheckWindow what the health check allows before a container is killed, for people; empty where there is no check
 * @param hostPorts the ports that it publishes on the machine itself
 * @param tasks its tasks, those of the past that swarm remembers included, oldest first
 */
public record ServiceState(
        String id,
        String name,
        Map<String, String> labels,
        int replicas,
        String restart,
        String update,
        String updateMessage,
        Instant updateStarted,
        String image,
        int attempts,
        String healthcheckWindow,
        Set<Integer> hostPorts,
        List<TaskState> tasks) {

    /** Copies what could change. */
    public ServiceState {
        labels = Map.copyOf(labels);
        hostPorts = Set.copyOf(hostPorts);
        tasks = List.copyOf(tasks);
    }

    /** Returns the same service with other tasks. */
    public ServiceState with(List<TaskState> others) {
        return new ServiceState(
                id,
                name,
                labels,
                replicas,
                restart,
                update,
                updateMessage,
                updateStarted,
                image,
                attempts,
                healthcheckWindow,
                hostPorts,
                others);
    }

    /** Returns whether an update goes on. {@code paused} is not: it stays for ever (observed on swarm). */
    public boolean isUpdating() {
        return update.equals("updating") || update.equals("rollback_started");
    }

    /** Returns how many tasks of the wanted specification run. */
    public long serving() {
        return tasks.stream().filter(task -> task.current() && task.serves()).count();
    }
}
