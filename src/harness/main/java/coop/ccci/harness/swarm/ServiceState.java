package coop.ccci.harness.swarm;

import java.util.List;
import java.util.Map;

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
        List<TaskState> tasks) {

    /** Copies what could change. */
    public ServiceState {
        labels = Map.copyOf(labels);
        tasks = List.copyOf(tasks);
    }

    /** Whether an update goes on. {@code paused} is not: it stays for ever (observed on swarm). */
    public boolean isUpdating() {
        return update.equals("updating") || update.equals("rollback_started");
    }

    /** How many tasks of the wanted specification run. */
    public long serving() {
        return tasks.stream().filter(task -> task.current() && task.serves()).count();
    }
}
