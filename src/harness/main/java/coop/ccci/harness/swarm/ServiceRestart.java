package coop.ccci.harness.swarm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.result.RunException;
import coop.ccci.host.HumanTime;
import java.time.Duration;
import java.util.List;

/**
 * Restarts services as {@code abra app restart} does it: scaled to nothing, and back when nothing of them runs. So two
 * tasks never have one volume at once, whatever order the recipe's updates have, and no update is begun that swarm might
 * take back. A global service cannot be scaled: swarm is asked to replace its tasks.
 */
public final class ServiceRestart {
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final int MAX_TRIES = 5;

    private final Swarm swarm;
    private final DockerApi docker;

    /** Restarts services of that swarm. */
    public ServiceRestart(Swarm swarm, DockerApi docker) {
        this.swarm = swarm;
        this.docker = docker;
    }

    /**
     * Stops services and has swarm start them again; they may not run yet when this returns.
     *
     * @param names their names in the compose file
     * @param atMost how long they may take to stop
     * @throws RunException of the recipe when one does not stop in time
     */
    public void restart(RunApp app, List<String> names, Duration atMost, Deadline deadline) {
        var chosen = swarm.services(app).stream()
                .filter(service -> names.contains(service.name()) && service.serving() > 0)
                .filter(service -> !service.plan().mode().isJob())
                .toList();
        chosen.forEach(service -> update(service, 0));
        requireStopped(app, chosen, atMost, deadline);
        chosen.forEach(service -> update(service, service.replicas()));
    }

    /** Swarm refuses a change of a service that it has changed itself meanwhile: then its new state is taken. */
    private void update(ServiceState service, int replicas) {
        for (var attempt = 1; ; attempt++) {
            try {
                tryUpdate(service, replicas);
                return;
            } catch (RunException e) {
                if (attempt == MAX_TRIES || !e.getMessage().contains("out of sequence")) {
                    throw RunException.environment(
                            "swarm does not restart the service " + service.name() + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void tryUpdate(ServiceState service, int replicas) {
        var found = docker.get("/services/" + service.id());
        ObjectNode spec = found.path("Spec").deepCopy();
        var replicated = spec.path("Mode").path("Replicated");
        if (replicated instanceof ObjectNode mode) {
            mode.put("Replicas", replicas);
        } else if (replicas > 0 && spec.path("TaskTemplate") instanceof ObjectNode template) {
            template.put("ForceUpdate", template.path("ForceUpdate").asLong(0) + 1);
        }
        var version = found.path("Version").path("Index").asLong();
        docker.post("/services/" + service.id() + "/update?version=" + version, spec);
    }

    private void requireStopped(RunApp app, List<ServiceState> chosen, Duration atMost, Deadline deadline) {
        var began = System.nanoTime();
        while (true) {
            var ids = chosen.stream().map(ServiceState::id).toList();
            var running = swarm.services(app).stream()
                    .filter(service -> ids.contains(service.id()) && service.replicas() == 0)
                    .filter(service -> service.tasks().stream().anyMatch(task -> !task.isOver()))
                    .map(ServiceState::name)
                    .toList();
            if (running.isEmpty()) {
                return;
            }
            if (Duration.ofNanos(System.nanoTime() - began).compareTo(atMost) > 0) {
                throw RunException.recipe("to be read anew after the restore, the services " + running
                        + " were stopped; they still run after " + HumanTime.format(atMost)
                        + ": see stop_signal and stop_grace_period");
            }
            deadline.pause(PAUSE);
        }
    }
}
