package coop.ccci.bridge.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;

/** Whether every route is started: one that somebody stopped stays stopped until it is started again, or the bridge is. */
public final class RouteHealth {
    private final CamelContext context;

    /** Looks at the routes of that context. */
    public RouteHealth(CamelContext context) {
        this.context = context;
    }

    /** Returns a sentence for each route that does not work, and adds how many there are. */
    public List<String> problems(BiConsumer<String, Object> detail) {
        var problems = new ArrayList<String>();
        for (var route : context.getRoutes()) {
            var status = context.getRouteController().getRouteStatus(route.getRouteId());
            if (status != ServiceStatus.Started) {
                problems.add("the route " + route.getRouteId() + " is "
                        + (status == null ? "unknown" : describe(status)) + " (" + route.getDescription()
                        + "): start it in ./cc-ci hawtio, or start the bridge again");
            }
        }
        detail.accept("routes", context.getRoutes().size());
        return problems;
    }

    private static String describe(ServiceStatus status) {
        return status == ServiceStatus.Stopped || status == ServiceStatus.Suspended
                ? status.name().toLowerCase(Locale.ROOT)
                : "still " + status.name().toLowerCase(Locale.ROOT);
    }
}
