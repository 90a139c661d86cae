package coop.ccci.harness.swarm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One service of a stack as swarm sees it.
 *
 * @param id swarm's id
 * @param name its name in the recipe's compose file, for example {@code app}
 * @param labels the service's labels
 * @param plan what its specification asks for
 * @param update the state of its last update, for example {@code updating}, {@code paused},
 *     {@code rollback_completed}; empty when there was none
 * @param updateMessage what swarm says about the update
 * @param updateStarted when the last update began, by which it is told from the one before; {@link Instant#EPOCH}
 *     when there was none
 * @param image the image that its specification asks for, with the digest that was resolved
 * @param networks the networks that it is on; known only where a task of it waits for an address
 * @param tasks its tasks, those of the past that swarm remembers included, oldest first
 */
public record ServiceState(
        String id,
        String name,
        Map<String, String> labels,
        ServicePlan plan,
        String update,
        String updateMessage,
        Instant updateStarted,
        String image,
        List<StackNetwork> networks,
        List<TaskState> tasks) {

    /** Copies what could change. */
    public ServiceState {
        labels = Map.copyOf(labels);
        networks = List.copyOf(networks);
        tasks = List.copyOf(tasks);
    }

    /** Returns the same service with other tasks. */
    public ServiceState with(List<TaskState> others) {
        return new ServiceState(id, name, labels, plan, update, updateMessage, updateStarted, image, networks, others);
    }

    /** Returns the same service with the networks that it is on. */
    ServiceState on(List<StackNetwork> known) {
        return new ServiceState(id, name, labels, plan, update, updateMessage, updateStarted, image, known, tasks);
    }

    /** Returns whether an update goes on. {@code paused} is not: it stays for ever (observed on swarm). */
    public boolean isUpdating() {
        return update.equals("updating") || update.equals("rollback_started");
    }

    /**
     * Returns whether swarm did not carry the last update through. That of a service whose task ended well does not
     * count as paused: swarm takes any end of a task for a failure while it watches an update.
     */
    public boolean isUpdateBroken() {
        return update.startsWith("rollback") || (update.equals("paused") && ended() < replicas());
    }

    /** Returns how many tasks of the wanted specification run. */
    public long serving() {
        return newest().stream().filter(TaskState::serves).count();
    }

    /** Returns how many tasks of the wanted specification ended well and are not started again soon. */
    public long ended() {
        return mustServe() || !(plan.mode().isJob() || plan.restart().allowsAnEnd())
                ? 0
                : newest().stream().filter(TaskState::endedWell).count();
    }

    /** Returns how many tasks should run, or end well. */
    public int replicas() {
        return plan.mode().isGlobal()
                ? Math.max(plan.wanted(), (int)
                        newest().stream().filter(task -> !task.isTakenAway()).count())
                : plan.wanted();
    }

    /**
     * Returns whether it is there to be asked: Traefik is to send requests to it, or it publishes a port. Such a service
     * is never done.
     */
    public boolean mustServe() {
        var enabled = labels.getOrDefault("traefik.enable", "").strip();
        var isRouted = labels.keySet().stream().anyMatch(key -> key.matches("traefik\\.(http|tcp|udp)\\.routers\\..*"));
        return plan.publishes() || enabled.equalsIgnoreCase("true") || (isRouted && !enabled.equalsIgnoreCase("false"));
    }

    /** Returns the tasks of the wanted specification, by place, each place's in the order in which they were made. */
    List<List<TaskState>> places() {
        var places = new LinkedHashMap<String, List<TaskState>>();
        tasks.stream()
                .filter(TaskState::current)
                .sorted(Comparator.comparing(TaskState::created))
                .forEach(task -> places.computeIfAbsent(task.place(), place -> new ArrayList<>())
                        .add(task));
        return List.copyOf(places.values());
    }

    /** Returns the task of each place that swarm made last. A task that runs still counts before one that is to follow. */
    public List<TaskState> newest() {
        return places().stream()
                .map(place ->
                        place.stream().filter(TaskState::serves).findFirst().orElse(place.get(place.size() - 1)))
                .toList();
    }
}
