package coop.ccci.harness.tier;

import coop.ccci.harness.swarm.Containers.Mount;
import coop.ccci.harness.swarm.ServiceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The volumes that an app's running services have, as their containers show them. */
final class AppVolumes {
    private AppVolumes() {}

    /**
     * A volume in a service.
     *
     * @param service the service
     * @param container the container in which it was seen
     * @param volume its name in the compose file
     * @param mount its name on the swarm, and where the container has it
     */
    record Place(ServiceState service, String container, String volume, Mount mount) {}

    /** Returns the app's own volumes, one place for each service and folder. */
    static List<Place> of(RunContext app, List<ServiceState> services) {
        var stack = app.app().service("");
        var places = new ArrayList<Place>();
        for (var service : services) {
            app.runningContainers(service.name()).stream()
                    .limit(1)
                    .forEach(container -> app.containers().volumes(container).stream()
                            .filter(mount -> mount.name().startsWith(stack))
                            .map(mount ->
                                    new Place(service, container, mount.name().substring(stack.length()), mount))
                            .forEach(places::add));
        }
        return places;
    }

    /** Returns the names of the app's own volumes, as the compose file has them. */
    static Set<String> names(RunContext app, List<ServiceState> services) {
        return of(app, services).stream().map(Place::volume).collect(Collectors.toSet());
    }
}
