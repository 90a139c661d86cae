package coop.ccci.harness.tier;

import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.abra.AbraException;
import coop.ccci.harness.dependency.ProvidedApps;
import coop.ccci.harness.hooks.Hooks;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.recipe.RecipeFiles;
import coop.ccci.harness.result.Recorder;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.Containers;
import coop.ccci.harness.swarm.DockerApi;
import coop.ccci.harness.swarm.PulledImages;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Swarm;
import coop.ccci.harness.swarm.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A deployed app and all that acts on it: what every tier may touch. What only one tier needs is its own argument.
 *
 * @param app its name, domain and stack
 * @param recipe the folder of the recipe as it was deployed last; it has the recipe's name
 * @param files what {@code recipe-tests/<recipe>/} holds
 * @param abra acts on the app as an operator would
 * @param deployment waits for the app and asks it
 * @param swarm what Docker says of the app
 * @param docker the client of the Docker engine
 * @param pulled remembers which images came to this machine for runs
 * @param containers the inside of its containers
 * @param hooks the recipe's own scripts
 * @param provided the apps that it depends on
 * @param runFolder the run's folder, for files that are needed for a while
 * @param recorder where events and log lines go
 * @param deadline how long the run may go on
 */
public record RunContext(
        RunApp app,
        Path recipe,
        RecipeFiles files,
        Abra abra,
        DeploymentWaiter deployment,
        Swarm swarm,
        DockerApi docker,
        PulledImages pulled,
        Containers containers,
        Hooks hooks,
        ProvidedApps provided,
        Path runFolder,
        Recorder recorder,
        Deadline deadline) {

    /**
     * Does something with abra. What abra refuses is the recipe's fault, unless it speaks of the machine, or Docker
     * does not answer either.
     *
     * @throws RunException of the recipe or of the environment, with abra's own words
     */
    public <T> T byAbra(Supplier<T> work) {
        try {
            return work.get();
        } catch (AbraException e) {
            if (e.isEnvironment() || !docker.answers()) {
                throw RunException.environment(e.getMessage(), e.lines());
            }
            throw RunException.recipe(e.getMessage(), e.lines());
        }
    }

    /** Does something with abra, as {@link #byAbra(Supplier)}. */
    public void byAbra(Runnable work) {
        byAbra(() -> {
            work.run();
            return app;
        });
    }

    /** Returns the ids of the containers in which a service runs, as swarm says now; the newest first. */
    public List<String> runningContainers(String service) {
        return swarm.services(app).stream()
                .filter(state -> state.name().equals(service))
                .flatMap(state -> state.tasks().stream())
                .filter(task -> task.serves() && !task.container().isEmpty())
                .sorted(Comparator.comparing(TaskState::created).reversed())
                .map(TaskState::container)
                .toList();
    }

    /**
     * Returns the id of a container in which a service runs.
     *
     * @throws RunException of the recipe when it runs in none
     */
    public String container(String service) {
        return runningContainers(service).stream()
                .findFirst()
                .orElseThrow(() -> RunException.recipe(
                        "there is no running container of a service \"" + service + "\"", deployment.diagnosis()));
    }

    /**
     * Runs a command by {@code sh -c} in a service's container.
     *
     * @param environment added to the container's own
     * @throws RunException of the recipe when the service does not run, or the command does not end in time
     */
    public Containers.Ran shell(String service, String command, Map<String, String> environment, Duration atMost) {
        return containers.run(container(service), List.of("sh", "-c", command), environment, atMost, deadline);
    }
}
