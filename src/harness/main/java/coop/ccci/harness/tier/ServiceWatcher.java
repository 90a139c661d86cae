package coop.ccci.harness.tier;

import coop.ccci.harness.swarm.Convergence;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.ServiceState;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.swarm.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Polls an app's services and keeps every task that it saw: swarm itself keeps only the last few of each slot. Logs
 * every change of a task.
 */
final class ServiceWatcher {
    private final Swarm swarm;
    private final RunApp app;
    private final Consumer<String> tell;
    private final Map<String, Map<String, TaskState>> seen = new HashMap<>();
    private List<ServiceState> services = List.of();

    ServiceWatcher(Swarm swarm, RunApp app, Consumer<String> tell) {
        this.swarm = swarm;
        this.app = app;
        this.tell = tell;
    }

    /** Looks once more. */
    Convergence poll() {
        var now = new ArrayList<ServiceState>();
        for (var service : swarm.services(app)) {
            var tasks = seen.computeIfAbsent(service.id(), id -> new LinkedHashMap<>());
            for (var task : service.tasks()) {
                var earlier = tasks.put(task.id(), task);
                if (earlier == null || !earlier.describe().equals(task.describe())) {
                    tell.accept("service " + service.name() + ", task "
                            + task.id().substring(0, 6) + ": " + task.describe());
                }
            }
            now.add(service.with(List.copyOf(tasks.values())));
        }
        services = now;
        return Convergence.of(services, swarm.now());
    }

    /** Returns the services as they were at the last poll. */
    List<ServiceState> services() {
        return services;
    }

    /** Returns how many tasks have failed so far. */
    long failures() {
        return services.stream()
                .flatMap(service -> service.tasks().stream())
                .filter(TaskState::isFailed)
                .count();
    }
}
