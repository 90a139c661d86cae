package coop.ccci.harness.swarm;

import coop.ccci.harness.result.EnvironmentFault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether a stack is what its specification says, by swarm's own words: a pure function of what was seen. N of N
 * replicas alone say nothing, because right after a redeploy the old tasks still count.
 */
public sealed interface Convergence {
    /** Returns what the function for this case makes of it; there is one for every case. */
    <R> R match(Function<Reached, R> reached, Function<Awaited, R> awaited, Function<Failed, R> failed);

    /** Everything that should run runs, what should end has ended well, and no update goes on. */
    record Reached() implements Convergence {
        @Override
        public <R> R match(Function<Reached, R> reached, Function<Awaited, R> awaited, Function<Failed, R> failed) {
            return reached.apply(this);
        }
    }

    /**
     * Not yet.
     *
     * @param services those that are not there yet
     */
    record Awaited(List<String> services) implements Convergence {
        /** Copies what could change. */
        public Awaited {
            services = List.copyOf(services);
        }

        @Override
        public <R> R match(Function<Reached, R> reached, Function<Awaited, R> awaited, Function<Failed, R> failed) {
            return awaited.apply(this);
        }
    }

    /**
     * It can never come.
     *
     * @param service the service that cannot
     * @param reason one sentence
     * @param trouble what is wrong with the machine, where it is not the recipe's fault
     */
    record Failed(String service, String reason, Optional<EnvironmentFault> trouble) implements Convergence {
        @Override
        public <R> R match(Function<Reached, R> reached, Function<Awaited, R> awaited, Function<Failed, R> failed) {
            return failed.apply(this);
        }
    }

    /** Returns whether everything that should run runs. */
    default boolean isReached() {
        return match(reached -> true, awaited -> false, failed -> false);
    }

    /**
     * Judges a stack.
     *
     * @param services all of its services with every task that was ever seen
     * @param now the time by swarm's clock
     */
    static Convergence of(List<ServiceState> services, Instant now) {
        for (var service : services) {
            var failed = new FailureRules(service, services, now).evaluate();
            if (failed.isPresent()) {
                return failed.get();
            }
        }
        var missing = services.stream()
                .filter(service -> ServicePhase.of(service, now) == ServicePhase.COMING)
                .map(ServiceState::name)
                .toList();
        return missing.isEmpty() && !services.isEmpty() ? new Reached() : new Awaited(missing);
    }
}
