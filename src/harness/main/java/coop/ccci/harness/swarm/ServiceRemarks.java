package coop.ccci.harness.swarm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What people should know of services that are as they should be although nothing of them runs. */
public final class ServiceRemarks {
    private ServiceRemarks() {}

    /**
     * Returns one sentence for each service without a running task that nobody waits for.
     *
     * @param now the time by swarm's clock
     */
    public static List<String> of(List<ServiceState> services, Instant now) {
        var remarks = new ArrayList<String>();
        for (var service : services) {
            switch (ServicePhase.of(service, now)) {
                case DONE ->
                    remarks.add("service " + service.name() + " ended with exit code 0 and is done ("
                            + (service.plan().mode().isJob()
                                    ? service.plan().mode().code()
                                    : "restart condition "
                                            + service.plan().restart().condition())
                            + ")");
                case UNWANTED ->
                    remarks.add("service " + service.name()
                            + " wants no task (deploy.replicas is 0): nothing of it was verified");
                case NOWHERE ->
                    remarks.add("service " + service.name() + ": " + nowhere(service) + ": nothing of it was verified");
                case RUNNING, COMING -> {
                    // there is nothing special to it
                }
            }
        }
        return remarks;
    }

    static String nowhere(ServiceState service) {
        var constraints = service.plan().constraints();
        return "it has no task, because it is " + service.plan().mode().code() + " and no node of this swarm fits it"
                + (constraints.isEmpty()
                        ? ""
                        : ": its placement asks for a node with " + String.join(" and ", constraints));
    }
}
