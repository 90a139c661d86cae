package coop.ccci.harness.swarm;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes services and tasks of which a test names only what matters to it. */
final class ServiceFixture {
    /** When every service was made, and since when every task is in its state unless it says otherwise. */
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final String name;
    private final Map<String, String> labels = new HashMap<>();
    private ServiceMode mode = ServiceMode.REPLICATED;
    private int replicas = 1;
    private String restart = "any";
    private Duration delay = Duration.ofSeconds(5);
    private int attempts;
    private Set<Integer> hostPorts = Set.of();
    private List<String> constraints = List.of();
    private String update = "";
    private List<TaskState> tasks = List.of();

    private ServiceFixture(String name) {
        this.name = name;
    }

    static ServiceFixture named(String name) {
        return new ServiceFixture(name);
    }

    static TaskFixture task(int number, String state) {
        return new TaskFixture(number, state);
    }

    ServiceFixture label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    ServiceFixture routed() {
        return label("traefik.http.routers.x.rule", "Host(`x`)");
    }

    ServiceFixture mode(ServiceMode how) {
        mode = how;
        return this;
    }

    ServiceFixture replicas(int wanted) {
        replicas = wanted;
        return this;
    }

    ServiceFixture restart(String condition) {
        restart = condition;
        return this;
    }

    ServiceFixture delay(Duration between) {
        delay = between;
        return this;
    }

    ServiceFixture attempts(int most) {
        attempts = most;
        return this;
    }

    ServiceFixture hostPort(int port) {
        hostPorts = Set.of(port);
        return this;
    }

    ServiceFixture constraint(String constraint) {
        constraints = List.of(constraint);
        return this;
    }

    ServiceFixture update(String state) {
        update = state;
        return this;
    }

    ServiceFixture tasks(TaskState... all) {
        tasks = List.of(all);
        return this;
    }

    ServiceState build() {
        var plan = new ServicePlan(
                mode,
                replicas,
                new RestartPolicy(restart, delay, attempts),
                "",
                hostPorts,
                !hostPorts.isEmpty(),
                constraints,
                START);
        return new ServiceState(
                "id-" + name, name, labels, plan, update, "said swarm", START, "web:1", List.of(), tasks);
    }

    /** One task. */
    static final class TaskFixture {
        private final String id;
        private final String state;
        private String place = "1";
        private String wanted;
        private boolean current = true;
        private String error = "";
        private ContainerEnd end = ContainerEnd.UNKNOWN;
        private Instant created;
        private Instant since = START;

        private TaskFixture(int number, String state) {
            this.id = "task" + number;
            this.state = state;
            this.wanted = state.equals("running") ? "running" : "shutdown";
            this.created = START.plusSeconds(number);
        }

        TaskFixture place(String where) {
            place = where;
            return this;
        }

        TaskFixture wanted(String swarmWants) {
            wanted = swarmWants;
            return this;
        }

        TaskFixture current(boolean isCurrent) {
            current = isCurrent;
            return this;
        }

        TaskFixture error(String message) {
            error = message;
            return this;
        }

        TaskFixture unhealthy(String said) {
            end = new ContainerEnd(false, Optional.of(said));
            return this;
        }

        /** It was made then, and came into its state then. */
        TaskFixture at(Instant when) {
            created = when;
            since = when;
            return this;
        }

        TaskFixture since(Instant when) {
            since = when;
            return this;
        }

        TaskState build() {
            return new TaskState(id, place, state, wanted, current, error, 0, "", end, "web:1", created, since);
        }
    }
}
